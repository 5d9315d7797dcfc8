/* Text is all that the library takes, under a name so long that what checks it is several lines. Memory that nobody may
   write to stands for it too. */
#include <stddef.h>

static inline size_t letters_up_to_the_first_blank(const char *text_with_blanks_somewhere)
{
    size_t n = 0;

    while (text_with_blanks_somewhere != NULL && text_with_blanks_somewhere[n] > ' ') {
        n++;
    }
    return n;
}
