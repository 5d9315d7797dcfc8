/**
 * @file sortcb.h
 * Callbacks: functions of yours that C calls.
 *
 * Three questions decide whether this goes well. How long must the function live? For sort_ints() until it returns, for a
 * bell as long as it may ring. What comes along? C's answer to Python's closures is a `void *` that the library hands back
 * unread. And who is there when it fails? C knows no exceptions, so one has to wait until the call from Python returns, and
 * where a thread of C's called there is nobody to wait for.
 */
#ifndef SORTCB_H
#define SORTCB_H

#include <stddef.h>

/**
 * Compares two numbers.
 *
 * @param a one number
 * @param b the other one
 * @param user what the caller gave along
 * @return less than, equal to or more than 0, as `a` belongs before, beside or behind `b`
 */
typedef int (*sort_compare)(int a, int b, void *user);

/**
 * Sorts numbers in place. Equal ones keep their order, and a comparison that contradicts itself does no harm.
 *
 * @param values the numbers
 * @param n how many
 * @param compare what comes first; NULL for the smaller number
 * @param user given to it, unread
 * @return how many comparisons it took; -1 where memory is short
 */
long sort_ints(int *values, size_t n, sort_compare compare, void *user);

/**
 * Ready-made comparisons: a function that returns a function.
 *
 * @param name `up`, `down` or `bits` (by the number of bits that are set)
 * @return the comparison; NULL where there is none of this name
 */
sort_compare sort_by(const char *name);

/** A bell: it keeps a function, and calls it whenever it rings. */
typedef struct Bell Bell;

/**
 * What a bell calls.
 *
 * @param text what is to be said
 * @param times how often it has rung
 * @param user what the caller gave along
 * @return a number that is added to the answer of bell_ring()
 */
typedef int (*bell_listener)(const char *text, int times, void *user);

/**
 * Makes a bell that nobody hears.
 *
 * @return a bell of yours; NULL where memory is short
 */
Bell *bell_new(void);

/**
 * Frees a bell. It will not ring again, so its listeners may go too.
 *
 * @param bell the bell; NULL is left in peace
 */
void bell_free(Bell *bell);

/** How many listeners a bell has room for. */
#define BELL_LISTENERS 4

/**
 * Adds a listener.
 *
 * @param bell the bell
 * @param listener what it calls; it must live as long as the bell
 * @param user given to it, unread; it must live as long, too
 * @return 0; -1 where there is no bell, no listener or no room
 */
int bell_listen(Bell *bell, bell_listener listener, void *user);

/**
 * Rings: all listeners are called, in the order in which they came.
 *
 * @param bell the bell
 * @param text what is to be said
 * @return the sum of what they answered
 */
int bell_ring(Bell *bell, const char *text);

/**
 * Rings from another thread, one that Python did not start, and waits for it.
 *
 * @param bell the bell
 * @param text what is to be said
 * @return the sum of what they answered; -1 where there is no thread
 */
int bell_ring_elsewhere(Bell *bell, const char *text);

#endif
