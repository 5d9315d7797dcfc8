/**
 * @file imgfilter.h
 * Filters over the bytes of a grey image, in place: nothing is copied between Python and C.
 *
 * A Python `bytearray`, `mmap`, `array` or NumPy array lends its memory for the length of the call (the "buffer
 * protocol"). `bytes` cannot be changed, so a filter refuses it; reading functions take it gladly.
 */
#ifndef IMGFILTER_H
#define IMGFILTER_H

#include <stddef.h>
#include <stdint.h>

/** Shades of grey. */
#define IMG_LEVELS 256

/**
 * Makes a negative.
 *
 * @param pixels the image, one byte a pixel
 * @param n how many pixels
 */
void img_invert(uint8_t *pixels, size_t n);

/**
 * Makes an image brighter or darker; what would leave the range stops at black or white.
 *
 * @param pixels the image
 * @param n how many pixels
 * @param delta what is added to each pixel
 */
void img_brighten(uint8_t *pixels, size_t n, int delta);

/**
 * Turns an image into black and white.
 *
 * @param pixels the image
 * @param n how many pixels
 * @param level from here on a pixel is white
 * @return how many pixels are white now
 */
size_t img_threshold(uint8_t *pixels, size_t n, uint8_t level);

/**
 * A checksum (FNV-1a, 32 bits) over the bytes; the image is only read.
 *
 * @param pixels the image
 * @param n how many pixels
 * @return the checksum
 */
uint32_t img_checksum(const uint8_t *pixels, size_t n);

/**
 * Counts how often each shade occurs, into an array of yours with room for IMG_LEVELS counters.
 *
 * @param pixels the image
 * @param n how many pixels
 * @param counts the counters; they are added to, so several images may share them
 */
void img_histogram(const uint8_t *pixels, size_t n, uint32_t counts[IMG_LEVELS]);

#endif
