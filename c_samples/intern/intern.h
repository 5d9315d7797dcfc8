/**
 * @file intern.h
 * Interned strings: a table that keeps each text once, and hands out the same symbol for it every time.
 *
 * Within one table two symbols are equal exactly if they are the same, so that a comparison is one of addresses,
 * however long the texts are. Python does this with names: `a.b` finds `"b"` in a dictionary mostly without comparing a
 * letter (`sys.intern`). Between two tables the promise ends: there equal symbols may be two.
 */
#ifndef INTERN_H
#define INTERN_H

#include <stdbool.h>
#include <stddef.h>

/** A table of symbols. */
typedef struct Table Table;

/** A text that its table keeps once. It lives as long as the table. */
typedef struct Symbol Symbol;

/**
 * Makes an empty table.
 *
 * @return a table of yours; NULL where memory is short
 */
Table *table_new(void);

/**
 * Frees a table and all its symbols.
 *
 * @param table the table; NULL is left in peace
 */
void table_free(Table *table);

/**
 * Finds the symbol of a text, or makes it.
 *
 * @param table where to look
 * @param text the text; it is copied the first time
 * @return the symbol, always the same for the same text; NULL for no table, no text or no memory
 */
const Symbol *table_intern(Table *table, const char *text);

/**
 * Finds the symbol of a text.
 *
 * @param table where to look
 * @param text the text
 * @return the symbol; NULL where the table has none
 */
const Symbol *table_find(const Table *table, const char *text);

/**
 * How many symbols a table has.
 *
 * @param table the table
 * @return how many different texts were interned
 */
size_t table_count(const Table *table);

/**
 * What interning saved.
 *
 * @param table the table
 * @return how many bytes of text were asked for again and not stored again
 */
size_t table_saved(const Table *table);

/**
 * Reads a symbol's text.
 *
 * @param symbol the symbol
 * @return its text, which the table owns; NULL for no symbol
 */
const char *symbol_text(const Symbol *symbol);

/**
 * Whether two symbols are one and the same: Python's `is`, one comparison of addresses.
 *
 * @param a one symbol
 * @param b the other one
 * @return true if so
 */
bool symbol_is(const Symbol *a, const Symbol *b);

/**
 * Whether two symbols have equal texts: Python's `==`, letter by letter.
 *
 * @param a one symbol
 * @param b the other one
 * @return true if so; NULL equals NULL only
 */
bool symbol_equals(const Symbol *a, const Symbol *b);

#endif
