int first(void);
int second(void);
