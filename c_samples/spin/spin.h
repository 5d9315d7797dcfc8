/**
 * @file spin.h
 * Work and sleep: what a timer shows depends on the clock that it looks at.
 *
 * A wall clock goes on while a function sleeps, a CPU clock does not; and a process with two busy threads uses two seconds of CPU
 * time in one second of wall time. Each function comes twice: one lets other Python threads run meanwhile, one does not. In C they
 * do the same; the project file tells the bindings what to do about the interpreter's lock.
 */
#ifndef SPIN_H
#define SPIN_H

#include <stdint.h>

/** The longest work or sleep, in milliseconds: longer ones are cut. */
#define SPIN_MOST_MS 250

/** Readings of three clocks, in seconds since some moment of the past. */
typedef struct Clocks {
    double wall;    /**< goes on whatever happens (`time.perf_counter`) */
    double process; /**< CPU time of all threads of the process (`time.process_time`) */
    double thread;  /**< CPU time of the thread that asks (`time.thread_time`) */
} Clocks;

/**
 * Reads the clocks.
 *
 * @return the readings
 */
Clocks spin_clocks(void);

/**
 * Turns a wheel: always the same work, and its result tells that it was done.
 *
 * @param turns how often; at most 100 million
 * @return where the wheel stands (xorshift, 32 bits)
 */
uint32_t spin_turns(uint32_t turns);

/**
 * Works; other Python threads may work too.
 *
 * @param ms milliseconds of this thread's CPU time
 * @return how many milliseconds of it were used
 */
double spin_ms(uint32_t ms);

/**
 * Works; other Python threads wait.
 *
 * @param ms milliseconds of this thread's CPU time
 * @return how many milliseconds of it were used
 */
double spin_alone_ms(uint32_t ms);

/**
 * Sleeps; other Python threads may work.
 *
 * @param ms milliseconds of wall time
 * @return how many of them it really took
 */
double nap_ms(uint32_t ms);

/**
 * Sleeps, and other Python threads have to wait for it: the bug that makes a server stand still.
 *
 * @param ms milliseconds of wall time
 * @return how many of them it really took
 */
double nap_alone_ms(uint32_t ms);

#endif
