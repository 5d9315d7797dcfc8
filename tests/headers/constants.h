/* So many constants of each kind that the native style has them in tables; some of 128 bits, which no table holds. */
#define INT_ZERO 0
#define INT_MINUS -1
#define INT_CHAR 'x'
#define INT_SHORT ((short)-32768)
#define INT_MOST 2147483647
#define INT_UNSIGNED 4294967295u
#define INT_LONG 9223372036854775807L
#define INT_LEAST (-9223372036854775807LL - 1)
#define INT_BITS (1 << 4 | 1 << 2)

#define WORD_ALL 18446744073709551615ULL
#define WORD_NOT_1 (~1ULL)
#define WORD_NOT_2 (~2ULL)
#define WORD_NOT_3 (~3ULL)
#define WORD_NOT_4 (~4ULL)
#define WORD_NOT_5 (~5ULL)
#define WORD_NOT_6 (~6ULL)
#define WORD_TOP (1ULL << 63)

#define REAL_TENTH 0.1
#define REAL_FLOAT 0.1f
#define REAL_THIRD (1.0L / 3)
#define REAL_HEX 0x1.8p-1040
#define REAL_MOST 1.7976931348623157e308
#define REAL_LEAST 4.9e-324
#define REAL_ENDLESS (1.0 / 0.0)
#define REAL_MINUS_ZERO (-0.0)

#define TEXT_EMPTY ""
#define TEXT_PLAIN "plain"
#define TEXT_QUOTES "\"'\\"
#define TEXT_NUL "before\0after"
#define TEXT_BYTES "\xff\xfe"
#define TEXT_JOINED "one" " " "two"
#define TEXT_LINES "a\n\tb\r\n"
#define TEXT_TRIGRAPH "what?\?/"

#define WIDE_MOST ((__int128)(((unsigned __int128)1 << 127) - 1))
#define WIDE_LEAST (-WIDE_MOST - 1)
#define WIDE_MINUS (-((__int128)1 << 64))
