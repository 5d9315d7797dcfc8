typedef struct thing thing;
char *thing_name(thing *t);
void put(unsigned char n, char *text);
