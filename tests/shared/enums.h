/** Two names for one value, and a negative one. */
enum color { RED = -1, GREEN = 0, BLUE = 1, AZURE = 1, SKY = 1 };
/** Beyond 32 bits. */
typedef enum huge { HUGE_ONE = 1, HUGE_ALL = 0xFFFFFFFFFFFFFFFFULL } huge_t;
/** What `enum` and `int` keep for themselves, and what Python would mangle. */
enum odd { mro, name, value, real, _sunder_, __mangled, _mangled, lambda };
/** No name: plain integers. */
enum { LOOSE = 7 };
/** A comment with """ and a \ and {{braces}}. */
enum color next_color(enum color from);
