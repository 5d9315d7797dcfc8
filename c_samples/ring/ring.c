#include "ring.h"

#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

/** "ring", and a version. */
#define MAGIC 0x72696E6700000001u

/** What lies at the beginning of the memory. Head and tail only grow; where they point to is what is left of them after a
    division by the capacity. They lie apart, so that reader and writer do not take the same cache line from each other. */
typedef struct Header {
    uint64_t magic;
    uint64_t capacity;
    _Atomic uint64_t head; /* bytes taken out so far: the reader's */
    uint64_t apart[3];
    _Atomic uint64_t tail; /* bytes put in so far: the writer's */
    uint64_t unused;
} Header;

_Static_assert(sizeof(Header) == RING_HEADER, "the header has the size that the manual says");

/** A ring at one moment. */
typedef struct View {
    Header *header;
    unsigned char *bytes;
    uint64_t head;
    uint64_t tail;
    uint64_t capacity;
} View;

static int check_memory(const unsigned char *memory, size_t size)
{
    if (memory == NULL || size <= RING_HEADER) {
        return RING_TOO_SMALL;
    }
    return (uintptr_t)memory % sizeof(uint64_t) == 0 ? RING_OK : RING_UNALIGNED;
}

int ring_make(unsigned char *memory, size_t size)
{
    Header *header = (Header *)(void *)memory;
    int error = check_memory(memory, size);

    if (error != RING_OK) {
        return error;
    }
    memset(memory, 0, RING_HEADER);
    header->capacity = size - RING_HEADER;
    header->magic = MAGIC;
    return RING_OK;
}

/** Reads head and tail. Nothing in the memory is believed: it may come from another process, or be no ring at all. */
static int look(unsigned char *memory, size_t size, View *view)
{
    int error = check_memory(memory, size);

    if (error != RING_OK) {
        return error;
    }
    view->header = (Header *)(void *)memory;
    view->bytes = memory + RING_HEADER;
    view->capacity = view->header->capacity;
    if (view->header->magic != MAGIC || view->capacity == 0) {
        return RING_NO_RING;
    }
    if (view->capacity > size - RING_HEADER) {
        return RING_TOO_SMALL;
    }
    /* "Acquire": whoever sees the other side's mark also sees the bytes that were written, or read, before it. */
    view->head = atomic_load_explicit(&view->header->head, memory_order_acquire);
    view->tail = atomic_load_explicit(&view->header->tail, memory_order_acquire);
    return view->tail - view->head <= view->capacity ? RING_OK : RING_NO_RING;
}

int ring_put(unsigned char *memory, size_t size, const unsigned char *data, size_t n, size_t *done)
{
    View view;
    int error = look(memory, size, &view);
    size_t room;
    size_t at;
    size_t first;

    if (error != RING_OK) {
        return error;
    }
    room = (size_t)(view.capacity - (view.tail - view.head));
    n = data == NULL ? 0 : n < room ? n : room;
    at = (size_t)(view.tail % view.capacity);
    first = n < view.capacity - at ? n : (size_t)view.capacity - at; /* up to the end; the rest starts at the beginning */
    if (n > 0) {
        memcpy(view.bytes + at, data, first);
        memcpy(view.bytes, data + first, n - first);
    }
    atomic_store_explicit(&view.header->tail, view.tail + n, memory_order_release);
    *done = n;
    return RING_OK;
}

int ring_get(unsigned char *memory, size_t size, unsigned char *data, size_t n, size_t *done)
{
    View view;
    int error = look(memory, size, &view);
    size_t used;
    size_t at;
    size_t first;

    if (error != RING_OK) {
        return error;
    }
    used = (size_t)(view.tail - view.head);
    n = data == NULL ? 0 : n < used ? n : used;
    at = (size_t)(view.head % view.capacity);
    first = n < view.capacity - at ? n : (size_t)view.capacity - at;
    if (n > 0) {
        memcpy(data, view.bytes + at, first);
        memcpy(data + first, view.bytes, n - first);
    }
    atomic_store_explicit(&view.header->head, view.head + n, memory_order_release);
    *done = n;
    return RING_OK;
}

int ring_look(unsigned char *memory, size_t size, size_t *used, size_t *room)
{
    View view;
    int error = look(memory, size, &view);

    if (error == RING_OK) {
        *used = (size_t)(view.tail - view.head);
        *room = (size_t)view.capacity - *used;
    }
    return error;
}

const char *ring_strerror(int code)
{
    switch (code) {
    case RING_OK: return "all well";
    case RING_TOO_SMALL: return "the memory is too small";
    case RING_UNALIGNED: return "the memory does not start at a multiple of 8";
    case RING_NO_RING: return "there is no ring in this memory";
    default: return "unknown error";
    }
}
