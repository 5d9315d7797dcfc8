/**
 * @file ring.h
 * A queue of bytes in memory that somebody else owns: a `bytearray` for one process, a shared `mmap` for two.
 *
 * One writes, one reads, and they may do it at the same time, from two threads or two processes, without a lock: the writer alone
 * moves the tail, the reader alone the head (a "single producer, single consumer" ring). There is no handle and nothing to free.
 * The ring is the memory, and whoever has the memory has the ring.
 */
#ifndef RING_H
#define RING_H

#include <stddef.h>

/** Bytes at the beginning of the memory that the ring keeps for itself. */
#define RING_HEADER 64

/** What can go wrong. */
typedef enum ring_error {
    RING_OK = 0,         /**< all well */
    RING_TOO_SMALL = 1,  /**< no room for the header and one byte, or none for the ring that was made here */
    RING_UNALIGNED = 2,  /**< the memory does not start at a multiple of 8 */
    RING_NO_RING = 3,    /**< ring_make() was never here, or somebody wrote over it */
} ring_error;

/**
 * Makes an empty ring.
 *
 * @param memory where; what lay there is lost
 * @param size how many bytes; RING_HEADER of them are not for messages
 * @return RING_OK, RING_TOO_SMALL or RING_UNALIGNED
 */
int ring_make(unsigned char *memory, size_t size);

/**
 * Puts bytes in, as many as have room.
 *
 * @param memory the ring
 * @param size how many bytes it is
 * @param data what to put in
 * @param n how many bytes
 * @param[out] done how many of them went in
 * @return RING_OK, or what is wrong with the memory
 */
int ring_put(unsigned char *memory, size_t size, const unsigned char *data, size_t n, size_t *done);

/**
 * Takes bytes out, in the order in which they went in.
 *
 * @param memory the ring
 * @param size how many bytes it is
 * @param data where they go
 * @param n how many are wanted
 * @param[out] done how many there were
 * @return RING_OK, or what is wrong with the memory
 */
int ring_get(unsigned char *memory, size_t size, unsigned char *data, size_t n, size_t *done);

/**
 * Looks how full a ring is. The other side may change that at any time.
 *
 * @param memory the ring
 * @param size how many bytes it is
 * @param[out] used how many bytes wait
 * @param[out] room how many more fit
 * @return RING_OK, or what is wrong with the memory
 */
int ring_look(unsigned char *memory, size_t size, size_t *used, size_t *room);

/**
 * Says in words what an error means.
 *
 * @param code one of ring_error
 * @return a short text, never NULL
 */
const char *ring_strerror(int code);

#endif
