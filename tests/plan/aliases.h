#define num_init __num_init
#define num_start num_init
#define num_limit __num_limit
#define num_color RED
#define num_print __num_print
typedef enum { RED } paint;
extern int __num_limit;
/** Starts. */
int num_init(int from);
int __num_print(const char *format, ...);
