/* Sets bits that C code may not assign to, since their member is const: a constructor gives them their first value. */
static void
tb_put_bits(char *at, unsigned first, unsigned width, unsigned long long value)
{
    for (unsigned i = 0; i < width; i++) {
        char *byte = at + (first + i) / 8;
#if PY_BIG_ENDIAN
        unsigned bit = 0x80u >> (first + i) % 8;
        int is_set = value >> (width - 1 - i) & 1;
#else
        unsigned bit = 1u << (first + i) % 8;
        int is_set = value >> i & 1;
#endif

        *byte = (char)(is_set ? (unsigned char)*byte | bit : (unsigned char)*byte & ~bit);
    }
}
