/**
 * @file boxes.h
 * Ownership: boxes in boxes. C has one kind of pointer for four kinds of promise, and only the manual tells them apart.
 *
 * | you get | it is | and at the end |
 * | --- | --- | --- |
 * | box_new() | yours | box_free(), once |
 * | box_nest(), box_inner() | borrowed: the outer box owns it | nothing; it goes with the outer box |
 * | box_describe() | a text of yours | boxes_text_free(), once |
 * | box_label() | a text that the box owns | nothing |
 *
 * Free too little and memory leaks: boxes_alive() tells. Free too much, or use what is gone, and anything may happen: a
 * pointer into freed memory looks like any other.
 */
#ifndef BOXES_H
#define BOXES_H

/** A box, with a label and room for one more box. */
typedef struct Box Box;

/**
 * Makes a box.
 *
 * @param label what stands on it; the text is copied, NULL is an empty label
 * @return a box of yours; NULL where memory is short
 */
Box *box_new(const char *label);

/**
 * Frees a box, and with it every box inside.
 *
 * @param box a box that box_new() made, not one inside another; NULL is left in peace
 */
void box_free(Box *box);

/**
 * Makes a box inside another one.
 *
 * @param outer where; it becomes the owner
 * @param label what stands on the new box
 * @return the new box, borrowed; NULL where the outer box is full or memory is short
 */
Box *box_nest(Box *outer, const char *label);

/**
 * Looks into a box.
 *
 * @param box the box
 * @return the box inside, borrowed; NULL if it is empty
 */
Box *box_inner(Box *box);

/**
 * How many boxes lie in one another.
 *
 * @param box the outermost
 * @return 1 for an empty box, 0 for NULL
 */
int box_depth(const Box *box);

/**
 * Reads a label.
 *
 * @param box the box
 * @return its label, which the box owns; NULL for no box
 */
const char *box_label(const Box *box);

/**
 * Writes down a box and all that is in it: `outer(middle(inner))`.
 *
 * @param box the box; NULL is nothing, and so is its description
 * @return a text of yours; NULL where memory is short
 */
char *box_describe(const Box *box);

/**
 * Frees a text that box_describe() made.
 *
 * A library that hands out memory takes it back as well: its `malloc` need not be the caller's.
 *
 * @param text the text; NULL is left in peace
 */
void boxes_text_free(char *text);

/**
 * How many boxes there are: what a leak looks like.
 *
 * @return made and not freed
 */
int boxes_alive(void);

/**
 * The same for texts.
 *
 * @return made by box_describe() and not freed
 */
int boxes_texts_alive(void);

#endif
