#define LIMIT 3
#define HALF(x) ((x) / 2)
typedef struct opaque opaque;
int plain(int a);
int any(int n, ...);
