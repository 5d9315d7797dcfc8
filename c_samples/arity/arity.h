/**
 * @file arity.h
 * Functions of no parameter up to sixteen: what each further argument costs.
 */
#ifndef ARITY_H
#define ARITY_H

#ifdef __cplusplus
extern "C" {
#endif

/** 0. */
int f0(void);

/** Its argument. */
int f1(int a1);

/** The sum of 2 numbers. */
int f2(int a1, int a2);

/** The sum of 3 numbers. */
int f3(int a1, int a2, int a3);

/** The sum of 4 numbers. */
int f4(int a1, int a2, int a3, int a4);

/** The sum of 5 numbers. */
int f5(int a1, int a2, int a3, int a4, int a5);

/** The sum of 6 numbers. */
int f6(int a1, int a2, int a3, int a4, int a5, int a6);

/** The sum of 7 numbers. */
int f7(int a1, int a2, int a3, int a4, int a5, int a6, int a7);

/** The sum of 8 numbers. */
int f8(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8);

/** The sum of 9 numbers. */
int f9(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9);

/** The sum of 10 numbers. */
int f10(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10);

/** The sum of 11 numbers. */
int f11(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11);

/** The sum of 12 numbers. */
int f12(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11,
        int a12);

/** The sum of 13 numbers. */
int f13(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11,
        int a12, int a13);

/** The sum of 14 numbers. */
int f14(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11,
        int a12, int a13, int a14);

/** The sum of 15 numbers. */
int f15(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11,
        int a12, int a13, int a14, int a15);

/** The sum of 16 numbers. */
int f16(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11,
        int a12, int a13, int a14, int a15, int a16);

#ifdef __cplusplus
}
#endif

#endif
