#include "minipool.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define N_CLASSES (MINIPOOL_LARGEST / MINIPOOL_ALIGN)
#define N_POOLS (MINIPOOL_ARENA / MINIPOOL_POOL)
#define MOST_BLOCKS (MINIPOOL_POOL / MINIPOOL_ALIGN)

/** A free block holds the link to the next one, so that the free list costs no memory. */
typedef struct Block {
    struct Block *next;
} Block;

/** A pool's header; the blocks follow it. */
typedef struct Pool {
    struct Pool *next;            /* of the same size, with a block to spare; or unused */
    Block *free;                  /* what came back */
    size_t size;                  /* of each block; 0 while the pool is unused */
    size_t n_touched;             /* blocks handed out at least once: the rest is not on the free list yet */
    size_t n_used;                /* blocks in use */
    uint16_t asked[MOST_BLOCKS];  /* bytes asked for, block by block; 0 where it is free */
} Pool;

typedef struct Arena {
    struct Arena *next;
    unsigned char *memory; /* N_POOLS pools */
} Arena;

struct Minipool {
    Arena *arenas;
    Pool *unused;
    Pool *with_room[N_CLASSES];
};

/** A pool's header, rounded up to where a block may start. */
#define HEADER ((sizeof(Pool) + MINIPOOL_ALIGN - 1) / MINIPOOL_ALIGN * MINIPOOL_ALIGN)

size_t minipool_rounded(size_t n)
{
    return n == 0 || n > MINIPOOL_LARGEST ? 0 : (n + MINIPOOL_ALIGN - 1) / MINIPOOL_ALIGN * MINIPOOL_ALIGN;
}

size_t minipool_blocks_per_pool(size_t n)
{
    size_t size = minipool_rounded(n);

    return size == 0 ? 0 : (MINIPOOL_POOL - HEADER) / size;
}

Minipool *minipool_new(void)
{
    return calloc(1, sizeof(Minipool));
}

void minipool_free(Minipool *pool)
{
    Arena *arena = pool == NULL ? NULL : pool->arenas;

    while (arena != NULL) {
        Arena *next = arena->next;

        free(arena->memory);
        free(arena);
        arena = next;
    }
    free(pool);
}

/** Asks the system for an arena and cuts it into unused pools. */
static int add_arena(Minipool *pool)
{
    Arena *arena = calloc(1, sizeof *arena);
    size_t i;

    if (arena == NULL) {
        return MINIPOOL_MEMORY;
    }
    arena->memory = aligned_alloc(MINIPOOL_POOL, MINIPOOL_ARENA);
    if (arena->memory == NULL) {
        free(arena);
        return MINIPOOL_MEMORY;
    }
    for (i = N_POOLS; i-- > 0;) {
        Pool *cut = (Pool *)(void *)(arena->memory + i * MINIPOOL_POOL);

        memset(cut, 0, HEADER);
        cut->next = pool->unused;
        pool->unused = cut;
    }
    arena->next = pool->arenas;
    pool->arenas = arena;
    return MINIPOOL_OK;
}

/** A pool with a block of this size to spare. */
static Pool *pool_for(Minipool *pool, size_t size)
{
    Pool **list = &pool->with_room[size / MINIPOOL_ALIGN - 1];
    Pool *found = *list;

    if (found != NULL) {
        return found;
    }
    if (pool->unused == NULL && add_arena(pool) != MINIPOOL_OK) {
        return NULL;
    }
    found = pool->unused;
    pool->unused = found->next;
    memset(found, 0, HEADER);
    found->size = size;
    *list = found;
    return found;
}

/** Takes a pool out of the list that it is in. */
static void unlink_pool(Pool **list, const Pool *pool)
{
    while (*list != NULL && *list != pool) {
        list = &(*list)->next;
    }
    if (*list != NULL) {
        *list = pool->next;
    }
}

static unsigned char *block_at(Pool *from, size_t i)
{
    return (unsigned char *)from + HEADER + i * from->size;
}

int minipool_take(Minipool *pool, size_t n, void **block)
{
    size_t size = minipool_rounded(n);
    Pool *from;
    size_t i;

    if (pool == NULL || size == 0) {
        return MINIPOOL_SIZE;
    }
    from = pool_for(pool, size);
    if (from == NULL) {
        return MINIPOOL_MEMORY;
    }
    if (from->free != NULL) {
        *block = from->free;
        from->free = from->free->next;
    } else {
        *block = block_at(from, from->n_touched++);
    }
    i = (size_t)((unsigned char *)*block - block_at(from, 0)) / size;
    from->asked[i] = (uint16_t)n;
    from->n_used++;
    if (from->n_used == minipool_blocks_per_pool(size)) {
        unlink_pool(&pool->with_room[size / MINIPOOL_ALIGN - 1], from);
    }
    return MINIPOOL_OK;
}

/** The pool that an address lies in, if it is one of ours: the last bits of the address are cut off. */
static Pool *pool_of(const Minipool *pool, const void *block)
{
    uintptr_t start = (uintptr_t)block & ~(uintptr_t)(MINIPOOL_POOL - 1);
    const Arena *arena;

    for (arena = pool->arenas; arena != NULL; arena = arena->next) {
        uintptr_t offset = start - (uintptr_t)arena->memory; /* wraps to something large below the arena */

        if (offset < MINIPOOL_ARENA) {
            return (Pool *)(void *)(arena->memory + offset);
        }
    }
    return NULL;
}

/** Puts a pool where its state says: with room, or unused. */
static void file_pool(Minipool *pool, Pool *changed, int was_full)
{
    Pool **list = &pool->with_room[changed->size / MINIPOOL_ALIGN - 1];

    if (changed->n_used == 0) {
        if (!was_full) {
            unlink_pool(list, changed);
        }
        changed->size = 0;
        list = &pool->unused;
    } else if (!was_full) {
        return;
    }
    changed->next = *list;
    *list = changed;
}

int minipool_give(Minipool *pool, const void *block)
{
    Pool *from = pool == NULL ? NULL : pool_of(pool, block);
    size_t offset;
    size_t i;
    int was_full;

    if (from == NULL || from->size == 0) {
        return MINIPOOL_FOREIGN;
    }
    offset = (size_t)((const unsigned char *)block - (const unsigned char *)from) - HEADER;
    i = offset / from->size;
    if (offset % from->size != 0 || i >= from->n_touched) {
        return MINIPOOL_FOREIGN; /* the header, the middle of a block, or one never handed out */
    }
    if (from->asked[i] == 0) {
        return MINIPOOL_TWICE;
    }
    was_full = from->n_used == minipool_blocks_per_pool(from->size);
    ((Block *)(void *)block_at(from, i))->next = from->free;
    from->free = (Block *)(void *)block_at(from, i);
    from->asked[i] = 0;
    from->n_used--;
    file_pool(pool, from, was_full);
    return MINIPOOL_OK;
}

/** Adds up one pool. */
static void count_pool(const Pool *pool, Usage *usage)
{
    size_t i;

    usage->pools += pool->size != 0;
    usage->pools_unused += pool->size == 0;
    usage->blocks += pool->n_used;
    usage->given += pool->n_used * pool->size;
    for (i = 0; i < pool->n_touched; i++) {
        usage->asked += pool->asked[i];
    }
}

Usage minipool_usage(const Minipool *pool)
{
    const Arena *arena = pool == NULL ? NULL : pool->arenas;
    Usage usage;
    size_t i;

    memset(&usage, 0, sizeof usage);
    for (; arena != NULL; arena = arena->next) {
        usage.arenas++;
        for (i = 0; i < N_POOLS; i++) {
            count_pool((const Pool *)(const void *)(arena->memory + i * MINIPOOL_POOL), &usage);
        }
    }
    return usage;
}

const char *minipool_strerror(int code)
{
    switch (code) {
    case MINIPOOL_OK: return "all well";
    case MINIPOOL_SIZE: return "no block has this size";
    case MINIPOOL_MEMORY: return "the system has no memory left";
    case MINIPOOL_FOREIGN: return "no block starts at this address";
    case MINIPOOL_TWICE: return "the block is free already";
    default: return "unknown error";
    }
}
