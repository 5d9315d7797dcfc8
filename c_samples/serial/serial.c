#include "serial.h"

#include <stdlib.h>
#include <string.h>

/** Bytes of one value: its letter and its payload. */
#define RECORD 9
#define MOST 1000000

static const char letters[] = "nirw"; /* by value_kind */

struct Serial {
    Value *values;
    int count;
    int room;
};

Value value_of_int(int64_t i)
{
    Value value = {VALUE_INT, {.i = i}};

    return value;
}

Value value_of_real(double r)
{
    Value value = {VALUE_REAL, {.r = r}};

    return value;
}

Value value_of_word(const char *word)
{
    Value value = {VALUE_NOTHING, {.i = 0}};
    size_t i;

    if (word != NULL) {
        value.kind = VALUE_WORD;
        for (i = 0; i < SERIAL_WORD && word[i] != '\0'; i++) {
            value.as.word[i] = word[i];
        }
    }
    return value;
}

static size_t length_of(const char *word)
{
    size_t n = 0;

    while (n < SERIAL_WORD && word[n] != '\0') {
        n++;
    }
    return n;
}

double value_worth(const Value *value)
{
    if (value == NULL) {
        return 0.0;
    }
    switch (value->kind) {
    case VALUE_INT: return (double)value->as.i;
    case VALUE_REAL: return value->as.r;
    case VALUE_WORD: return (double)length_of(value->as.word);
    case VALUE_NOTHING:
    default: return 0.0;
    }
}

Serial *serial_new(void)
{
    return calloc(1, sizeof(Serial));
}

void serial_free(Serial *serial)
{
    if (serial != NULL) {
        free(serial->values);
        free(serial);
    }
}

int serial_add(Serial *serial, Value value)
{
    if (serial == NULL || serial->count >= MOST || (unsigned int)value.kind > VALUE_WORD) {
        return -1;
    }
    if (serial->count == serial->room) {
        int room = serial->room < 8 ? 8 : serial->room * 2;
        Value *values = realloc(serial->values, (size_t)room * sizeof *values);

        if (values == NULL) {
            return -1;
        }
        serial->values = values;
        serial->room = room;
    }
    serial->values[serial->count++] = value;
    return serial->count;
}

int serial_add_int(Serial *serial, int64_t i)
{
    return serial_add(serial, value_of_int(i));
}

int serial_add_real(Serial *serial, double r)
{
    return serial_add(serial, value_of_real(r));
}

int serial_add_word(Serial *serial, const char *word)
{
    return serial_add(serial, value_of_word(word));
}

int serial_count(const Serial *serial)
{
    return serial == NULL ? 0 : serial->count;
}

Value serial_get(const Serial *serial, int i)
{
    return serial == NULL || i < 0 || i >= serial->count ? value_of_word(NULL) : serial->values[i];
}

value_kind serial_kind(const Serial *serial, int i)
{
    return serial_get(serial, i).kind;
}

/** The eight bytes of a payload as a number: words as they are spelled, numbers independent of the machine's byte order. */
static uint64_t bits_of(const Value *value)
{
    uint64_t bits = 0;
    int i;

    if (value->kind != VALUE_WORD) {
        memcpy(&bits, &value->as, sizeof bits);
        return bits;
    }
    for (i = 0; i < SERIAL_WORD; i++) {
        bits |= (uint64_t)(unsigned char)value->as.word[i] << 8 * i;
    }
    return bits;
}

size_t serial_write(const Serial *serial, unsigned char *bytes, size_t n)
{
    size_t count = (size_t)serial_count(serial);
    size_t i;
    int k;

    for (i = 0; i < count && bytes != NULL && n >= count * RECORD; i++) {
        uint64_t bits = bits_of(&serial->values[i]);

        *bytes++ = (unsigned char)letters[serial->values[i].kind];
        for (k = 0; k < 8; k++) {
            *bytes++ = (unsigned char)(bits >> 8 * k);
        }
    }
    return count * RECORD;
}

/** One value from its RECORD bytes; the opposite of what serial_write() does. */
static Value value_from(const unsigned char *bytes, value_kind kind)
{
    Value value = {kind, {.i = 0}};
    uint64_t bits = 0;
    int k;

    for (k = 0; k < 8; k++) {
        bits |= (uint64_t)bytes[1 + k] << 8 * k;
        if (kind == VALUE_WORD) {
            value.as.word[k] = (char)bytes[1 + k];
        }
    }
    if (kind != VALUE_WORD) {
        memcpy(&value.as, &bits, sizeof bits);
    }
    return value;
}

Serial *serial_read(const unsigned char *bytes, size_t n)
{
    Serial *serial = (bytes == NULL && n > 0) || n % RECORD != 0 ? NULL : serial_new();
    size_t i;

    for (i = 0; serial != NULL && i < n; i += RECORD) {
        const char *letter = bytes[i] == '\0' ? NULL : strchr(letters, bytes[i]);

        if (letter == NULL || serial_add(serial, value_from(bytes + i, (value_kind)(letter - letters))) < 0) {
            serial_free(serial);
            serial = NULL;
        }
    }
    return serial;
}
