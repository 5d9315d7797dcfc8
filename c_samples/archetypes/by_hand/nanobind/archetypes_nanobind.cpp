/* The library bound with nanobind: pybind11's successor in spirit, made for speed and small modules. */
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/unique_ptr.h>

#include <memory>
#include <stdexcept>
#include <utility>

#define _Bool bool /* the header is C's */
extern "C" {
#include "archetypes.h"
}

namespace nb = nanobind;
using namespace nb::literals;

/* counter *, with its end. */
class Counter {
public:
    explicit Counter(int start) : handle(counter_new(start)) {}
    Counter(const Counter &) = delete;
    ~Counter() { close(); }

    void close()
    {
        counter_free(handle);
        handle = nullptr;
    }

    counter *get() const
    {
        if (handle == nullptr) {
            throw nb::value_error("the counter is closed");
        }
        return handle;
    }

private:
    counter *handle;
};

struct HalveError : std::runtime_error {
    explicit HalveError(int error) : std::runtime_error(halve_error(error)), code(error) {}
    int code;
};

static thread_local const nb::callable *callable = nullptr;
static thread_local bool failed = false;

/* C has no place for an exception: it waits until C has returned. */
static int call_python(int a, int b)
{
    if (failed) {
        return 0;
    }
    try {
        return nb::cast<int>((*callable)(a, b));
    }
    catch (nb::python_error &error) {
        error.restore();
    }
    catch (std::bad_cast &) {
        PyErr_SetString(PyExc_TypeError, "the result of a callback must be int");
    }
    failed = true;
    return 0;
}

static int fold_python(int n, const nb::callable &f)
{
    const nb::callable *outer = std::exchange(callable, &f);
    failed = false;
    int result = fold(n, call_python);
    callable = outer;
    if (failed) {
        throw nb::python_error();
    }
    return result;
}

using Doubles = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

NB_MODULE(archetypes, m)
{
    m.def("nothing", &nothing);
    m.def("add", &add, "a"_a, "b"_a);
    m.def("volume", &volume, "x"_a, "y"_a, "z"_a);
    m.def("mix", &mix, "i"_a, "u"_a, "l"_a, "f"_a, "d"_a, "b"_a);
    m.def("first_byte", &first_byte, "text"_a.none());
    m.def("greeting", &greeting, "which"_a);

    nb::class_<Point>(m, "Point")
        .def(
            "__init__", [](Point *self, double x, double y) { new (self) Point{x, y}; }, "x"_a = 0.0, "y"_a = 0.0)
        .def_rw("x", &Point::x)
        .def_rw("y", &Point::y);
    m.def("point_add", &point_add, "a"_a, "b"_a);
    m.def("point_dot", &point_dot, "a"_a.none(), "b"_a.none());

    m.def("total", [](const Doubles &values) { return total(values.data(), values.size()); }, "values"_a);
    m.def(
        "divide",
        [](int a, int b) {
            int quotient, remainder;
            divide(a, b, &quotient, &remainder);
            return std::make_pair(quotient, remainder);
        },
        "a"_a, "b"_a);

    nb::class_<Counter>(m, "counter").def("close", &Counter::close);
    m.def("counter_new", [](int start) { return new Counter(start); }, nb::rv_policy::take_ownership, "start"_a);
    m.def("counter_next", [](const Counter &c) { return counter_next(c.get()); }, "c"_a);
    m.def("counter_free", [](Counter &c) { c.get(), c.close(); }, "c"_a);

    nb::enum_<colour>(m, "colour", nb::is_arithmetic())
        .value("RED", RED)
        .value("GREEN", GREEN)
        .value("BLUE", BLUE)
        .export_values();
    m.def("colour_rank", &colour_rank, "c"_a);
    m.def("colour_at", &colour_at, "rank"_a);

    m.def("fold", &fold_python, "n"_a, "f"_a);

    static nb::handle error = nb::exception<HalveError>(m, "HalveError").release();
    nb::register_exception_translator([](const std::exception_ptr &pending, void *) {
        try {
            std::rethrow_exception(pending);
        }
        catch (const HalveError &raised) {
            nb::object instance = error(raised.what());
            instance.attr("code") = raised.code;
            PyErr_SetObject(error.ptr(), instance.ptr());
        }
    });
    m.def(
        "halve",
        [](int n) {
            int half;
            if (int code = halve(n, &half)) {
                throw HalveError(code);
            }
            return half;
        },
        "n"_a);
    m.def("halve_error", &halve_error, "code"_a);
}
