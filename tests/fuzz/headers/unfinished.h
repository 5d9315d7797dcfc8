struct a { struct a *next; int (*f)(struct a, ...); union { int i; struct { char c[0]; }; };
