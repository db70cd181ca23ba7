"""The map of the house as code: what is in a room, and which sub-room may import which.

The first half holds the tables and the rules, the middle one test per rule over the project, the
last part shows that each rule catches something. `docs/architecture.md` draws the same map.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import pytest

from scripts import house_map
from tests.test_architecture import Source, imports, product, source


def _table(text: str) -> dict[str, frozenset[str]]:
    # A row may go on below itself, deeper in.
    lines = re.sub(r"\n {12,}", " ", text).strip().splitlines()
    rows = (line.partition(":") for line in lines)
    return {name.strip(): frozenset(allowed.split()) for name, _, allowed in rows}


# By room: each sub-room with the sub-rooms of the same room that it may import. A file of the room
# that stands in no folder is a sub-room of its own.
SUB_ROOMS: dict[str, dict[str, frozenset[str]]] = {
    "engine": _table("""
        solving:
        fitting:
        finding:
        wiring: fitting
        traffic: wiring fitting
        planning: wiring fitting
        rules: planning wiring fitting
        charges: solving
        buying: planning solving charges
        sizing: planning rules solving wiring fitting
        questions: sizing planning solving wiring
        delivered: questions sizing buying rules planning solving
        reporting: planning fitting traffic charges
    """),
    "io": _table("""
        text:
        files: text
        local_server:
        readers: text
        web: text
        rates: readers text files web
        prices: text web
        distributors: text web
        documents: readers text files
        catalog: readers text rates documents files
        own: readers text files
        device_types: text
        exporters: text files
        drawings: text
        carts: text
        bills: text
        returned: text
    """),
    "ui": _table("""
        menu:
        kit:
        visit: kit
        kept: visit kit menu
        catalog: visit kit
        compare: visit kit
        upgrade: visit kit
        start: visit kit menu
        bring: visit kit menu
        buy: visit kit
        plan: visit kit kept catalog
        size: visit kit buy catalog menu
        pages: start bring catalog compare upgrade buy plan size kept visit kit menu
    """),
    "cli": _table("""
        answer:
        progress: pipes
        streams:
        signatures:
        whole_numbers:
        completion:
        pipes:
        exit_codes:
        options: answer pipes
        output: answer options exit_codes
        answers: answer
        wish_values: options
        configured: options wish_values
        wishes: options wish_values signatures whole_numbers configured pipes
        commands: answers wishes wish_values signatures options answer progress
            whole_numbers completion configured pipes
        main: commands output answer progress streams configured pipes exit_codes
    """),
}
# Folders of interchangeable members: each is named in the registry, and nobody names it elsewhere.
FAMILIES = {
    PurePosixPath("planner/model/parts"): (PurePosixPath("planner/model/parts/__init__.py"),),
    PurePosixPath("planner/io/rates"): (PurePosixPath("planner/io/rates/__init__.py"),),
    PurePosixPath("planner/io/exporters"): (PurePosixPath("planner/io/exporters/__init__.py"),),
    PurePosixPath("planner/io/prices"): (PurePosixPath("planner/io/prices/__init__.py"),),
    PurePosixPath("planner/io/distributors"): (
        PurePosixPath("planner/io/distributors/__init__.py"),
    ),
    PurePosixPath("planner/io/carts"): (PurePosixPath("planner/io/carts/__init__.py"),),
    PurePosixPath("planner/ui/pages"): (PurePosixPath("planner/ui/menu.py"),),
}


FACES = {"ui", "cli", "jobs"}
HANDED_IN = {"Effort", "GoOn", "OutOfTimeError", "Progress"}


# The rooms that ask jobs, and what of the engine they may reach themselves: what reads a plan,
# edits a build or tells an answer. `planning.plan` makes plans, which is for jobs; of `solving`
# they see how long an answer may take and how far it is.
ASKING = {"ui", "cli", "api", "app"}
OPEN_TO_THEM = {"planning", "reporting", "wiring", "fitting", "traffic"}
CLOSED_TO_THEM = {"planner.engine.planning.plan"}
HANDED_ON = {"planner.engine.solving.effort", "planner.engine.solving.progress"}


# --- the rules -----------------------------------------------------------------------------------


def modules(sources: Iterable[Source]) -> dict[str, Source]:
    """Return the modules of the product by their dotted names; a package by its own."""
    named = {}
    for each in sources:
        parts = each.path.with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = each
    return named


def imported(each: Source, known: Mapping[str, Source]) -> Iterator[tuple[int, str]]:
    """Yield the line and the module of every import of a module of the product."""
    for line, name in imports(each.tree):
        module = name if name in known else name.rpartition(".")[0]
        if module in known:
            yield line, module


def place(module: str) -> tuple[str, str]:
    """Return the room and the sub-room of a module, each empty where there is none."""
    parts = module.split(".")
    return (parts[1] if len(parts) > 1 else ""), (parts[2] if len(parts) > 2 else "")


def unknown_folders(sources: Iterable[Source]) -> list[str]:
    """Return the folders inside a room that the map does not have."""
    found = {each.path.parent for each in sources if len(each.path.parts) > 3}
    return [
        f"{folder}: no sub-room of the map and no family. Draw it on the map first: "
        "what comes in, what goes out, whom it may import."
        for folder in sorted(found)
        if folder.parts[0] == "planner"
        and folder not in FAMILIES
        and folder.parts[2] not in SUB_ROOMS.get(folder.parts[1], {})
    ]


def wrong_ways(sources: Iterable[Source]) -> list[str]:
    """Return the imports from one sub-room into another that it may not import."""
    known, found = modules(sources), []
    for name, each in known.items():
        room, mine = place(name)
        if (table := SUB_ROOMS.get(room)) is None:
            continue
        for line, other in imported(each, known):
            its_room, its = place(other)
            if its_room != room or its in ("", mine) or not mine or its in table.get(mine, ()):
                continue
            allowed = ", ".join(sorted(table.get(mine, ()))) or "no other sub-room"
            found.append(
                f"{each.path}:{line}: {room}/{mine} may not import {other}; "
                f"it may import {allowed}."
            )
    return list(dict.fromkeys(found))


def circles(sources: Iterable[Source]) -> list[str]:
    """Return one circle of imports for each module that is on one, types included."""
    known = modules(sources)
    graph = {
        name: {other for _, other in imported(each, known) if other != name}
        for name, each in known.items()
    }
    # What imports nothing that is left goes, over and over; what stays is on a circle or needs one.
    left = dict(graph)
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    needed = {other for others in left.values() for other in others}
    while unneeded := [name for name in left if name not in needed]:
        for name in unneeded:
            del left[name]
        needed = {other for others in left.values() for other in others}
    return [
        f"{name} is on a circle with {', '.join(sorted(left[name] & left.keys()))}."
        for name in sorted(left)
    ]


def doors(sources: Iterable[Source]) -> list[str]:
    """Return the modules whose name does not say whether other sub-rooms may use them.

    One that only its own sub-room imports begins with `_`, so that what does not is the face of
    the sub-room. Members of families are reached by their registry and keep their names.
    """
    known = modules(sources)
    users: dict[str, set[tuple[str, str]]] = {name: set() for name in known}
    for name, each in known.items():
        for _, other in imported(each, known):
            if other != name:
                users[other].add(place(name))
    found = []
    for name, each in known.items():
        if name.count(".") != 3 or each.path.parent in FAMILIES:
            continue
        closed = name.rpartition(".")[2].startswith("_")
        own = all(user == place(name) for user in users[name])
        if own and not closed:
            found.append(f"{each.path}: only its own sub-room imports it; begin its name with _.")
        if closed and not own:
            found.append(f"{each.path}: another sub-room imports it; take the _ from its name.")
    return found


def answers_of_the_engine(sources: Iterable[Source]) -> list[str]:
    """Return where a face of the house takes a class from the engine.

    What is handed on to other rooms is a record of model: it can be kept, sent and read back
    without the engine that made it. Only how much may be spent on an answer is handed in.
    """
    return [
        f"{each.path}:{line}: {name} is a class of the engine; make it a record of model."
        for each in sources
        if place(".".join(each.path.with_suffix("").parts))[0] in FACES
        for line, name in imports(each.tree)
        if name.startswith("planner.engine.")
        and name.rpartition(".")[2] not in HANDED_IN
        and re.match("[A-Z][a-z]", name.rpartition(".")[2])
    ]


def composed_outside_of_jobs(sources: Iterable[Source]) -> list[str]:
    """Return where a face of the house asks the engine itself, past jobs.

    Page, command and whatever comes beside them hand jobs a question and get its answer: so they
    answer alike. Reading a plan, editing a build and telling an answer are open to them.
    """
    known = modules(sources)
    found = []
    for name, each in known.items():
        room = place(name)[0] or name
        if room not in ASKING:
            continue
        for line, other in imported(each, known):
            its_room, its = place(other)
            closed = its not in OPEN_TO_THEM or other in CLOSED_TO_THEM
            if its_room == "engine" and closed and other not in HANDED_ON:
                found.append(
                    f"{each.path}:{line}: {room} may not ask {other}; ask planner.jobs for it. "
                    f"Open to it are {', '.join(sorted(OPEN_TO_THEM))}."
                )
    return list(dict.fromkeys(found))


def mute_sub_rooms(sources: Iterable[Source]) -> list[str]:
    """Return the sub-rooms whose `__init__.py` does not say what goes in and what comes out."""
    return [
        f"{each.path}: say in one sentence what goes in and what comes out."
        for each in sources
        if each.path.name == "__init__.py"
        and len(each.path.parts) == 4
        and not (ast.get_docstring(each.tree) or "").split("\n")[0].endswith(".")
    ]


# --- the project keeps them ----------------------------------------------------------------------


def assert_none(found: list[str], law: str) -> None:
    assert not found, "\n".join(["", law, *found])


def test_every_folder_is_on_the_map() -> None:
    assert_none(unknown_folders(product()), "A folder inside a room is a family or a sub-room.")


def test_every_sub_room_of_the_map_is_there() -> None:
    there = {place(name) for name in modules(product())}

    assert {(room, name) for room, table in SUB_ROOMS.items() for name in table} == {
        (room, name) for room, name in there if name and room in SUB_ROOMS
    }


def test_sub_rooms_import_each_other_as_the_map_says() -> None:
    assert_none(wrong_ways(product()), "Data flows one way.")


def test_the_map_has_no_circle() -> None:
    for table in SUB_ROOMS.values():
        left = dict(table)
        while free := [name for name, allowed in left.items() if not allowed & left.keys()]:
            for name in free:
                del left[name]
        assert not left


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert_none(circles(product()), "What proposes is never what approves.")


def test_what_only_a_sub_room_itself_uses_stands_behind_its_door() -> None:
    assert_none(doors(product()), "The face of a sub-room is what `ls` shows without _.")


def test_what_crosses_a_room_is_a_record_of_model() -> None:
    assert_none(answers_of_the_engine(product()), "Answers are records, not the engine's own.")


def test_whoever_shows_an_answer_asks_jobs_for_it() -> None:
    assert_none(composed_outside_of_jobs(product()), "Page and command ask jobs.")


def test_every_sub_room_says_what_goes_in_and_what_comes_out() -> None:
    assert_none(mute_sub_rooms(product()), "A newcomer reads __init__.py first.")


def test_the_page_of_the_house_names_every_module_by_its_first_sentence() -> None:
    page = house_map.PAGE.read_text("utf-8")

    assert house_map.with_map(page) == page, "The map is out of date: make map"


# --- and each of them bites ----------------------------------------------------------------------

FILES = {
    "planner/__init__.py": '"""P."""',
    "planner/engine/__init__.py": '"""E."""',
    "planner/engine/solving/__init__.py": '"""Programs in, answers out."""',
    "planner/engine/solving/solver.py": "",
    "planner/engine/buying/__init__.py": '"""Needs in, baskets out."""',
    "planner/engine/buying/basket.py": "from planner.engine.solving.solver import minimize",
    "planner/ui/__init__.py": '"""U."""',
    "planner/ui/visit/__init__.py": '"""V."""',
    "planner/ui/visit/in_view.py": "from planner.jobs import buying",
    "planner/jobs/__init__.py": '"""J."""',
    "planner/jobs/buying.py": "from planner.engine.buying import basket",
    "app.py": "from planner.ui.visit import in_view",
}


def house(changes: Mapping[str, str] | None = None) -> list[Source]:
    """Return a small house in which nothing is wrong, with some files changed or added."""
    return [source(path, text) for path, text in {**FILES, **(changes or {})}.items()]


@pytest.mark.parametrize(
    "rule",
    [
        unknown_folders,
        wrong_ways,
        circles,
        doors,
        answers_of_the_engine,
        composed_outside_of_jobs,
        mute_sub_rooms,
    ],
)
def test_a_house_in_order_is_let_pass(rule: Callable[[list[Source]], list[str]]) -> None:
    assert rule(house()) == []


SOLVER_MODULE = "planner.engine.solving.solver"
BASKET, SOLVER = "planner/engine/buying/basket.py", "planner/engine/solving/solver.py"


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (unknown_folders, {"planner/engine/cellar/wine.py": ""}, "engine/cellar: no sub-room"),
        (
            wrong_ways,
            {SOLVER: "from planner.engine.buying.basket import buy"},
            "engine/solving may not import planner.engine.buying.basket; it may import no other",
        ),
        (
            wrong_ways,
            {SOLVER: "def f():\n    from planner.engine.buying import basket"},
            "solver.py:2: engine/solving may not import planner.engine.buying.basket",
        ),
        (
            circles,
            {
                "planner/engine/buying/needs.py": "from planner.engine.buying import basket",
                BASKET: "from planner.engine.buying.needs import needs_of",
            },
            "planner.engine.buying.basket is on a circle with planner.engine.buying.needs.",
        ),
        (
            doors,
            {
                "planner/engine/buying/needs.py": "",
                BASKET: "from planner.engine.buying.needs import needs_of",
            },
            "needs.py: only its own sub-room imports it",
        ),
        (
            doors,
            {
                "planner/engine/buying/_needs.py": "",
                "planner/ui/visit/in_view.py": "from planner.engine.buying import _needs, basket",
            },
            "_needs.py: another sub-room imports it",
        ),
        (
            answers_of_the_engine,
            {"planner/ui/visit/in_view.py": "from planner.engine.buying.basket import Found"},
            "in_view.py:1: planner.engine.buying.basket.Found is a class of the engine",
        ),
        (
            composed_outside_of_jobs,
            {"planner/ui/visit/in_view.py": f"def f():\n    import {SOLVER_MODULE}"},
            "in_view.py:2: ui may not ask planner.engine.solving.solver; ask planner.jobs for it",
        ),
        (
            composed_outside_of_jobs,
            {
                "planner/engine/planning/__init__.py": '"""Plans."""',
                "planner/engine/planning/plan.py": "",
                "app.py": "from planner.engine.planning.plan import make_plan",
            },
            "app.py:1: app may not ask planner.engine.planning.plan",
        ),
        (
            composed_outside_of_jobs,
            {"planner/cli/__init__.py": '"""C."""', "planner/cli/go.py": f"import {SOLVER_MODULE}"},
            "cli may not ask planner.engine.solving.solver",
        ),
        (mute_sub_rooms, {"planner/engine/buying/__init__.py": '"""Buys"""'}, "in one sentence"),
    ],
)
def test_a_house_out_of_order_is_caught(
    rule: Callable[[list[Source]], list[str]], changes: dict[str, str], words: str
) -> None:
    assert any(words in line for line in rule(house(changes)))
