#include "buggy.h"

#include <string.h>

struct account {
    int paid;
};

int minus(int a, int b)
{
    return (int)((unsigned)a - (unsigned)b);
}

int width(const struct bounds *range)
{
    return range == NULL ? 0 : minus(range->high, range->low);
}

struct bounds turned(struct bounds range)
{
    struct bounds other = {range.high, range.low};

    return other;
}

const char *word(int digit)
{
    static const char *const words[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};

    return digit < 0 || digit > 9 ? NULL : words[digit];
}

size_t length(const char *text)
{
    return text == NULL ? 0 : strlen(text);
}

unsigned long total(const unsigned char *data, size_t n)
{
    unsigned long all = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all += data[i];
    }
    return all;
}

long long sum(const int *xs, size_t n)
{
    long long all = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all += xs[i];
    }
    return all;
}

int split(int value, int *tens, int *ones)
{
    if (value < 0) {
        return 1;
    }
    *tens = value / 10;
    *ones = value % 10;
    return 0;
}

account *the_account(void)
{
    static account only;

    return &only;
}

int pay(account *to, int amount)
{
    return to == NULL || amount == 0 ? 0 : amount;
}
