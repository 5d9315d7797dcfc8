/* The library bound with pybind11: one line a function where C's types say all, a lambda where they do not. */
#include <pybind11/native_enum.h>
#include <pybind11/pybind11.h>

#include <optional>
#include <stdexcept>
#include <utility>

#define _Bool bool /* the header is C's */
extern "C" {
#include "archetypes.h"
}

namespace py = pybind11;

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
            throw py::value_error("the counter is closed");
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

static thread_local const py::function *callable = nullptr;
static thread_local bool failed = false;

/* C has no place for an exception: it waits until C has returned. */
static int call_python(int a, int b)
{
    if (failed) {
        return 0;
    }
    try {
        return (*callable)(a, b).cast<int>();
    }
    catch (py::error_already_set &error) {
        error.restore();
    }
    catch (py::cast_error &error) {
        PyErr_SetString(PyExc_TypeError, error.what());
    }
    failed = true;
    return 0;
}

static int fold_python(int n, const py::function &f)
{
    const py::function *outer = std::exchange(callable, &f);
    failed = false;
    int result = fold(n, call_python);
    callable = outer;
    if (failed) {
        throw py::error_already_set();
    }
    return result;
}

static double total_of(const py::buffer &values)
{
    py::buffer_info info = values.request();
    if (info.ndim != 1 || info.strides[0] != info.itemsize || !info.item_type_is_equivalent_to<double>()) {
        throw py::type_error("total() argument 'values' must be a buffer of double");
    }
    return total(static_cast<const double *>(info.ptr), static_cast<size_t>(info.size));
}

PYBIND11_MODULE(archetypes, m)
{
    m.def("nothing", &nothing);
    m.def("add", &add, py::arg("a"), py::arg("b"));
    m.def("volume", &volume, py::arg("x"), py::arg("y"), py::arg("z"));
    m.def("mix", &mix, py::arg("i"), py::arg("u"), py::arg("l"), py::arg("f"), py::arg("d"), py::arg("b"));
    m.def("first_byte", &first_byte, py::arg("text"));
    m.def("greeting", &greeting, py::arg("which"));

    py::class_<Point>(m, "Point")
        .def(py::init([](double x, double y) { return Point{x, y}; }), py::arg("x") = 0.0, py::arg("y") = 0.0)
        .def_readwrite("x", &Point::x)
        .def_readwrite("y", &Point::y);
    m.def("point_add", &point_add, py::arg("a"), py::arg("b"));
    m.def("point_dot", &point_dot, py::arg("a"), py::arg("b"));

    m.def("total", &total_of, py::arg("values"));
    m.def(
        "divide",
        [](int a, int b) {
            int quotient, remainder;
            divide(a, b, &quotient, &remainder);
            return std::make_pair(quotient, remainder);
        },
        py::arg("a"), py::arg("b"));

    py::class_<Counter>(m, "counter").def("close", &Counter::close);
    m.def("counter_new", [](int start) { return std::make_unique<Counter>(start); }, py::arg("start"));
    m.def("counter_next", [](const Counter &c) { return counter_next(c.get()); }, py::arg("c"));
    m.def("counter_free", [](Counter &c) { c.get(), c.close(); }, py::arg("c"));

    py::native_enum<colour>(m, "colour", "enum.IntEnum")
        .value("RED", RED)
        .value("GREEN", GREEN)
        .value("BLUE", BLUE)
        .export_values()
        .finalize();
    m.def("colour_rank", &colour_rank, py::arg("c"));
    m.def("colour_at", &colour_at, py::arg("rank"));

    m.def("fold", &fold_python, py::arg("n"), py::arg("f"));

    static py::handle error = py::exception<HalveError>(m, "HalveError").release();
    py::register_exception_translator([](std::exception_ptr pending) {
        try {
            std::rethrow_exception(pending);
        }
        catch (const HalveError &raised) {
            py::object instance = error(raised.what());
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
        py::arg("n"));
    m.def("halve_error", &halve_error, py::arg("code"));
}
