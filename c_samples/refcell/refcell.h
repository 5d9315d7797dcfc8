/**
 * @file refcell.h
 * Reference counting, as CPython does it: every owner counts, the last one to let go frees.
 *
 * A cell holds a number and may point to another cell, which it then owns a share of. Two cells that point to each
 * other keep each other alive for ever; cells_collect() finds such rings with the algorithm of Python's `gc`.
 */
#ifndef REFCELL_H
#define REFCELL_H

/** A cell: a count, a number, and perhaps a cell that it points to. */
typedef struct Cell Cell;

/**
 * Makes a cell that points nowhere. Its count is 1: that one is yours.
 *
 * @param value the number in it
 * @return the cell; NULL where memory is short
 */
Cell *cell_new(int value);

/**
 * Takes a share: Python's `Py_INCREF`.
 *
 * @param cell the cell; NULL is left in peace
 * @return the same cell
 */
Cell *cell_retain(Cell *cell);

/**
 * Lets go of a share: Python's `Py_DECREF`. The last one frees the cell, and lets go of the cell that it points to.
 *
 * @param cell the cell; NULL is left in peace
 * @return how many shares are left; -1 where there was none to let go of
 */
int cell_release(Cell *cell);

/**
 * How many shares there are: Python's `sys.getrefcount`, without the one that asking costs.
 *
 * @param cell the cell
 * @return the count; 0 for NULL
 */
int cell_count(const Cell *cell);

/**
 * The number in a cell.
 *
 * @param cell the cell
 * @return the number; 0 for NULL
 */
int cell_value(const Cell *cell);

/**
 * Makes a cell point to another one: it takes a share of that one, and lets go of the one it pointed to before.
 *
 * @param cell the cell; NULL is left in peace
 * @param target the other one, or itself; NULL to point nowhere
 */
void cell_point(Cell *cell, Cell *target);

/**
 * Where a cell points to.
 *
 * @param cell the cell
 * @return the other cell, borrowed: take a share if you mean to keep it; NULL for nowhere
 */
Cell *cell_target(const Cell *cell);

/**
 * How many cells there are.
 *
 * @return made and not freed
 */
int cells_alive(void);

/**
 * Frees the cells that only cells keep alive, and that nobody else can reach.
 *
 * As in CPython: of each count subtract the shares that other cells have. Where something is left, somebody outside
 * holds the cell, so it stays, with all that it points to. The rest is garbage.
 *
 * @return how many were freed
 */
int cells_collect(void);

#endif
