/**
 * @file owned.h
 * A library made for the tests: what is owned, what is borrowed, what may not be NULL, what is a set of bits.
 */
#ifndef OWNED_H
#define OWNED_H

#include <stddef.h>

/** Owned where book_open() or book_try() made it, borrowed elsewhere. */
typedef struct Book Book;

/** NULL for no title. */
Book *book_open(const char *title);
void book_close(Book *book);
/** The same through a parameter; 1 for no title. */
int book_try(const char *title, Book **book);
/** The book itself, borrowed. */
Book *book_same(Book *book);
const char *book_title(const Book *book);
int book_pages(const Book *book);
/** Opened and not closed. */
int books_open(void);
/** Closed a second time, or never opened: what must never happen. */
int books_mishandled(void);

/** A text of the caller's. NULL for no book. */
char *book_describe(const Book *book);
void text_free(char *text);
/** Made and not freed. */
int texts_alive(void);
/** A text of the book's, though not const. */
char *book_shelf(Book *book);
size_t text_length(const char *text);

typedef int (*listener)(int v, void *user);

int book_listen(Book *book, listener f, void *user);
int book_tell(Book *book, int v);

/** Holds books, and owns none. */
typedef struct Shelf {
    Book *first;
    Book *others[2];
} Shelf;

Book *shelf_first(const Shelf *shelf);

/** What gives it back has a name that a wrapper may need for itself. */
typedef struct Gate Gate;
typedef struct Lock Lock;

Gate *gate_new(void);
void call(Gate *gate);
Lock *lock_new(void);
void address(Lock *lock);
/** Gates and locks that were not given back. */
int gates_and_locks(void);

/** A set of bits (configured). */
enum perm { PERM_NONE = 0, PERM_RUN = 1, PERM_WRITE = 2, PERM_READ = 4 };
/** None. */
enum kind { KIND_ONE = 1, KIND_TWO = 2 };

/** Sets of bits in memory. */
typedef struct Door {
    enum perm mode;
    enum perm few : 2;
    enum perm each[2];
} Door;

/** All of them the bits. */
Door door_of(int bits);
enum perm perm_both(enum perm a, enum perm b);
int perm_bits(enum perm p);
enum perm perm_of(int bits);
enum kind kind_of(int value);

#endif
