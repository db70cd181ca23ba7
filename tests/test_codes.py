"""Codes and hints of findings: each code is known once, and a hint is free of where it is read.

A code that is made is in the table of `planner/model/codes.py`, and the other way round; nobody
else knows codes by heart. What model, engine, io and jobs say is read on a page as well as on a
command line, so it names neither an option nor a button.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from planner.cli import answer
from planner.model.code_kinds import PLAIN, About, Mend
from planner.model.codes import CODES, advice, meaning
from planner.model.findings import Finding, Severity
from planner.ui.kit import wording
from tests.finding_codes import Made, made_in, texts_of
from tests.syntax import nodes, parsed

PLANNER = Path(__file__).resolve().parents[1] / "planner"
TABLE = "planner/model/codes.py"
SCREEN = "planner/ui/x.py"
SHARED_ROOMS = ("model", "engine", "io", "jobs")
# Made in more than one module, and the same in each: what a reader of files finds by itself and
# with another one, a file by itself and in its folder, plugs by the sum and barrel by barrel.
MADE_TWICE = frozenset(
    """build-invalid requirement-invalid file-empty file-too-large offer-vendor-unknown
    rates-live-day volts-differ workbook-too-large""".split()
)
OF_THE_COMMAND_LINE = re.compile(
    r"(?<![\w-])--[a-z]|\bplanner [a-z]+ --|\bplanner (?:parts|size)\b"
)
OF_A_PAGE = re.compile(r"\b(?:click|button|the page|menu|browser|tick)", re.IGNORECASE)


@cache
def texts() -> dict[str, str]:
    """Return the text of every module of the product."""
    return texts_of(PLANNER)


@cache
def made() -> list[Made]:
    """Return each code that the product makes findings with."""
    return made_in(texts())


def test_every_code_that_is_made_is_known_and_every_code_that_is_known_is_made() -> None:
    assert {made.code for made in made()} == set(CODES)


def test_each_code_stands_in_the_table_once() -> None:
    assert written_twice(texts()[TABLE]) == []


def test_one_code_has_one_meaning_because_one_module_makes_it() -> None:
    makers: dict[str, set[str]] = defaultdict(set)
    for each in made():
        makers[each.code].add(each.module)
    assert {code for code, modules in makers.items() if len(modules) > 1} == MADE_TWICE


def test_nobody_knows_codes_by_heart() -> None:
    assert known_by_heart(texts(), made()) == []


def test_what_is_read_everywhere_names_no_option_and_no_button() -> None:
    shared = {
        module: text
        for module, text in texts().items()
        if module.split("/")[1] in SHARED_ROOMS and not module.endswith("exporters/html.py")
    }
    assert said(shared, OF_THE_COMMAND_LINE) == []
    # Pages of shops, which are opened in a browser, are what two rooms are about; and among the
    # words by which a part is known there are push buttons.
    others = {
        module: text
        for module, text in shared.items()
        if not module.startswith(("planner/io/prices/", "planner/io/web/"))
        and module != "planner/engine/finding/_kinds.py"
    }
    assert said(others, OF_A_PAGE) == []


def test_a_page_names_no_option_and_the_command_line_no_button() -> None:
    faces = texts()
    pages = {module: text for module, text in faces.items() if module.startswith("planner/ui")}
    # The command that starts the app opens it in the browser, and says so.
    starts_the_app = "planner/cli/commands/serving.py"
    commands = {
        module: text
        for module, text in faces.items()
        if module.startswith("planner/cli") and module != starts_the_app
    }
    # Style sheets have variables that look like options.
    assert [each for each in said(pages, OF_THE_COMMAND_LINE) if "var(--" not in each] == []
    assert said(commands, OF_A_PAGE) == []


@pytest.mark.parametrize("mend", Mend)
def test_each_face_has_words_of_its_own_for_what_mends_a_finding(mend: Mend) -> None:
    assert all(mend in words for words in (PLAIN, answer.WORDS, wording.MENDS))
    for words in (PLAIN, wording.MENDS):
        assert not OF_THE_COMMAND_LINE.search(words[mend])
    for words in (PLAIN, answer.WORDS):
        assert not OF_A_PAGE.search(words[mend])


def test_what_mends_a_finding_is_said_where_it_does_not_say_so_itself() -> None:
    found = Finding(
        code="nothing-to-compare", severity=Severity.ERROR, subject="x", message="Nothing."
    )
    assert found.line() == "Nothing. Drop a requirement, or give it more time."
    assert answer.remark(found).endswith("Drop a requirement, or give it longer with --time-limit.")
    assert wording.advice(found) == "Drop a requirement, or search longer."
    own = found.model_copy(update={"hint": "Think again."})
    assert own.advice() == "Think again."


def test_a_code_that_nobody_made_is_treated_as_the_gravest_are() -> None:
    assert meaning("of-tomorrow").about is About.FIT
    assert advice("of-tomorrow") == ""


# --- the rules ------------------------------------------------------------------------------------


def written_twice(table: str) -> list[str]:
    """Return the codes that are keys of a table more than once."""
    keys = [
        ast.unparse(key)
        for node in ast.walk(ast.parse(table))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if key is not None
    ]
    return [key for key, count in Counter(keys).items() if count > 1]


def known_by_heart(sources: Mapping[str, str], makes: Iterable[Made]) -> list[str]:
    """Return where a code is written that is not made there."""
    made_there = {(each.code, each.module, each.line) for each in makes}
    return [
        f"{module}:{text.lineno}: {text.value} is asked for by its code; ask what it is about."
        for module, text in _strings(sources)
        if text.value in CODES
        and "-" in text.value
        and module != TABLE
        and (text.value, module, text.lineno) not in made_there
    ]


def said(sources: Mapping[str, str], words: re.Pattern[str]) -> list[str]:
    """Return the texts that hold such words, docstrings aside."""
    return [
        f"{module}:{text.lineno}: {text.value}"
        for module, text in _strings(sources)
        if words.search(text.value)
    ]


def _strings(sources: Mapping[str, str]) -> Iterable[tuple[str, ast.Constant]]:
    for module, text in sources.items():
        yield from ((module, each) for each in _texts_in(text))


@cache
def _texts_in(module: str) -> tuple[ast.Constant, ...]:
    """Return the texts of a module, docstrings aside."""
    found = nodes(parsed(module))
    docs = {
        id(node.body[0].value)
        for node in found
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return tuple(
        node
        for node in found
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )


# --- that they catch something --------------------------------------------------------------------

MAKER = """
from x import Finding, Problem

OWN = "c-constant"


class Problem:
    column: str | None
    code: str = "c-default"


def add(code, subject, *, hint=""):
    yield Finding(code=code, hint=hint)


def toml(what):
    yield Finding(code=f"{what}-not-toml")


def rule(short):
    code, other = "c-pair", 1
    yield Finding(code="c-plain")
    yield Finding(code="c-yes" if short else "c-no")
    yield Finding(code=OWN)
    yield Finding(code=code)
    yield Problem(None, "", "", "", "c-fifth")
    intake.add("c-handed", "about it")
    things.add("no-code")
    toml(what="c")
    yield Finding(code=other.code)
"""


def test_codes_are_found_however_they_are_made() -> None:
    assert {made.code for made in made_in({"planner/x.py": MAKER})} == set(
        """c-constant c-default c-fifth c-handed c-no c-not-toml c-pair c-plain c-yes""".split()
    )


@pytest.mark.parametrize(
    "disease",
    [
        'def shown(found):\n    return found.code == "rate-missing"',
        '_MISSING = ("purchase-no-offer", "purchase-stock")',
        'REMEDIES = {"ports-short": "switch"}',
    ],
)
def test_a_screen_that_knows_codes_by_heart_is_found(disease: str) -> None:
    ill, well = {SCREEN: disease}, {SCREEN: 'Finding(code="rate-missing")'}
    assert known_by_heart(ill, made_in(ill))
    assert not known_by_heart(well, made_in(well))


@pytest.mark.parametrize(
    "hint",
    [
        "Give it longer with --time-limit.",
        "See: planner parts",
        "See: planner size --help",
        "Write it with planner template --all.",
    ],
)
def test_hints_of_the_command_line_are_found(hint: str) -> None:
    assert said({"planner/engine/x.py": f"hint = {hint!r}"}, OF_THE_COMMAND_LINE)
    assert not said({"planner/engine/x.py": f'"""{hint}"""'}, OF_THE_COMMAND_LINE)


@pytest.mark.parametrize("hint", ["Click on Size.", "Use the button.", "Go to the page Size."])
def test_hints_of_a_page_are_found(hint: str) -> None:
    assert said({"planner/engine/x.py": f"hint = {hint!r}"}, OF_A_PAGE)


def test_a_code_that_is_there_twice_is_found() -> None:
    assert written_twice('CODES = {"a": 1, "b": 2, "a": 3}') == ["'a'"]
