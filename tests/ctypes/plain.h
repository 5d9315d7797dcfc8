int add(int a, int b);
float half(float x);
