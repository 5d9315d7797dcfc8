/* The common head of records, arrays and Pointers: an address, and what keeps valid what lies there. */
typedef struct {
    PyObject_HEAD
    char *data;
    PyObject *owner;  /* NULL for a record of its own, and for memory that is C's business */
} tb_view;
