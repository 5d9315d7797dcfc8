"""Calling: arity, keywords, signatures, names."""

import inspect

import pytest


@pytest.mark.parametrize("args", [(), (1, 2), (1, 2, 3)])
def test_wrong_number_of_arguments(m, args):
    with pytest.raises(TypeError, match="echo_int"):
        m.echo_int(*args)


@pytest.mark.parametrize("args", [(1,), (1, 2, 3)])
def test_a_function_without_parameters(m, args):
    with pytest.raises(TypeError, match="answer"):
        m.answer(*args)


def test_wrong_number_for_many(m):
    with pytest.raises(TypeError, match="mix"):
        m.mix(1, 2.0, 3, 4.0, 5)
    with pytest.raises(TypeError, match="mix"):
        m.mix(1, 2.0, 3, 4.0, 5, True, None)


def test_parameters_are_positional_only(m):
    with pytest.raises(TypeError, match="echo_int"):
        m.echo_int(v=1)
    with pytest.raises(TypeError, match="echo_int"):
        m.echo_int(1, v=1)
    with pytest.raises(TypeError, match="answer"):
        m.answer(v=1)


def test_parameters_open_to_keywords(m):
    f = m.open_to_keywords
    assert f(2, 3) == f(2, height=3) == f(height=3, width=2) == 6
    assert f(**{str(b"width", "ascii"): 4, "height": 5}) == 20
    for args, names in (
        ((), {}),
        ((1,), {}),
        ((), {"width": 1}),
        ((1, 2), {"height": 3}),
        ((1, 2, 3), {}),
        ((1, 2), {"depth": 3}),
        ((1,), {"depth": 3}),
    ):
        with pytest.raises(TypeError, match="open_to_keywords"):
            f(*args, **names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("answer", "()"),
        ("echo_int", "(v, /)"),
        ("mix", "(a, b, c, d, e, f, /)"),
        ("divide", "(a, b, /)"),
        ("array_sum", "(xs, /)"),
        ("lambda_", "(class_, /)"),
        ("open_to_keywords", "(width, height)"),
    ],
)
def test_signatures(m, name, expected):
    assert str(inspect.signature(getattr(m, name))) == expected


def test_functions_know_their_names(m):
    for name, entry in m.__tribind__["functions"].items():
        function = getattr(m, entry["py"])
        assert callable(function)
        assert function.__name__ == entry["py"], name


def test_nameless_parameters(m):
    assert m.nameless(5, 3) == 2
    assert len(inspect.signature(m.nameless).parameters) == 2


def test_python_words_as_names(m):
    assert m.lambda_(1) == 1
    assert not hasattr(m, "lambda")
    assert m.filter(2) == 2
    assert m.len(3) == 3
    assert m.property(4) == 4
    assert m.bytes(5) == 5
    assert m.object() == 1
    assert m.isinstance(1, 2) == 3
    assert m.cvar_() == 2
    assert m.Pointer(6) == 6
    assert m.Array(7) == 7


def test_names_hide_nothing_from_the_bindings(m):
    """With a function `len`, `bytes`, `isinstance`, … in the module everything else still works."""
    assert m.echo_text(b"abc") == "abc"
    assert m.array_sum([1, 2]) == 3.0
    assert bytes(m.Point(0.0, 0.0)) == bytes(16)
    assert list(m.Nested().weights) == [0.0] * 4


def test_renamed(m):
    assert m.fresh_name(3) == 3
    assert not hasattr(m, "old_name")
    assert m.__tribind__["functions"]["old_name"]["py"] == "fresh_name"


def test_a_tag_that_meets_a_function(m):
    assert m.lookup(m.struct_lookup(key=5)) == 5
    assert m.lookup(None) == -1
    assert m.__tribind__["records"]["struct lookup"]["py"] == "struct_lookup"


def test_further_names_of_a_class(m):
    assert m.pair_t is m.pair
    assert m.pair_alias is m.pair


def test_every_public_name_is_there(m):
    for name in m.__all__:
        assert hasattr(m, name), name
        assert not name.startswith("_tb_")
    assert len(set(m.__all__)) == len(m.__all__)
    namespace = {}
    exec("from contract import *", namespace)  # noqa: S102
    assert set(m.__all__) <= set(namespace)


def test_nothing_else_is_public(m):
    public = {name for name in vars(m) if not name.startswith("_")}
    assert public - set(m.__all__) == set()
