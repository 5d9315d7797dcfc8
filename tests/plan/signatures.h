#define TAKE_MAX(a, b) ((a) > (b) ? (a) : (b))
#define TAKE_CLEAR(p) do { *(p) = 0; } while (0)
typedef struct handle handle;
typedef enum { OPTION_SIZE, OPTION_NAME } option;
/** Sets an option. */
int set_option(handle *h, option which, ...);
#define set_option(h, which, value) set_option(h, which, value)
int old_style();
int left_as_it_is(const char *format, ...);
void tb_signatures_old_style(void);
static inline int shadowed(int shadowed, int TAKE_MAX) { return shadowed + TAKE_MAX; }
static inline const int fixed(void) { return 3; }
