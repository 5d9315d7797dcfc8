/**
 * @file buggy.h
 * A library without a fault. The faults are in `bugs.toml`: mistakes that one makes in an extension module by hand, each
 * one an edit of the generated C, and what `tribind verify` says of it.
 *
 * One function for every kind of mistake: numbers, a text, a buffer, a struct, an error, two results.
 */
#ifndef BUGGY_H
#define BUGGY_H

#include <stddef.h>

/** Two bounds. */
struct bounds {
    int low;  /**< the lower one */
    int high; /**< the upper one */
};

/**
 * Subtracts.
 *
 * @param a from what
 * @param b how much
 * @return the difference, modulo 2 to the power of 32
 */
int minus(int a, int b);

/**
 * Measures.
 *
 * @param range the bounds, or NULL
 * @return from the lower to the upper bound, 0 for NULL
 */
int width(const struct bounds *range);

/**
 * Turns bounds round.
 *
 * @param range the bounds
 * @return the same, the other way
 */
struct bounds turned(struct bounds range);

/**
 * Says a number in words.
 *
 * @param digit the number
 * @return the word, or NULL where the number is no digit
 */
const char *word(int digit);

/**
 * Counts letters.
 *
 * @param text the text, or NULL
 * @return how many bytes it has
 */
size_t length(const char *text);

/**
 * Adds up bytes.
 *
 * @param data the bytes
 * @param n how many
 * @return their sum
 */
unsigned long total(const unsigned char *data, size_t n);

/**
 * Adds up numbers.
 *
 * @param xs the numbers
 * @param n how many
 * @return their sum
 */
long long sum(const int *xs, size_t n);

/**
 * Splits a number.
 *
 * @param value the number
 * @param[out] tens its tens
 * @param[out] ones what is left
 * @return 0, or 1 where the number is negative
 */
int split(int value, int *tens, int *ones);

/** An account, known by its address. */
typedef struct account account;

/**
 * The one account there is.
 *
 * @return it, never NULL
 */
account *the_account(void);

/**
 * Pays in.
 *
 * @param to the account, or NULL
 * @param amount how much
 * @return what there is then, or 0 where the amount is 0
 */
int pay(account *to, int amount);

#endif
