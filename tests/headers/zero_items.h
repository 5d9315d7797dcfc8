/* Only a record that ends in an array without a length has room made for items; arrays of no item may be elsewhere. */
union whole { char none[0]; char one[1]; char two[2]; };
struct middle { int n; short mark[0]; int last; };
struct end { int n; short items[0]; };

static inline int middle_last(const struct middle *m) { return m->last; }
