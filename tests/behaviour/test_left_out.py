"""What the libraries of this suite have that is left out: no more than what stands here, in any style."""

import pytest

EXPECTED = {
    "layouts": {},
    "callbacks": {},
    "corners": {"missing_variable": "not defined"},
    "configured": {"unsigned_of": "variadic function", "STRINGED": "macro"},
}


@pytest.mark.parametrize("theme", EXPECTED)
def test_what_is_left_out(request, theme):
    skipped = dict(request.getfixturevalue(theme).__tribind__["skipped"])
    # The macro against reading a header twice has no value.
    assert skipped.pop(f"{theme.upper()}_H")
    # What signatures stand for is not there by its own name, and not lost.
    for callee in request.getfixturevalue(theme).__tribind__.get("signatures", {}):
        assert "signatures" in skipped.pop(callee)
    assert skipped.keys() == EXPECTED[theme].keys()
    for name, reason in EXPECTED[theme].items():
        assert reason in skipped[name]
