#include "boxes.h"

#include <stdlib.h>
#include <string.h>

struct Box {
    char *label;
    struct Box *inner;
};

static int alive;
static int texts_alive;

Box *box_new(const char *label)
{
    const char *text = label == NULL ? "" : label;
    size_t n = strlen(text) + 1;
    Box *box = calloc(1, sizeof *box);

    if (box == NULL) {
        return NULL;
    }
    box->label = malloc(n);
    if (box->label == NULL) {
        free(box);
        return NULL;
    }
    memcpy(box->label, text, n);
    alive++;
    return box;
}

void box_free(Box *box)
{
    while (box != NULL) {
        Box *inner = box->inner; /* read before the box is gone */

        free(box->label);
        free(box);
        alive--;
        box = inner;
    }
}

Box *box_nest(Box *outer, const char *label)
{
    if (outer == NULL || outer->inner != NULL) {
        return NULL;
    }
    outer->inner = box_new(label);
    return outer->inner;
}

Box *box_inner(Box *box)
{
    return box == NULL ? NULL : box->inner;
}

int box_depth(const Box *box)
{
    int depth = 0;

    for (; box != NULL; box = box->inner) {
        depth++;
    }
    return depth;
}

const char *box_label(const Box *box)
{
    return box == NULL ? NULL : box->label;
}

/** Appends a text and gives the place behind it. */
static char *append(char *end, const char *text)
{
    size_t n = strlen(text);

    memcpy(end, text, n + 1);
    return end + n;
}

char *box_describe(const Box *box)
{
    const Box *b;
    size_t n = 1;
    char *text;
    char *end;

    for (b = box; b != NULL; b = b->inner) {
        n += strlen(b->label) + strlen("()");
    }
    text = malloc(n);
    if (text == NULL) {
        return NULL;
    }
    texts_alive++;
    end = append(text, "");
    for (b = box; b != NULL; b = b->inner) {
        end = append(end, b->label);
        end = append(end, b->inner == NULL ? "" : "(");
    }
    for (b = box; b != NULL && b->inner != NULL; b = b->inner) {
        end = append(end, ")");
    }
    return text;
}

void boxes_text_free(char *text)
{
    texts_alive -= text != NULL;
    free(text);
}

int boxes_alive(void)
{
    return alive;
}

int boxes_texts_alive(void)
{
    return texts_alive;
}
