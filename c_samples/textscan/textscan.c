#define _POSIX_C_SOURCE 200809L

#include "textscan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/** A file's bytes, as the kernel maps them. */
typedef struct Mapping {
    const unsigned char *data;
    size_t n;
} Mapping;

static int is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

size_t textscan_words_bytes(const unsigned char *data, size_t n)
{
    size_t words = 0;
    int inside = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        int space = is_space(data[i]);

        words += !space && !inside;
        inside = !space;
    }
    return words;
}

long long textscan_find_bytes(const unsigned char *data, size_t n, const unsigned char *needle, size_t m)
{
    size_t i;

    if (m == 0) {
        return 0;
    }
    for (i = 0; n >= m && i <= n - m; i++) {
        /* memchr is quick at finding the first byte, memcmp at the rest. */
        const unsigned char *hit = memchr(data + i, needle[0], n - m - i + 1);

        if (hit == NULL) {
            return TEXTSCAN_NOT_FOUND;
        }
        i = (size_t)(hit - data);
        if (memcmp(hit, needle, m) == 0) {
            return (long long)i;
        }
    }
    return TEXTSCAN_NOT_FOUND;
}

long long textscan_find(const char *text, const char *needle)
{
    if (text == NULL || needle == NULL) {
        return TEXTSCAN_NOT_FOUND;
    }
    return textscan_find_bytes((const unsigned char *)text, strlen(text), (const unsigned char *)needle,
                               strlen(needle));
}

size_t textscan_words(const char *text)
{
    return text == NULL ? 0 : textscan_words_bytes((const unsigned char *)text, strlen(text));
}

/** Maps an open file; 0, or -1 with errno. */
static int map_descriptor(int fd, Mapping *mapping)
{
    struct stat status;
    void *data;

    if (fstat(fd, &status) != 0) {
        return -1;
    }
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : ENODEV;
        return -1;
    }
    mapping->data = NULL;
    mapping->n = (size_t)status.st_size;
    if (mapping->n == 0) {
        return 0; /* mmap refuses a length of zero, and there is nothing to map */
    }
    data = mmap(NULL, mapping->n, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) {
        return -1;
    }
    mapping->data = data;
    return 0;
}

static int map_file(const char *path, Mapping *mapping)
{
    int saved;
    int result;
    int fd;

    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return -1;
    }
    result = map_descriptor(fd, mapping);
    saved = errno;
    close(fd); /* the mapping outlives the descriptor */
    errno = saved;
    return result;
}

static void unmap(Mapping *mapping)
{
    if (mapping->data != NULL) {
        munmap((void *)mapping->data, mapping->n);
    }
}

long long textscan_words_file(const char *path)
{
    Mapping mapping;
    long long words;

    if (map_file(path, &mapping) != 0) {
        return -1;
    }
    words = (long long)textscan_words_bytes(mapping.data, mapping.n);
    unmap(&mapping);
    return words;
}

int textscan_find_file(const char *path, const char *needle, long long *offset)
{
    Mapping mapping;

    if (needle == NULL || offset == NULL) {
        errno = EINVAL;
        return -1;
    }
    if (map_file(path, &mapping) != 0) {
        return -1;
    }
    *offset =
        textscan_find_bytes(mapping.data, mapping.n, (const unsigned char *)needle, strlen(needle));
    unmap(&mapping);
    return 0;
}
