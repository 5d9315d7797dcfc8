int add(int a,
