int add(int a, int b);
int absent(int a);
