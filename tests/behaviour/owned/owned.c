#include "owned.h"

#include <stdlib.h>
#include <string.h>

#define OPEN 0x4F50454Eu

struct Book {
    unsigned int state;
    char title[32];
    listener f;
    void *user;
};

/* Books are never given back to the allocator, so that a wrong use is counted and not a crash. */
static Book books[4096];
static int n_books;
static int open_books;
static int mishandled;
static int texts;

Book *book_open(const char *title)
{
    Book *book;

    if (title == NULL || n_books == 4096) {
        return NULL;
    }
    book = &books[n_books++];
    book->state = OPEN;
    strncpy(book->title, title, sizeof book->title - 1);
    open_books++;
    return book;
}

static int is_open(const Book *book)
{
    if (book != NULL && book->state != OPEN) {
        mishandled++;
    }
    return book != NULL && book->state == OPEN;
}

void book_close(Book *book)
{
    if (is_open(book)) {
        book->state = 0;
        open_books--;
    }
}

int book_try(const char *title, Book **book)
{
    *book = book_open(title);
    return *book == NULL;
}

Book *book_same(Book *book) { return book; }
const char *book_title(const Book *book) { return is_open(book) ? book->title : NULL; }
int book_pages(const Book *book) { return is_open(book) ? 100 : -1; }
int books_open(void) { return open_books; }
int books_mishandled(void) { return mishandled; }

char *book_describe(const Book *book)
{
    char *text = is_open(book) ? malloc(64) : NULL;

    if (text != NULL) {
        texts++;
        strcpy(text, "about ");
        strcat(text, book->title);
    }
    return text;
}

void text_free(char *text)
{
    texts -= text != NULL;
    free(text);
}

int texts_alive(void) { return texts; }
char *book_shelf(Book *book) { return is_open(book) ? book->title : NULL; }
size_t text_length(const char *text) { return text == NULL ? 9999 : strlen(text); }

int book_listen(Book *book, listener f, void *user)
{
    if (!is_open(book)) {
        return -1;
    }
    book->f = f;
    book->user = user;
    return 0;
}

int book_tell(Book *book, int v) { return is_open(book) && book->f != NULL ? book->f(v, book->user) : -1; }

Book *shelf_first(const Shelf *shelf) { return shelf == NULL ? NULL : shelf->first; }

struct Gate { int n; };
struct Lock { int n; };

static struct Gate gate;
static struct Lock lock;
static int given;

Gate *gate_new(void)
{
    given++;
    return &gate;
}

void call(Gate *g) { given -= g == &gate; }

Lock *lock_new(void)
{
    given++;
    return &lock;
}

void address(Lock *l) { given -= l == &lock; }
int gates_and_locks(void) { return given; }

enum perm perm_both(enum perm a, enum perm b) { return (enum perm)(a | b); }
int perm_bits(enum perm p) { return (int)p; }
enum perm perm_of(int bits) { return (enum perm)bits; }
Door door_of(int bits)
{
    enum perm p = (enum perm)bits;
    Door door = {p, p & 3, {p, p}};

    return door;
}

enum kind kind_of(int value) { return (enum kind)value; }
