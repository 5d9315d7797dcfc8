/** Adds. */
int add(int a, int b);
unsigned char low(unsigned char byte);
double half(double x);
void nothing(void);
/** A variable of the wrapper has its name. */
int result(int nargs, _Bool on);

#define SUMS_MAX 100
#define SUMS_NAME "sums"
