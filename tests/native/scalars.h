#define DEMO_SMALL 5
#define DEMO_NEGATIVE -7
#define DEMO_HUGE 18446744073709551615UL
#define DEMO_WIDE 4294967296
#define DEMO_HALF 0.5
#define DEMO_NAME "a demo"
enum color { RED = 0, GREEN = 1, BLUE = 2 }
enum sign { MINUS = -1, PLUS = 100, ALSO_PLUS = 100 }
signed char f_signed_char(signed char a)
unsigned char f_unsigned_char(unsigned char a)
short f_short(short a)
unsigned short f_unsigned_short(unsigned short a)
int f_int(int a)
unsigned int f_unsigned_int(unsigned int a)
long f_long(long a)
unsigned long f_unsigned_long(unsigned long a)
long long f_long_long(long long a)
unsigned long long f_unsigned_long_long(unsigned long long a)
float f_float(float a)
double f_double(double a)
long double f_long_double(long double a)
_Bool f_bool(_Bool a)
char f_char(char a)
wchar_t f_wchar(wchar_t a)
enum color f_color(enum color a)
enum sign f_sign(enum sign a)
int add(int a, int b)
int seven(void)
void nothing(void)
const char *greet(const char *name)
int count(const char *a, const char *b, int c)
const char *null_text(void)
size_t sized(size_t n)
int self(int args, int nargs)
