/**
 * @file serial.h
 * Tagged values: one place in memory for a number, a fraction or a word, and a tag that says which it is.
 *
 * The members of a union lie on top of one another. Reading one that was not written gives the bytes of the other, seen
 * with other eyes; C lets you, and so does Python. The tag is what keeps a program honest. A list of such values turns into
 * bytes and back; how the list is made nobody outside knows, for all that is to be seen of it is a pointer.
 */
#ifndef SERIAL_H
#define SERIAL_H

#include <stddef.h>
#include <stdint.h>

/** Bytes that a word has room for; there is no zero at the end of one that fills them. */
#define SERIAL_WORD 8

/** What a value is. */
typedef enum value_kind {
    VALUE_NOTHING = 0, /**< nothing at all */
    VALUE_INT = 1,     /**< a whole number */
    VALUE_REAL = 2,    /**< a fraction */
    VALUE_WORD = 3     /**< a few letters */
} value_kind;

/** The three on top of one another, and the bytes of whichever it is. */
typedef union Payload {
    int64_t i;             /**< for VALUE_INT */
    double r;              /**< for VALUE_REAL */
    char word[SERIAL_WORD]; /**< for VALUE_WORD */
    uint8_t bytes[8];      /**< as they lie in memory */
} Payload;

/** A value: the tag and the union that it speaks of. */
typedef struct Value {
    value_kind kind; /**< which member of `as` is meant */
    Payload as;      /**< what it is, as one of the three */
} Value;

/**
 * A whole number as a value.
 *
 * @param i the number
 * @return the value
 */
Value value_of_int(int64_t i);

/**
 * A fraction as a value.
 *
 * @param r the number
 * @return the value
 */
Value value_of_real(double r);

/**
 * A word as a value.
 *
 * @param word the letters, cut after SERIAL_WORD bytes; NULL is nothing
 * @return the value
 */
Value value_of_word(const char *word);

/**
 * What a value is worth as a number, whatever it is.
 *
 * @param value the value; NULL is worth nothing
 * @return the number; the length of a word; 0 for nothing
 */
double value_worth(const Value *value);

/** A list of values. */
typedef struct Serial Serial;

/**
 * Makes an empty list.
 *
 * @return a list of yours; NULL where memory is short
 */
Serial *serial_new(void);

/**
 * Frees a list.
 *
 * @param serial the list; NULL is left in peace
 */
void serial_free(Serial *serial);

/**
 * Adds a value at the end, by value: it is copied.
 *
 * @param serial the list
 * @param value the value
 * @return how long the list is now; -1 where there is no list, no such kind or no memory
 */
int serial_add(Serial *serial, Value value);

/**
 * Adds a whole number at the end.
 *
 * @param serial the list
 * @param i the number
 * @return as serial_add()
 */
int serial_add_int(Serial *serial, int64_t i);

/**
 * Adds a fraction at the end.
 *
 * @param serial the list
 * @param r the number
 * @return as serial_add()
 */
int serial_add_real(Serial *serial, double r);

/**
 * Adds a word at the end.
 *
 * @param serial the list
 * @param word the letters, cut after SERIAL_WORD bytes
 * @return as serial_add()
 */
int serial_add_word(Serial *serial, const char *word);

/**
 * How long a list is.
 *
 * @param serial the list
 * @return how many values it has
 */
int serial_count(const Serial *serial);

/**
 * Reads a value.
 *
 * @param serial the list
 * @param i its place, from 0
 * @return a copy of the value; nothing where there is no such place
 */
Value serial_get(const Serial *serial, int i);

/**
 * What kind of value there is.
 *
 * @param serial the list
 * @param i its place, from 0
 * @return the kind; VALUE_NOTHING where there is no such place
 */
value_kind serial_kind(const Serial *serial, int i);

/**
 * Turns a list into bytes: for each value a letter (`n`, `i`, `r`, `w`) and eight bytes, the lowest first.
 *
 * @param serial the list
 * @param bytes where they go; NULL to ask how many there are
 * @param n how many have room there
 * @return how many bytes the list takes; nothing is written where they have no room
 */
size_t serial_write(const Serial *serial, unsigned char *bytes, size_t n);

/**
 * Turns bytes into a list. The bytes may come from anywhere: what is no list is refused.
 *
 * @param bytes what serial_write() made
 * @param n how many bytes
 * @return a list of yours; NULL where the bytes are none, or memory is short
 */
Serial *serial_read(const unsigned char *bytes, size_t n);

#endif
