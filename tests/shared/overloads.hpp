namespace math {
/** Whole numbers. */
int twice(int value);
/** Any numbers. */
double twice(double value);
bool twice(bool value);
const char *twice(const char *text);
double power(double base, int exponent = 2);
long only(long value);
}
