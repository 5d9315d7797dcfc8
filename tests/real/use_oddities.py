"""What well-known headers do, bound without any configuration."""

import copy

import oddities as m

number = bytearray((41).to_bytes(4, "little"))
assert m.add_one(number) == 42
assert number[0] == 42

kind = m.stepper_kind(name="rk4", order=4)
assert m.order_of(m.stepper(kind=kind)) == 4

assert m.CHECK_LEVEL == 2
assert m.OPEN_NOATIME == 0
assert m.AUTH_ANY == 18446744073709551599

states = [m.hash_state() for _ in range(20)]
states += [copy.copy(state) for state in states]
states += [m.fresh(n) for n in range(20)]
assert [m.misplaced(state) for state in states] == [0] * 60
assert states[-1].opaque[0] == 19

assert m.exported_name() == 3
assert m.known_name is m.exported_name
assert m.COPYRIGHT == "Odd 5.4  Copyright (C)  all"
assert m.LETTER == 83
print("fine")
