/**
 * @file cmult.h
 * A first binding: two functions over plain numbers, so small that all you measure is the border itself.
 */
#ifndef CMULT_H
#define CMULT_H

/**
 * Multiplies an integer by a float.
 *
 * Call it from ctypes without saying what it returns and you get nonsense: ctypes assumes `int` and looks in the
 * wrong register. A binding made from the header cannot forget.
 *
 * @param int_param how many times
 * @param float_param of what
 * @return the product, rounded to a float
 */
float cmult(int int_param, float float_param);

/**
 * Adds two integers.
 *
 * The result wraps at 32 bits, as most C code would in practice. What you hand in does not: a Python int
 * that does not fit a C `int` is refused, it is never cut down to size.
 *
 * @param a one summand
 * @param b the other one
 * @return a + b
 */
int add(int a, int b);

#endif
