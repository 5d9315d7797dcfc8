/**
 * @file geometry.h
 * Structs: by value and by pointer, one inside another, and arrays inside them.
 *
 * A struct is a run of bytes with names for its parts. Passing it by value copies the bytes, passing a pointer
 * shares them: that is all there is to it, and every function below shows one of the two.
 */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include <stdbool.h>

/** A point in the plane. */
typedef struct Point {
    double x; /**< to the right */
    double y; /**< upwards */
} Point;

/** An upright rectangle, from its lower left to its upper right corner: a struct made of structs. */
typedef struct Rect {
    Point low;  /**< lower left corner */
    Point high; /**< upper right corner */
} Rect;

/** A triangle: an array of structs. */
typedef struct Triangle {
    Point corners[3]; /**< in any order */
} Triangle;

/** A linear map and a shift: an array of arrays. */
typedef struct Affine {
    double m[2][3]; /**< two rows: x, y, and what is added */
} Affine;

/** A named rectangle with a colour: text and bytes of fixed length, and the holes that alignment leaves. */
typedef struct Label {
    char name[12];         /**< zero-filled; a name of 12 bytes has no zero at its end */
    unsigned char rgb[3];  /**< red, green, blue */
    bool visible;          /**< shown or not */
    short layer;           /**< lower layers are drawn first */
    Rect box;              /**< where; it starts at a multiple of 8, so there is a hole before it */
} Label;

/** What can go wrong. */
typedef enum geometry_error {
    GEOMETRY_OK = 0,        /**< all well */
    GEOMETRY_APART = 1,     /**< the rectangles do not touch */
    GEOMETRY_SINGULAR = 2,  /**< the map flattens the plane and has no inverse */
    GEOMETRY_NULL = 3       /**< a null pointer where something is needed */
} geometry_error;

/**
 * Adds two points, as vectors: two copies in, one copy out.
 *
 * @param a one point
 * @param b the other one
 * @return a + b
 */
Point point_add(Point a, Point b);

/**
 * The dot product: two pointers in, nothing is copied.
 *
 * @param a one vector
 * @param b the other one
 * @return a.x * b.x + a.y * b.y; 0 where a pointer is NULL
 */
double point_dot(const Point *a, const Point *b);

/**
 * Moves a point, in place: the caller's own bytes change.
 *
 * @param p the point; NULL is left in peace
 * @param dx to the right
 * @param dy upwards
 */
void point_move(Point *p, double dx, double dy);

/**
 * The origin, which lies in the library's own memory: what you get is a view of it, not a copy.
 *
 * @return the point (0, 0)
 */
const Point *point_origin(void);

/**
 * The smallest upright rectangle with these two corners.
 *
 * @param a one corner
 * @param b the opposite one
 * @return the rectangle
 */
Rect rect_from(Point a, Point b);

/**
 * The area of a rectangle.
 *
 * @param r the rectangle
 * @return width times height
 */
double rect_area(Rect r);

/**
 * Whether a point lies in a rectangle, its border included.
 *
 * @param r the rectangle; nothing lies in NULL
 * @param p the point
 * @return true if so
 */
bool rect_contains(const Rect *r, Point p);

/**
 * What two rectangles have in common.
 *
 * @param a one rectangle
 * @param b the other one
 * @param[out] common the overlap
 * @return GEOMETRY_OK, GEOMETRY_APART or GEOMETRY_NULL
 */
int rect_common(const Rect *a, const Rect *b, Rect *common);

/**
 * The area of a triangle, positive if its corners run against the clock.
 *
 * @param t the triangle; NULL has no area
 * @return the signed area
 */
double triangle_area(const Triangle *t);

/**
 * Applies a map to a point.
 *
 * @param map the map; NULL leaves the point where it is
 * @param p the point
 * @return where it goes
 */
Point affine_apply(const Affine *map, Point p);

/**
 * Undoes a map.
 *
 * @param map the map
 * @param[out] inverse the map back
 * @return GEOMETRY_OK, GEOMETRY_SINGULAR or GEOMETRY_NULL
 */
int affine_invert(const Affine *map, Affine *inverse);

/**
 * Makes a visible black label.
 *
 * @param name its name, cut after 12 bytes; NULL is no name
 * @param box where it is
 * @return the label
 */
Label label_make(const char *name, Rect box);

/**
 * How bright a label's colour is.
 *
 * @param label the label; NULL is dark
 * @return from 0 to 255
 */
int label_brightness(const Label *label);

/**
 * Says in words what an error means.
 *
 * @param code one of geometry_error
 * @return a short text, never NULL
 */
const char *geometry_strerror(int code);

#endif
