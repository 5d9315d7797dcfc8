#include "mathload.h"

static uint32_t fib_by_calls(uint32_t n)
{
    return n < 2 ? n : fib_by_calls(n - 1) + fib_by_calls(n - 2);
}

uint32_t fib(int n)
{
    return fib_by_calls(n < 0 ? 0 : n > MATHLOAD_FIB_MOST ? MATHLOAD_FIB_MOST : (uint32_t)n);
}

uint64_t fib_by_loop(unsigned int n)
{
    uint64_t this = 0;
    uint64_t next = 1;
    unsigned int i;

    for (i = 0; i < n && i < 93; i++) {
        uint64_t sum = this + next; /* its last value is beyond 64 bits, and nobody looks at it */

        this = next;
        next = sum;
    }
    return this;
}

/** SplitMix64: a number from 0 to 1, and the next state. */
static double random_share(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return (double)(z >> 11) / 9007199254740992.0; /* 53 bits are what a double holds */
}

double pi_by_darts(uint32_t darts, uint64_t seed)
{
    uint32_t hits = 0;
    uint32_t i;

    darts = darts < MATHLOAD_DARTS_MOST ? darts : MATHLOAD_DARTS_MOST;
    for (i = 0; i < darts; i++) {
        double x = random_share(&seed);
        double y = random_share(&seed);

        hits += x * x + y * y < 1.0;
    }
    return darts == 0 ? 0.0 : 4.0 * hits / darts;
}

size_t divisors_count(uint32_t n)
{
    return divisors_find(n, NULL, 0);
}

size_t divisors_find(uint32_t n, uint32_t *found, size_t room)
{
    size_t count = 0;
    uint32_t small;
    uint32_t root = 0;

    for (small = 1; (uint64_t)small * small <= n; small++) {
        root = small;
        if (n % small == 0) {
            if (found != NULL && count < room) {
                found[count] = small;
            }
            count++;
        }
    }
    /* Divisors come in pairs: each small one has a large partner, in reverse order. */
    for (small = root; small > 0; small--) {
        if (n % small == 0 && small != n / small) {
            if (found != NULL && count < room) {
                found[count] = n / small;
            }
            count++;
        }
    }
    return count;
}
