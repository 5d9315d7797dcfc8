#define _POSIX_C_SOURCE 200809L

#include "sortcb.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/** What one sort needs to know on its way down. */
typedef struct Sort {
    sort_compare compare;
    void *user;
    int *spare; /* as long as the values */
    long comparisons;
} Sort;

static int up(int a, int b, void *user)
{
    (void)user;
    return (a > b) - (a < b);
}

static int down(int a, int b, void *user)
{
    return up(b, a, user);
}

static int bits_of(int value)
{
    unsigned int rest = (unsigned int)value;
    int bits = 0;

    for (; rest != 0; rest &= rest - 1) {
        bits++;
    }
    return bits;
}

static int bits(int a, int b, void *user)
{
    return up(bits_of(a), bits_of(b), user);
}

sort_compare sort_by(const char *name)
{
    static const struct {
        const char *name;
        sort_compare compare;
    } known[] = {{"up", up}, {"down", down}, {"bits", bits}};
    size_t i;

    for (i = 0; name != NULL && i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, name) == 0) {
            return known[i].compare;
        }
    }
    return NULL;
}

/** Merge sort: half by half, then both together. Unlike qsort() it survives a comparison without a plan. */
static void sort(Sort *s, int *values, size_t n)
{
    size_t half = n / 2;
    size_t left = 0;
    size_t right = half;
    size_t i;

    if (n < 2) {
        return;
    }
    sort(s, values, half);
    sort(s, values + half, n - half);
    memcpy(s->spare, values, n * sizeof *values);
    for (i = 0; left < half && right < n; i++) {
        s->comparisons++;
        /* Only what is truly smaller overtakes: that keeps equal values in their order. */
        if (s->compare(s->spare[right], s->spare[left], s->user) < 0) {
            values[i] = s->spare[right++];
        } else {
            values[i] = s->spare[left++];
        }
    }
    memcpy(values + i, s->spare + left, (half - left) * sizeof *values);
    memcpy(values + i + (half - left), s->spare + right, (n - right) * sizeof *values);
}

long sort_ints(int *values, size_t n, sort_compare compare, void *user)
{
    Sort s;

    if (values == NULL || n < 2) {
        return 0;
    }
    s.compare = compare == NULL ? up : compare;
    s.user = user;
    s.comparisons = 0;
    s.spare = malloc(n * sizeof *values);
    if (s.spare == NULL) {
        return -1;
    }
    sort(&s, values, n);
    free(s.spare);
    return s.comparisons;
}

struct Bell {
    struct {
        bell_listener call;
        void *user;
    } listeners[BELL_LISTENERS];
    int n;
    int times;
};

Bell *bell_new(void)
{
    return calloc(1, sizeof(Bell));
}

void bell_free(Bell *bell)
{
    free(bell);
}

int bell_listen(Bell *bell, bell_listener listener, void *user)
{
    if (bell == NULL || listener == NULL || bell->n == BELL_LISTENERS) {
        return -1;
    }
    bell->listeners[bell->n].call = listener;
    bell->listeners[bell->n].user = user;
    bell->n++;
    return 0;
}

int bell_ring(Bell *bell, const char *text)
{
    int sum = 0;
    int i;

    if (bell == NULL) {
        return 0;
    }
    bell->times++;
    for (i = 0; i < bell->n; i++) {
        sum += bell->listeners[i].call(text, bell->times, bell->listeners[i].user);
    }
    return sum;
}

/** What the thread is told, and what it answers. */
typedef struct Errand {
    Bell *bell;
    const char *text;
    int sum;
} Errand;

static void *run(void *argument)
{
    Errand *errand = argument;

    errand->sum = bell_ring(errand->bell, errand->text);
    return NULL;
}

int bell_ring_elsewhere(Bell *bell, const char *text)
{
    Errand errand = {bell, text, 0};
    pthread_t thread;

    if (pthread_create(&thread, NULL, run, &errand) != 0) {
        return -1;
    }
    pthread_join(thread, NULL);
    return errand.sum;
}
