/* Whether a buffer has items of this kind. Bytes may be read as anything; other items must be of C's own kind and size.
   The format is the struct module's: a leading mark for native order is fine. */
static int
tb_fits(const Py_buffer *view, const tb_item *item)
{
    const char *format = view->format != NULL ? view->format : "B";
    const char *codes = "";

    if (view->itemsize == item->size && strcmp(format, item->format) == 0) {  /* the usual case */
        return 1;
    }
    if ((*format == '@' || *format == '=' || *format == '<') && format[1] != '\0') {
        format++;
    }
    if (format[0] == '\0' || format[1] != '\0') {
        return 0;
    }
    if (view->itemsize == 1 && strchr("Bbc", *format) != NULL) {
        return 1;
    }
    switch (item->kind) {
    case 'i': codes = "bhilqn"; break;
    case 'u': codes = "BHILQNP"; break;
    case 'p': codes = "BHILQNP"; break;
    case 'f': codes = "efdg"; break;
    case 'b': codes = "?"; break;
    case 'w': codes = "uwhilHIL"; break;
    default: break;
    }
    return view->itemsize == item->size && strchr(codes, *format) != NULL;
}

/* Whether what one points to may be read as what the other does. */
static inline int
tb_alike(const tb_item *a, const tb_item *b)
{
    return a == b || (a->kind == b->kind && a->size == b->size && strchr("iufbcw", a->kind) != NULL);
}
