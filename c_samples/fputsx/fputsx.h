/**
 * @file fputsx.h
 * Writing text to a file: strings in, and the two ways in which C reports that something went wrong.
 */
#ifndef FPUTSX_H
#define FPUTSX_H

#include <stddef.h>

/** The version of this library, as text. */
#define FPUTSX_VERSION "1.2"

/** The longest text that fputsx_write() accepts, in bytes. */
#define FPUTSX_MAX_TEXT 65536

/** The disk is called nearly full from this share on. */
#define FPUTSX_NEARLY_FULL 0.95

/** What to do with a file that is there already. */
enum fputsx_mode {
    FPUTSX_TRUNCATE = 0, /**< empty it first */
    FPUTSX_APPEND = 1,   /**< write behind what it holds */
    FPUTSX_KEEP = 2      /**< leave it alone, and fail */
};

/** What can go wrong in fputsx_write(). */
enum fputsx_status {
    FPUTSX_OK = 0,            /**< all well */
    FPUTSX_BAD_ARGUMENT = 1,  /**< a null pointer, or no such mode */
    FPUTSX_TOO_LONG = 2,      /**< more than FPUTSX_MAX_TEXT bytes */
    FPUTSX_EXISTS = 3,        /**< the file is there and the mode is FPUTSX_KEEP */
    FPUTSX_CANNOT_OPEN = 4,   /**< the file could not be opened */
    FPUTSX_CANNOT_WRITE = 5   /**< the file was opened, writing failed */
};

/**
 * Writes text to a file, in place of what the file held.
 *
 * This one fails in the manner of the C library: it returns -1 and leaves the reason in `errno`.
 * In Python that is an `OSError`, so a missing folder is a `FileNotFoundError`.
 *
 * @param text what to write
 * @param path where to
 * @return how many bytes were written
 */
int fputsx(const char *text, const char *path);

/**
 * Writes text to a file, in a mode of your choice.
 *
 * This one fails in the manner of many libraries: it returns a code, and fputsx_strerror() knows what it means.
 *
 * @param text what to write
 * @param path where to
 * @param mode what to do with a file that is there already
 * @param[out] written how many bytes were written
 * @return FPUTSX_OK, or what went wrong
 */
int fputsx_write(const char *text, const char *path, enum fputsx_mode mode, size_t *written);

/**
 * Says in words what a status means.
 *
 * The text is the library's own: there is nothing to free.
 *
 * @param status what fputsx_write() returned
 * @return a short text, never NULL
 */
const char *fputsx_strerror(int status);

/**
 * Guesses the mode from the letters that Python's `open()` uses.
 *
 * @param letter `w`, `a` or `x`
 * @return the mode; FPUTSX_TRUNCATE for any other letter
 */
enum fputsx_mode fputsx_mode_of(char letter);

#endif
