/* A packing that is left on, as by a forgotten `#pragma pack(pop)`, holds for whatever C comes after the header. */
#pragma pack(1)

struct reading { char unit; double value; };
typedef double (*rule)(char unit, const struct reading *of);
struct table { char rows; struct reading first; rule use; };

static inline double reading_value(const struct reading *of) { return of->value; }
static inline double reading_by(rule use, const struct reading *of) { return use(of->unit, of); }
static struct reading last_reading = { 'm', 2.5 };
