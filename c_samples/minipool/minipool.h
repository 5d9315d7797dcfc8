/**
 * @file minipool.h
 * A small-object allocator, built like CPython's (`Objects/obmalloc.c`) and small enough to read in one sitting.
 *
 * The system is asked for an arena at a time. An arena is cut into pools, a pool serves blocks of one size only, and the
 * sizes are multiples of 16. What is freed goes onto its pool's free list and is the next to be handed out; a pool without
 * a block in use may change its size. A pool starts at a multiple of its length, so an address with its last bits cut off is
 * its pool: no block needs a header of its own.
 */
#ifndef MINIPOOL_H
#define MINIPOOL_H

#include <stddef.h>

/** Bytes in an arena: what is asked of the system at once. */
#define MINIPOOL_ARENA 65536
/** Bytes in a pool. */
#define MINIPOOL_POOL 4096
/** Every block's size and address is a multiple of this. */
#define MINIPOOL_ALIGN 16
/** The largest block. For more one asks malloc(), as CPython does beyond 512 bytes. */
#define MINIPOOL_LARGEST 512

/** What can go wrong. */
typedef enum minipool_error {
    MINIPOOL_OK = 0,      /**< all well */
    MINIPOOL_SIZE = 1,    /**< a size of 0, or beyond MINIPOOL_LARGEST */
    MINIPOOL_MEMORY = 2,  /**< the system has none left */
    MINIPOOL_FOREIGN = 3, /**< an address where no block of this allocator starts */
    MINIPOOL_TWICE = 4    /**< the block is free already */
} minipool_error;

/** An allocator. */
typedef struct Minipool Minipool;

/** What an allocator has given out, and what it keeps. */
typedef struct Usage {
    size_t arenas;       /**< arenas, in use or not */
    size_t pools;        /**< pools that serve a size */
    size_t pools_unused; /**< pools without a block in use: they may serve any size */
    size_t blocks;       /**< blocks in use */
    size_t asked;        /**< bytes that were asked for, in the blocks in use */
    size_t given;        /**< bytes in those blocks: the difference is what rounding up costs */
} Usage;

/**
 * Makes an allocator, without an arena yet.
 *
 * @return an allocator of yours; NULL where memory is short
 */
Minipool *minipool_new(void);

/**
 * Frees an allocator, its arenas and every block in them.
 *
 * @param pool the allocator; NULL is left in peace
 */
void minipool_free(Minipool *pool);

/**
 * Hands out a block.
 *
 * @param pool the allocator
 * @param n how many bytes are needed
 * @param[out] block the block's address
 * @return MINIPOOL_OK, MINIPOOL_SIZE or MINIPOOL_MEMORY
 */
int minipool_take(Minipool *pool, size_t n, void **block);

/**
 * Takes a block back.
 *
 * @param pool the allocator
 * @param block what minipool_take() gave
 * @return MINIPOOL_OK, MINIPOOL_FOREIGN or MINIPOOL_TWICE
 */
int minipool_give(Minipool *pool, const void *block);

/**
 * The size of the block that serves a request.
 *
 * @param n how many bytes are needed
 * @return the next multiple of MINIPOOL_ALIGN; 0 where minipool_take() refuses
 */
size_t minipool_rounded(size_t n);

/**
 * How many blocks of a size fit in a pool, beside the pool's own header.
 *
 * @param n how many bytes are needed
 * @return the number of blocks; 0 where minipool_take() refuses
 */
size_t minipool_blocks_per_pool(size_t n);

/**
 * What is in use.
 *
 * @param pool the allocator; NULL uses nothing
 * @return the figures
 */
Usage minipool_usage(const Minipool *pool);

/**
 * Says in words what an error means.
 *
 * @param code one of minipool_error
 * @return a short text, never NULL
 */
const char *minipool_strerror(int code);

#endif
