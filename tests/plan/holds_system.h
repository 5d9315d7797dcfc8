/* Members of the system's types by value are members; what is only pointed to stays closed. */
#include "system/types.h"

struct device {
    machine_lock lock;
    machine_file *log;
};

int device_open(struct device *d, machine_file *log);
