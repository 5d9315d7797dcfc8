#include "fputsx.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

int fputsx(const char *text, const char *path)
{
    FILE *file;
    int failed;
    int saved;

    if (text == NULL || path == NULL || strlen(text) > INT_MAX) {
        errno = EINVAL;
        return -1;
    }
    file = fopen(path, "w");
    if (file == NULL) {
        return -1;
    }
    failed = fputs(text, file) == EOF;
    saved = errno;
    /* The last bytes are written by fclose, so it too can fail. */
    if (fclose(file) == EOF && !failed) {
        return -1;
    }
    if (failed) {
        errno = saved;
        return -1;
    }
    return (int)strlen(text);
}

static int exists(const char *path)
{
    FILE *file = fopen(path, "r");

    if (file == NULL) {
        return 0;
    }
    fclose(file);
    return 1;
}

int fputsx_write(const char *text, const char *path, enum fputsx_mode mode, size_t *written)
{
    FILE *file;
    size_t length;
    int failed;

    if (text == NULL || path == NULL || written == NULL) {
        return FPUTSX_BAD_ARGUMENT;
    }
    *written = 0;
    if (mode != FPUTSX_TRUNCATE && mode != FPUTSX_APPEND && mode != FPUTSX_KEEP) {
        return FPUTSX_BAD_ARGUMENT;
    }
    length = strlen(text);
    if (length > FPUTSX_MAX_TEXT) {
        return FPUTSX_TOO_LONG;
    }
    if (mode == FPUTSX_KEEP && exists(path)) {
        return FPUTSX_EXISTS;
    }
    file = fopen(path, mode == FPUTSX_APPEND ? "a" : "w");
    if (file == NULL) {
        return FPUTSX_CANNOT_OPEN;
    }
    failed = fputs(text, file) == EOF;
    if (fclose(file) == EOF || failed) {
        return FPUTSX_CANNOT_WRITE;
    }
    *written = length;
    return FPUTSX_OK;
}

const char *fputsx_strerror(int status)
{
    switch (status) {
    case FPUTSX_OK: return "all well";
    case FPUTSX_BAD_ARGUMENT: return "bad argument";
    case FPUTSX_TOO_LONG: return "the text is too long";
    case FPUTSX_EXISTS: return "the file exists";
    case FPUTSX_CANNOT_OPEN: return "the file cannot be opened";
    case FPUTSX_CANNOT_WRITE: return "the file cannot be written";
    default: return "unknown status";
    }
}

enum fputsx_mode fputsx_mode_of(char letter)
{
    switch (letter) {
    case 'a': return FPUTSX_APPEND;
    case 'x': return FPUTSX_KEEP;
    default: return FPUTSX_TRUNCATE;
    }
}
