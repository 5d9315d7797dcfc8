/**
 * @file textscan.h
 * Looking through text: in a string, in a buffer, and in a file that the kernel maps into memory.
 *
 * The same scan three ways. With a string the text is Python's; with a buffer it may be a `bytes`, or Python's own
 * `mmap`; with a path C maps the file itself, and Python never sees a byte of it.
 */
#ifndef TEXTSCAN_H
#define TEXTSCAN_H

#include <stddef.h>

/** What the finding functions say when there is nothing to find. */
#define TEXTSCAN_NOT_FOUND (-1)

/**
 * Finds text in text.
 *
 * @param text where to look; NULL holds nothing
 * @param needle what to look for
 * @return the offset in bytes (not in characters: an umlaut is two), or TEXTSCAN_NOT_FOUND
 */
long long textscan_find(const char *text, const char *needle);

/**
 * Counts words: runs of bytes that are not white space.
 *
 * @param text the text; NULL holds nothing
 * @return how many
 */
size_t textscan_words(const char *text);

/**
 * Finds bytes in a buffer, which may hold zeros.
 *
 * @param data where to look
 * @param n its length
 * @param needle what to look for
 * @param m its length
 * @return the offset, or TEXTSCAN_NOT_FOUND
 */
long long textscan_find_bytes(const unsigned char *data, size_t n, const unsigned char *needle, size_t m);

/**
 * Counts the words of a buffer.
 *
 * @param data the bytes
 * @param n how many
 * @return how many words
 */
size_t textscan_words_bytes(const unsigned char *data, size_t n);

/**
 * Counts the words of a file, by mapping it into memory.
 *
 * @param path the file
 * @return how many words; -1 and `errno` where the file cannot be mapped
 */
long long textscan_words_file(const char *path);

/**
 * Finds text in a file, by mapping it into memory.
 *
 * @param path the file
 * @param needle what to look for
 * @param[out] offset where it is, or TEXTSCAN_NOT_FOUND
 * @return 0; -1 and `errno` where the file cannot be mapped
 */
int textscan_find_file(const char *path, const char *needle, long long *offset);

#endif
