/** A library that is not compiled into the binding. */
int far_away(int a);
