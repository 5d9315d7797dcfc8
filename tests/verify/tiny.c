#include "tiny.h"

#include <stddef.h>
#include <string.h>

int minus(int a, int b)
{
    return (int)((unsigned)a - (unsigned)b);
}

int span(const struct pair *p)
{
    return p == NULL ? 0 : minus(p->high, p->low);
}

int length(const char *text)
{
    return text == NULL ? -1 : (int)strlen(text);
}

int level(const struct flags *of)
{
    return of == NULL ? 0 : of->level;
}
