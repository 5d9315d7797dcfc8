"""Functions over items, on every interpreter."""

import sys
from array import array

import maps as m

xs = array("i", range(600))
assert m.map_add(xs, xs).tolist() == [2 * x for x in range(600)]
assert m.map_add(xs, 1, out=xs) is xs
assert xs[599] == 600
assert m.map_mixed([1], 2, 3.5, True, m.WARM, array("L", [5])).tolist() == [13.5]
assert m.map_hotter([m.COLD, m.WARM]).tolist() == [1, 7]
assert m.map_count(xs) is None
assert m.counted() == sum(xs)
assert m.map_args(map=[1, 2], nargs=3).tolist() == [31, 32]
assert m.all_right([1, 2]) is None
for call, values, at in (
    (m.all_right, [1, 2, 6], 2),
    (m.map_root, [4, 1, 5], 2),
    (m.map_inverse, [0.0], 0),
):
    try:
        call(values)
    except (m.MapsError, OSError) as error:
        assert error.index == at
        if hasattr(error, "add_note"):  # since 3.11
            assert error.__notes__ == [f"at item {at}"]
    else:
        raise AssertionError(call)
references = sys.getrefcount(xs)
for _ in range(100):
    m.map_add(xs, xs, out=xs)
    try:
        m.map_add(xs, [1])
    except ValueError:
        pass
assert sys.getrefcount(xs) == references
xs.append(1)
