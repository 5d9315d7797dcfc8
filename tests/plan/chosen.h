enum mode { MODE_A };
enum other { OTHER_A };
struct used { int a; };
struct unused { int a; };
int keep(enum mode m, struct used *u);
int drop(int a);
int keep_not(int a);
#define KEEP 1
#define DROP 2
