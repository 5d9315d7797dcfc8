namespace n {
int twice(int a);
double twice(double a);
int add(int a, int b = 2, int c = 3);
int alone(const char *text);
}
