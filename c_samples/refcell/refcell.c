#include "refcell.h"

#include <stddef.h>
#include <stdlib.h>

struct Cell {
    int count;
    int value;
    struct Cell *target;
    struct Cell *previous; /* all cells, for the collector; CPython puts the same two pointers before each object */
    struct Cell *next;
    int outside; /* while collecting: shares that no cell has */
};

static Cell *first;
static int alive;

Cell *cell_new(int value)
{
    Cell *cell = calloc(1, sizeof *cell);

    if (cell == NULL) {
        return NULL;
    }
    cell->count = 1;
    cell->value = value;
    cell->next = first;
    if (first != NULL) {
        first->previous = cell;
    }
    first = cell;
    alive++;
    return cell;
}

Cell *cell_retain(Cell *cell)
{
    if (cell != NULL) {
        cell->count++;
    }
    return cell;
}

static void cell_free(Cell *cell)
{
    if (cell->previous != NULL) {
        cell->previous->next = cell->next;
    } else {
        first = cell->next;
    }
    if (cell->next != NULL) {
        cell->next->previous = cell->previous;
    }
    alive--;
    free(cell);
}

int cell_release(Cell *cell)
{
    int left = -1;

    /* A loop and not a recursion: a chain of a million cells must not need a million stack frames. */
    while (cell != NULL && cell->count > 0) {
        Cell *target = cell->target;
        int count = --cell->count;

        if (left < 0) {
            left = count;
        }
        if (count > 0) {
            break;
        }
        cell_free(cell);
        cell = target;
    }
    return left;
}

int cell_count(const Cell *cell)
{
    return cell == NULL ? 0 : cell->count;
}

int cell_value(const Cell *cell)
{
    return cell == NULL ? 0 : cell->value;
}

void cell_point(Cell *cell, Cell *target)
{
    Cell *before;

    if (cell == NULL) {
        return;
    }
    before = cell->target;
    /* Retain first: the new target may be the old one, and its last share may be the cell's. */
    cell->target = cell_retain(target);
    cell_release(before);
}

Cell *cell_target(const Cell *cell)
{
    return cell == NULL ? NULL : cell->target;
}

int cells_alive(void)
{
    return alive;
}

/** Marks what somebody outside can reach; everything else keeps an `outside` of 0. */
static void find_reachable(void)
{
    Cell *cell;
    Cell *reached;

    for (cell = first; cell != NULL; cell = cell->next) {
        cell->outside = cell->count;
    }
    for (cell = first; cell != NULL; cell = cell->next) {
        if (cell->target != NULL) {
            cell->target->outside--;
        }
    }
    for (cell = first; cell != NULL; cell = cell->next) {
        if (cell->outside > 0) {
            for (reached = cell->target; reached != NULL && reached->outside <= 0; reached = reached->target) {
                reached->outside = 1;
            }
        }
    }
}

int cells_collect(void)
{
    int before = alive;
    Cell *cell;
    Cell *next;

    find_reachable();
    /* Nothing that stays points to garbage, so it is enough to cut the pointers that garbage has. Before, take a share
       of each, so that none goes while the list is being walked. */
    for (cell = first; cell != NULL; cell = cell->next) {
        if (cell->outside <= 0) {
            cell_retain(cell);
        }
    }
    for (cell = first; cell != NULL; cell = cell->next) {
        if (cell->outside <= 0) {
            cell_point(cell, NULL);
        }
    }
    for (cell = first; cell != NULL; cell = next) {
        next = cell->next;
        if (cell->outside <= 0) {
            cell_release(cell);
        }
    }
    return before - alive;
}
