/**
 * @file cppmult.hpp
 * The same in C++, where one name may mean several functions and an argument may be left out.
 *
 * A C++ compiler decorates each name with its parameter types ("mangling"), so a loader that looks for `cppmult` finds
 * nothing. The bindings call a small generated `extern "C"` shim instead.
 */
#ifndef CPPMULT_HPP
#define CPPMULT_HPP

/**
 * Multiplies an integer by a float.
 *
 * @param int_param how many times
 * @param float_param of what
 * @return the product, rounded to a float
 */
float cppmult(int int_param, float float_param);

/**
 * Multiplies two doubles: an overload of the same name.
 *
 * @param a one factor
 * @param b the other one
 * @return the product, with all the precision a Python float has
 */
double cppmult(double a, double b);

/**
 * Scales a number. Leave the factor out and it doubles.
 *
 * @param value what to scale
 * @param factor by how much
 * @return value * factor
 */
double scaled(double value, double factor = 2.0);

#endif
