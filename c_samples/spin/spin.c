#define _POSIX_C_SOURCE 200809L

#include "spin.h"

#include <errno.h>
#include <time.h>

#define MOST_TURNS 100000000u

static double seconds_of(clockid_t clock)
{
    struct timespec now;

    return clock_gettime(clock, &now) == 0 ? (double)now.tv_sec + (double)now.tv_nsec / 1e9 : 0.0;
}

Clocks spin_clocks(void)
{
    Clocks clocks;

    clocks.wall = seconds_of(CLOCK_MONOTONIC);
    clocks.process = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    clocks.thread = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    return clocks;
}

static uint32_t turn(uint32_t wheel)
{
    wheel ^= wheel << 13;
    wheel ^= wheel >> 17;
    return wheel ^ wheel << 5;
}

uint32_t spin_turns(uint32_t turns)
{
    uint32_t wheel = 2463534242u;
    uint32_t i;

    for (i = 0; i < turns && i < MOST_TURNS; i++) {
        wheel = turn(wheel);
    }
    return wheel;
}

static double work(uint32_t ms)
{
    double start = seconds_of(CLOCK_THREAD_CPUTIME_ID);
    double wanted = (ms < SPIN_MOST_MS ? ms : SPIN_MOST_MS) / 1e3;
    volatile uint32_t wheel = 1; /* volatile: the compiler must not find out that nobody wants it */
    double used = 0.0;
    int i;

    while (used < wanted) {
        for (i = 0; i < 1000; i++) {
            wheel = turn(wheel);
        }
        used = seconds_of(CLOCK_THREAD_CPUTIME_ID) - start;
    }
    return used * 1e3;
}

static double nap(uint32_t ms)
{
    double start = seconds_of(CLOCK_MONOTONIC);
    struct timespec left;

    left.tv_sec = 0;
    left.tv_nsec = (long)(ms < SPIN_MOST_MS ? ms : SPIN_MOST_MS) * 1000000L;
    /* A signal wakes the sleeper early; what was left is in `left`. */
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
    return (seconds_of(CLOCK_MONOTONIC) - start) * 1e3;
}

double spin_ms(uint32_t ms)
{
    return work(ms);
}

double spin_alone_ms(uint32_t ms)
{
    return work(ms);
}

double nap_ms(uint32_t ms)
{
    return nap(ms);
}

double nap_alone_ms(uint32_t ms)
{
    return nap(ms);
}
