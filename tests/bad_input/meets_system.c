#include "meets_system.h"

double index(double x) { return x; }
