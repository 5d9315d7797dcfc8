/** Fine by itself; <strings.h>, which Python.h includes, declares another function of the name. */
double index(double x);
