"""The README's table of what is bound in which style, from the outcomes of the behaviour suite."""

import ast

from conftest import ROOT

README = ROOT / "README.md"
BEGIN, END = "<!-- constructs: begin -->\n", "<!-- constructs: end -->\n"


def table(outcomes, styles):
    """A row for each file of the suite, by what it says it is about; a cell for each style."""
    lines = [
        f"| what the tests try | {' | '.join(styles)} |",
        f"| --- |{' --- |' * len(styles)}",
    ]
    for file in sorted((ROOT / "tests" / "behaviour").glob("test_*.py")):
        title = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        title = (
            title.splitlines()[0].rstrip(".").replace("|", "\\|").replace("*", "\\*")
        )
        cells = [cell(outcomes[style], file.name) for style in styles]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "".join(f"{line}\n" for line in lines)


def cell(outcomes, file):
    """How the tests of one file ended."""
    ended = [how for test, how in outcomes.items() if f"/{file}::" in f"/{test}"]
    if not ended or "failed" in ended:
        return "**no**"
    return "yes" if all(how == "passed" for how in ended) else "in part"


def read():
    """The table as the README has it."""
    text = README.read_text(encoding="utf-8")
    return text.partition(BEGIN)[2].partition(END)[0]


def write(new):
    """Puts the table into the README."""
    head, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    README.write_text(f"{head}{begin}{new}{END}{tail}", encoding="utf-8")
