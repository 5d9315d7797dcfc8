void on_event(void (*handler)(int));
int poll(int limit);
