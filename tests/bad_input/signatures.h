#define FIRST(s) ((s)[0])
int count(int n, ...);
