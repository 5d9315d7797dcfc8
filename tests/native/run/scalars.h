/** @file scalars.h Every number, text, constants and enumerations. */
#include <stddef.h>
#include <wchar.h>
#define DEMO_SMALL 5
#define DEMO_NEGATIVE -7
#define DEMO_HUGE 18446744073709551615UL
#define DEMO_WIDE 4294967296
#define DEMO_HALF 0.5
#define DEMO_NAME "a demo"
enum color { RED = 0, GREEN = 1, BLUE = 2 };
enum sign { MINUS = -1, PLUS = 100, ALSO_PLUS = 100 };
/** Does it. */
signed char f_signed_char(signed char a);
/** Does it. */
unsigned char f_unsigned_char(unsigned char a);
/** Does it. */
short f_short(short a);
/** Does it. */
unsigned short f_unsigned_short(unsigned short a);
/** Does it. */
int f_int(int a);
/** Does it. */
unsigned int f_unsigned_int(unsigned int a);
/** Does it. */
long f_long(long a);
/** Does it. */
unsigned long f_unsigned_long(unsigned long a);
/** Does it. */
long long f_long_long(long long a);
/** Does it. */
unsigned long long f_unsigned_long_long(unsigned long long a);
/** Does it. */
float f_float(float a);
/** Does it. */
double f_double(double a);
/** Does it. */
long double f_long_double(long double a);
/** Does it. */
_Bool f_bool(_Bool a);
/** Does it. */
char f_char(char a);
/** Does it. */
wchar_t f_wchar(wchar_t a);
/** Does it. */
enum color f_color(enum color a);
/** Does it. */
enum sign f_sign(enum sign a);
/** Does it. */
int add(int a, int b);
/** Does it. */
int seven(void);
/** Does it. */
void nothing(void);
/** Does it. */
const char *greet(const char *name);
/** Does it. */
int count(const char *a, const char *b, int c);
/** Does it. */
const char *null_text(void);
/** Does it. */
size_t sized(size_t n);
/** Does it. */
int self(int args, int nargs);
