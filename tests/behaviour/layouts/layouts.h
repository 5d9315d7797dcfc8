/**
 * @file layouts.h
 * A library made for the tests: unions, bit-fields, packed, over-aligned, anonymous and flexible members.
 */
#ifndef LAYOUTS_H
#define LAYOUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Point {
    double x;
    double y;
} Point;

/** Two bits would do for it. */
enum colour { RED = 0, GREEN = 1, BLUE = 2, CLEAR = 3 };
/** A negative one, hence signed. */
enum mood { SAD = -1, EVEN = 0, GLAD = 1 };

/* Unions. */

/** Every member begins at the same byte. */
typedef union Number {
    int8_t i8;
    uint16_t u16;
    int32_t i32;
    uint64_t u64;
    float f;
    double d;
    unsigned char bytes[8];
} Number;

/** Members of different sizes, a struct and arrays among them. */
typedef union Cell {
    Point point;
    double xy[2];
    int grid[2][3];
    char text[12];
} Cell;

/** A union with pointers in it. */
typedef union Ref {
    const char *text;
    Point *point;
    void *address;
} Ref;

/** A union inside, by name. */
typedef struct Tagged {
    int tag;
    Number value;
} Tagged;

/** Unions in an array. */
typedef struct Numbers {
    Number items[3];
    Number grid[2][2];
} Numbers;

Number number_same(Number n);
Number number_of_double(double d);
double number_to_double(Number n);
int32_t number_i32(const Number *n);
void number_set(Number *n, double d);
/** The library's own: a double 0.5. */
const Number *number_constant(void);
Cell cell_swap(Cell c);
double cell_sum(const Cell *c);
Tagged tagged_same(Tagged t);
double tagged_worth(Tagged t, int factor);
double numbers_total(const Numbers *n);
uint64_t numbers_or(const Number *items, size_t n);
size_t ref_length(const Ref *r);

/* Bit-fields. */

typedef struct Flags {
    unsigned int one : 1;
    unsigned int three : 3;
    int four : 4;
    bool yes : 1;
    unsigned int : 0;
    unsigned int most : 31;
    int : 5;
    enum colour colour : 2;
    enum mood mood : 3;
    unsigned char small : 5;
    uint64_t wide : 40;
    int64_t deep : 63;
    uint64_t all : 64;
    const unsigned int fixed : 2;
} Flags;

/** A plain int bit-field of one bit holds 0 and -1. */
typedef struct Sign {
    int bit : 1;
    signed char nibble : 4;
    short rest : 11;
} Sign;

/** Bits across the borders of bytes. */
typedef struct __attribute__((packed)) Tight {
    uint8_t a : 4;
    uint16_t b : 12;
    uint32_t c : 23;
    uint64_t d : 57;
} Tight;

/** A number and its parts. */
typedef union Pixel {
    uint32_t all;
    struct {
        uint32_t blue : 8;
        uint32_t green : 8;
        uint32_t red : 8;
        uint32_t alpha : 8;
    };
} Pixel;

Flags flags_same(Flags f);
int64_t flags_sum(Flags f);
int flags_four(const Flags *f);
unsigned int flags_most(const Flags *f);
int flags_mood(const Flags *f);
uint64_t flags_wide(const Flags *f);
int64_t flags_deep(const Flags *f);
/** All bits set, the unnamed ones too. */
void flags_fill(Flags *flags);
Sign sign_same(Sign s);
int sign_bit(const Sign *s);
uint64_t tight_d(Tight t);
Tight tight_make(unsigned int a, unsigned int b, unsigned int c, uint64_t d);
uint32_t pixel_all(Pixel p);

/* Packed and over-aligned. */

typedef struct __attribute__((packed)) Packed {
    char c;
    int i;
    double d;
    short s;
    Point p;
    int many[2];
} Packed;

#pragma pack(push, 2)
typedef struct Packed2 {
    char c;
    int i;
    double d;
} Packed2;
#pragma pack(pop)

typedef struct __attribute__((aligned(64))) Line {
    int x;
    char tail;
} Line;

/** A member that wants more than its type. */
typedef struct Padded {
    char first;
    _Alignas(32) double d;
    char last;
} Padded;

/** An over-aligned struct inside, and some in an array. */
typedef struct Lines {
    char first;
    Line one;
    Line two[2];
} Lines;

Packed packed_same(Packed p);
double packed_total(const Packed *p);
Packed2 packed2_same(Packed2 p);
Line line_same(Line l);
int line_x(const Line *l);
/** How far from a multiple of 64 it lies; an aligned store into it would fault there. */
size_t line_misaligned(Line *l);
Padded padded_same(Padded p);
int lines_total(const Lines *l);

/* Anonymous members, and members whose type has no name. */

typedef struct Mixed {
    int kind;
    union {
        int whole;
        double real;
        struct {
            short low;
            short high;
        };
    };
    struct {
        int after;
        unsigned int flag : 1;
    };
    int last;
} Mixed;

typedef struct Outer {
    struct {
        int a;
        int b;
    } pair;
    union {
        int i;
        float f;
    } value;
    struct {
        int x;
        struct {
            int y;
        } deep;
    } many[2];
} Outer;

Mixed mixed_same(Mixed m);
int mixed_after(const Mixed *m);
double mixed_real(const Mixed *m);
int outer_total(const Outer *o);
Outer outer_same(Outer o);

/* Arrays of everything. */

typedef struct Arrays {
    int grid[2][3];
    double cube[2][2][2];
    Point corners[2][2];
    Cell cells[2];
    char names[2][8];
    enum colour colours[3];
    bool flags[4];
    const char *words[2];
    Flags bits[2];
} Arrays;

int arrays_grid(const Arrays *a, int i, int j);
double arrays_cube(const Arrays *a, int i, int j, int k);
double arrays_corner(const Arrays *a, int i, int j);
int arrays_flags(const Arrays *a);
size_t arrays_word(const Arrays *a, int i);
int arrays_four(const Arrays *a, int i);

/* Flexible array members. */

typedef struct Packet {
    uint16_t n;
    uint8_t kind;
    uint32_t items[];
} Packet;

typedef struct Track {
    int n;
    Point points[];
} Track;

/** The old spelling. */
typedef struct Old {
    int n;
    double items[0];
} Old;

uint64_t packet_sum(const Packet *p);
void packet_fill(Packet *p);
double track_length(const Track *t);
double old_sum(const Old *o);
/** The library's own packet: 3 items, 10, 20, 30. */
Packet *packet_own(void);

/** An array without a length, and not at the end. */
typedef struct Gap {
    int first;
    double none[0];
    int last;
} Gap;

#endif
