#include "cmult.h"

float cmult(int int_param, float float_param)
{
    return (float)int_param * float_param;
}

int add(int a, int b)
{
    /* Signed overflow is undefined in C, unsigned arithmetic wraps. */
    return (int)((unsigned int)a + (unsigned int)b);
}
