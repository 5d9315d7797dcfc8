#include "cppmult.hpp"

float cppmult(int int_param, float float_param)
{
    return static_cast<float>(int_param) * float_param;
}

double cppmult(double a, double b)
{
    return a * b;
}

double scaled(double value, double factor)
{
    return value * factor;
}
