typedef struct s s;
typedef s *(*maker)(s *, void (*)(maker_t), int[static 3]);
struct s { s *me; maker (*table[2][3])(struct s); enum { A = -1, B = ~0u } e : 3; };
enum forward;
int f(enum forward *, __int128, long double _Complex, struct inside { int x; } *, ...);
#define A A
#define f(x) f((x), #x "\
")
extern const volatile int *const restrict table[];
static inline s g(s x) { return x; }
int None(int lambda, int self, int __a, int tb_self, int args);
