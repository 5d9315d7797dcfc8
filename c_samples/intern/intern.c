#include "intern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/** Lists of symbols in the table; a power of two, so that a hash is brought into range by a mask. */
#define N_LISTS 64u

struct Symbol {
    struct Symbol *next; /* the next one of the same list */
    char text[];
};

struct Table {
    Symbol *lists[N_LISTS];
    size_t count;
    size_t saved;
};

static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    }
    return hash;
}

Table *table_new(void)
{
    return calloc(1, sizeof(Table));
}

void table_free(Table *table)
{
    size_t i;

    for (i = 0; table != NULL && i < N_LISTS; i++) {
        Symbol *symbol = table->lists[i];

        while (symbol != NULL) {
            Symbol *next = symbol->next;

            free(symbol);
            symbol = next;
        }
    }
    free(table);
}

const Symbol *table_find(const Table *table, const char *text)
{
    const Symbol *symbol;

    if (table == NULL || text == NULL) {
        return NULL;
    }
    symbol = table->lists[hash_of(text) & (N_LISTS - 1)];
    while (symbol != NULL && strcmp(symbol->text, text) != 0) {
        symbol = symbol->next;
    }
    return symbol;
}

/** Adds a text that the table does not have. */
static const Symbol *add(Table *table, const char *text)
{
    Symbol **list = &table->lists[hash_of(text) & (N_LISTS - 1)];
    size_t n = strlen(text) + 1;
    Symbol *symbol = malloc(sizeof *symbol + n);

    if (symbol != NULL) {
        memcpy(symbol->text, text, n);
        symbol->next = *list;
        *list = symbol;
        table->count++;
    }
    return symbol;
}

const Symbol *table_intern(Table *table, const char *text)
{
    const Symbol *symbol = table_find(table, text);

    if (symbol != NULL) {
        table->saved += strlen(text) + 1;
        return symbol;
    }
    return table == NULL || text == NULL ? NULL : add(table, text);
}

size_t table_count(const Table *table)
{
    return table == NULL ? 0 : table->count;
}

size_t table_saved(const Table *table)
{
    return table == NULL ? 0 : table->saved;
}

const char *symbol_text(const Symbol *symbol)
{
    return symbol == NULL ? NULL : symbol->text;
}

bool symbol_is(const Symbol *a, const Symbol *b)
{
    return a == b;
}

bool symbol_equals(const Symbol *a, const Symbol *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a->text, b->text) == 0);
}
