#include "imgfilter.h"

void img_invert(uint8_t *pixels, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        pixels[i] = (uint8_t)(255 - pixels[i]);
    }
}

void img_brighten(uint8_t *pixels, size_t n, int delta)
{
    size_t i;

    /* Beyond these every pixel is black or white anyway, and the sum below cannot overflow. */
    delta = delta < -255 ? -255 : delta > 255 ? 255 : delta;
    for (i = 0; i < n; i++) {
        int value = pixels[i] + delta;

        pixels[i] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

size_t img_threshold(uint8_t *pixels, size_t n, uint8_t level)
{
    size_t white = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        pixels[i] = pixels[i] >= level ? 255 : 0;
        white += pixels[i] != 0;
    }
    return white;
}

uint32_t img_checksum(const uint8_t *pixels, size_t n)
{
    uint32_t hash = 2166136261u;
    size_t i;

    for (i = 0; i < n; i++) {
        hash = (hash ^ pixels[i]) * 16777619u;
    }
    return hash;
}

void img_histogram(const uint8_t *pixels, size_t n, uint32_t counts[IMG_LEVELS])
{
    size_t i;

    if (counts == NULL) {
        return;
    }
    for (i = 0; i < n; i++) {
        counts[pixels[i]]++;
    }
}
