#include <string>
/** Area of a circle. */
double area(double radius);
/** Area of a rectangle. */
double area(double width, double height = 1.0);
namespace geo {
int scale(int v, int factor = 2 * (3 + 1), const char *unit = "a=b");
struct point { int x, y; };
point moved(const point &p, bool twice = false);
namespace deep { long level(); }
enum kind { ROUND, FLAT };
}
extern "C" {
int c_function(int);
extern int c_variable;
}
extern "C" int single(void);
int unspecified();
std::string text(const std::string &s);
class widget { public: int size() const; };
struct virtual_one { virtual ~virtual_one(); };
template <typename T> T most(T a, T b);
enum class scoped { A, B };
const int answer = 42;
typedef struct { int a; } plain_t;
inline int inlined(int a) { return a; }
geo::point operator+(const geo::point &a, const geo::point &b);
