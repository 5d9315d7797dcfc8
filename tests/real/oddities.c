#include "oddities.h"

#include <stdint.h>

int (add_one)(int *number)
{
    return ++*number;
}

int order_of(const stepper *s)
{
    return s->kind->order;
}

int misplaced(const hash_state *state)
{
    return (int)((uintptr_t)state % 64);
}

hash_state fresh(unsigned char first)
{
    return (hash_state){{first}};
}

int exported_name(void)
{
    return 3;
}
