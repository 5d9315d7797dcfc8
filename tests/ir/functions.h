int without_prototype();
int with_prototype(void);
static inline int doubled(int x) { return x * 2; }
inline int also_inline(int x) { return x; }
static int promised(int x);
static int kept(int x);
static int kept(int x) { return x; }
int unnamed(int, const char *);
int unnamed(int count, const char *);
int (parenthesised)(int x);
typedef int signature_t(int a, double b);
signature_t by_typedef;
/** Documented where it is declared again. */
int with_prototype(void);
extern int exported;
extern const int limits[];
static const int four = 4;
extern _Thread_local int per_thread;
int lambda(int class, int None);
void hidden(void) __asm__("other_name");
__attribute__((noreturn)) void leave(int code);
