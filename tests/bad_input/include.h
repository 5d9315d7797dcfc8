#include <zlob.h>
int add(int a, int b);
