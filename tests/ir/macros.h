#ifndef MACROS_H
#define MACROS_H
#include <limits.h>
#define BIG 0xFFFFFFFFFFFFFFFFULL
#define NEGATIVE -1
#define SHIFTED (1u << 31)
#define HEX 0x7f
#define OCTAL 0755
#define LETTER 'S'
#define RATIO 1.5
#define TINY 1e-300
#define TEXT "zwei\n\x41\0drei"
#define JOINED "a" "b"
#define OF_OTHERS (HEX + OCTAL * 2)
#define CAST ((unsigned char)300)
#define POINTER ((void *)-1)
#define FROM_SYSTEM INT_MAX
#define ALIAS function
#define EMPTY
#define KEYWORD static inline
#define TYPE unsigned long
#define UNBALANCED (1 +
#define STATEMENT do { } while (0)
#define LONG_LINE 1 + \
    /* a comment */ 2 // and another
#define CALL(a, b, ...) ((a) + (b))
#define NO_PARAMETERS() 7
#define TWICE 1
#undef TWICE
#define TWICE 2
#define GONE 1
#undef GONE
int function(void);
#endif
