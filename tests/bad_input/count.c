int count(int n, ...) { return n; }
