/**
 * @file mathload.h
 * Numbers to crunch: the same three tasks are a line of Python each, so that one can see where C begins to pay.
 *
 * A call costs the same whatever it does inside. `fib(1)` is all border, `fib(20)` is all C: somewhere between lies the
 * point from which on it no longer matters which binding carries you there.
 */
#ifndef MATHLOAD_H
#define MATHLOAD_H

#include <stddef.h>
#include <stdint.h>

/** The largest argument of fib(); the time doubles every one and a half steps. */
#define MATHLOAD_FIB_MOST 30
/** The most darts that pi_by_darts() throws. */
#define MATHLOAD_DARTS_MOST 1000000

/**
 * A Fibonacci number, by the slow definition: fib(n) = fib(n - 1) + fib(n - 2), and about as many calls as its value.
 *
 * @param n which one; beyond MATHLOAD_FIB_MOST it is MATHLOAD_FIB_MOST, below 0 it is 0
 * @return the number
 */
uint32_t fib(int n);

/**
 * The same number by a loop: a better idea beats a faster language.
 *
 * @param n which one, from 0 to 93; beyond, 93
 * @return the number
 */
uint64_t fib_by_loop(unsigned int n);

/**
 * Pi by throwing darts at a square (the Monte Carlo method): the share that hits the quarter circle is pi / 4.
 *
 * @param darts how many; at most MATHLOAD_DARTS_MOST
 * @param seed where the random numbers start; the same seed gives the same darts
 * @return about pi; 0 without darts
 */
double pi_by_darts(uint32_t darts, uint64_t seed);

/**
 * Counts the divisors of a number.
 *
 * @param n the number
 * @return how many there are; 0 for 0
 */
size_t divisors_count(uint32_t n);

/**
 * Finds the divisors of a number, in order.
 *
 * @param n the number
 * @param found where they go
 * @param room how many have room there
 * @return how many there are, which may be more than have room
 */
size_t divisors_find(uint32_t n, uint32_t *found, size_t room);

#endif
