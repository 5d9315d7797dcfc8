enum shade { DARK, LIGHT };
typedef const unsigned char byte;
int add(int a, int b);
double lib_scale(double out, float by, byte step);
enum shade next(enum shade s, _Bool wrap);
void note(char c);
int check(long long n);
int lambda(int count, int map);
static inline int twice(int x) { return 2 * x; }
#define TRIPLE(x) ((x) * 3)
int hidden(int x);
#define hidden(x) (x)
void copy(const char *from);
int nothing(void);
int kept(int x);
