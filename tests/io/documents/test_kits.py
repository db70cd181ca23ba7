"""Kits in the file of a build: read, unfolded, written again, and what is said of each mistake."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.documents.builds import load_builds, read_build
from planner.io.documents.toml_text import build_toml
from planner.model.build import Build
from planner.model.findings import Finding
from planner.model.kits import MAX_LEVELS, MAX_LINES
from tests.examples import examples
from tests.kits import HEAD, KRAKEN_IN_KITS, built, inner, inner_kit, kit, part, use


def read(*lists: str, known: dict[str, Build] | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a file of these lists; something must be."""
    text = (HEAD + "\n" + "".join(lists)).encode()
    build, findings = read_build("mine.toml", text, known=known or {})
    assert build is None
    return findings


def pieces(build: Build) -> dict[tuple[str, str], int]:
    return {("/".join(each.within), each.part_number): each.quantity for each in build.positions}


def test_a_kit_is_unfolded_and_its_quantities_multiply_level_by_level() -> None:
    build = built(
        kit("cabled", inner("cable", 2)),
        kit("node", inner("board"), inner_kit("cabled", 3)),
        kit("rack", inner("shelf"), inner_kit("node", 4)),
        use("rack", 2),
        part("switch"),
    )

    assert pieces(build) == {
        ("", "switch"): 1,
        ("rack", "shelf"): 2,
        ("rack/node", "board"): 8,
        ("rack/node/cabled", "cable"): 48,
    }
    assert [(each.path, each.quantity) for each in build.kits] == [
        (("rack",), 2),
        (("rack", "node"), 4),
        (("rack", "node", "cabled"), 3),
    ]


def test_spares_of_a_kit_are_those_of_all_its_kits() -> None:
    spared = inner("card", 3).replace("quantity = 3\n", "quantity = 3\nspares = 1\n")
    build = built(kit("node", spared), use("node", 5))

    assert [(each.quantity, each.spares) for each in build.positions] == [(15, 5)]


def test_a_kit_is_written_once_however_often_it_is_used() -> None:
    build = built(
        kit("base", inner("board"), title="The base"),
        kit("worker", inner("card"), inner_kit("base")),
        use("worker", 6),
        use("base"),
    )
    text = build_toml(build)

    assert text.count('name = "base"') == 1
    assert read_build("mine.toml", text.encode()) == (build, ())
    again, _ = read_build("mine.toml", text.encode())
    assert again is not None
    assert build_toml(again) == text


def test_kraken_in_kits_survives_a_round_trip() -> None:
    build, findings = read_build("kraken-in-kits.toml", KRAKEN_IN_KITS.encode())
    assert build is not None
    assert findings == ()
    assert max(len(each.within) for each in build.positions) == 3

    text = build_toml(build)
    assert read_build("kraken-in-kits.toml", text.encode()) == (build, ())


def test_the_example_of_the_docs_is_read() -> None:
    docs = Path(__file__).resolve().parents[3] / "docs" / "builds.md"
    example = docs.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]

    assert pieces(built(example)) == {
        ("", "gs308"): 1,
        ("node", "rpi-5-8gb"): 7,
        ("node", "cat6-slim-lead-0.3m"): 7,
    }


def chain(deep: int, quantity: int = 1) -> str:
    """Return kits that lie in one another, so many levels deep."""
    kits = [kit(f"level-{deep}", inner("board", quantity))]
    kits += [
        kit(f"level-{level}", inner_kit(f"level-{level + 1}", quantity)) for level in range(1, deep)
    ]
    return "".join(kits) + use("level-1", quantity)


NODE = kit("node", inner("board"))
USED = NODE + use("node", 7)
MISTAKES = [
    (USED + use("nod"), "row 18, positions 2.kit", "There is no kit 'nod'. Did you mean node?"),
    (part("a") + use("b"), "row 11, positions 2.kit", "Write it as [[kits]] with a name."),
    (
        kit("a", inner_kit("b")) + kit("b", inner_kit("a")) + use("a"),
        "row 9, kits 1.positions 1.kit",
        "The kit 'a' is in itself: a → b → a.",
    ),
    (
        kit("a", inner_kit("a", 2)) + use("a"),
        "row 9, kits 1.positions 1.kit",
        "The kit 'a' is in itself: a → a.",
    ),
    (
        kit("spare", inner("x")) + USED,
        "row 6, kits 1.name",
        "The kit 'spare' is in no line: nothing of it would be bought. Add a line with kit =",
    ),
    (
        kit("lid", inner("x")) + kit("spare", inner_kit("lid")) + USED,
        "row 6, kits 1.name",
        "The kit 'lid' is only in kits that are not used: nothing of it would be bought.",
    ),
    (NODE + USED, "row 14, kits 2.name", "Two kits are called 'node'."),
    (
        USED + use("node", 2),
        "row 18, positions 2.kit",
        "Two lines of one list are the kit 'node'. Write one line with quantity = 9.",
    ),
    (kit("node") + use("node"), "row 6, kits 1.name", "The kit 'node' is empty."),
    (
        NODE + use("node", 3).replace("\n\n", '\nslot = "board"\npart_number = "pi"\n'),
        "row 14, positions 1.kit",
        "This line is both the kit 'node' and the part 'pi'. Write two lines",
    ),
    (NODE + use("node", 0), "row 15, positions 1.quantity", "'0' is less than 1."),
    (NODE + use("node", -2), "row 15, positions 1.quantity", "'-2' is less than 1."),
    (NODE + use("node", 1.5), "row 15, positions 1.quantity", "'1.5' is not a whole number."),
    (NODE + use("node", 10**9), "row 15, positions 1.quantity", "'1000000000' is more than 100000"),
    (NODE + use("node", '"many"'), "positions 1.quantity", "'many' is not a whole number."),
    (NODE + use("node", "nan"), "positions 1.quantity", ""),
    (NODE + '[[positions]]\nkit = "node"\n', "positions 1.quantity", "The key quantity is missing"),
    (NODE + use("Node"), "positions 1.kit", "'Node'"),
    (kit("node", inner("a"), title="x" * 81) + use("node"), "kits 1.title", "at most 80 fit"),
    (NODE + use("node") + "within = ['node']\n", "", "'within' is not a key of this table."),
    (
        kit("node", inner("board", 0)) + use("node"),
        "row 11, kits 1.positions 1.quantity",
        "'0' is less than 1.",
    ),
    (
        kit("node", inner("a"), inner("b").replace("quantity", "quantty")) + use("node"),
        "row 16, kits 1.positions 2.quantty",
        "'quantty' is not a key of this table. Did you mean quantity?",
    ),
    ("kits = 5\n", "row 5, kits", ""),
    ("kits = [5]\n" + part("a"), "kits 1", ""),
    (kit("node").replace("name", "nam") + use("node"), "row 6, kits 1.nam", "Did you mean name?"),
    ('[[kits]]\nname = "a"\npositions = 5\n' + use("a"), "row 7, kits 1.positions", ""),
    (part("a") + "[[kits]]\n", "kits 1.name", "The key name is missing."),
    (
        chain(3, 10_000),
        "row 11, kits 1.positions 1.quantity",
        "10,000 × 10,000 × 10,000 × 10,000 = 10,000,000,000,000,000 pieces; a line may have up",
    ),
    (chain(MAX_LEVELS + 1), "", f"lies more than {MAX_LEVELS} levels deep."),
]


@pytest.mark.parametrize(("lists", "place", "said"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_to_do(lists: str, place: str, said: str) -> None:
    told = [each.line() for each in read(lists)]

    assert [line for line in told if place in line and said in line], told


def test_as_many_levels_as_there_may_be_are_read() -> None:
    assert len(built(chain(MAX_LEVELS)).kits) == MAX_LEVELS


def test_kits_that_double_at_every_level_are_refused_at_once() -> None:
    doubling = [kit("k7", inner("a"), *(inner(f"p{each}") for each in range(50)))]
    for level in range(6, 0, -1):
        twins = "".join(
            kit(f"k{level}{twin}", inner_kit(f"k{level + 1}a"), inner_kit(f"k{level + 1}b"))
            for twin in "ab"
        )
        doubling.append(twins)
    doubling[0] = "".join(
        kit(f"k7{twin}", *(inner(f"p{each}") for each in range(100))) for twin in "ab"
    )
    before = perf_counter()
    found = read(*doubling, use("k1a"), use("k1b"))

    assert [each.code for each in found] == ["kit-too-large"]
    assert f"12,800 lines; up to {MAX_LINES:,} are read" in found[0].message
    assert perf_counter() - before < 5


MANY = 10_000


@pytest.mark.parametrize(
    ("lists", "codes"),
    [
        ("".join(kit(f"k{n}", inner_kit(f"k{(n + 1) % MANY}")) for n in range(MANY)), 1),
        ("".join(kit(f"k{n}", inner_kit(f"other{n}")) for n in range(MANY)), 51),
        ("".join(kit(f"k{n}", inner("x")) for n in range(MANY)), 51),
        (NODE * MANY, 51),
    ],
    ids=["in a circle", "unknown", "unused", "of one name"],
)
def test_ten_thousand_kits_are_judged_at_once(lists: str, codes: int) -> None:
    before = perf_counter()
    found = read(lists, use("k0"))

    assert len(found) == codes
    assert len(found[0].message) < 200
    assert perf_counter() - before < 60


def test_no_more_mistakes_are_told_than_anybody_mends_at_once() -> None:
    last = read("".join(kit(f"k{n}", inner("x")) for n in range(60)), use("k0"))[-1]
    assert last.message == "More mistakes of this kind were not looked at."


def test_a_part_that_does_not_name_its_sum_is_told_of_a_build_with_kits_too() -> None:
    shared = inner("board").replace("\n\n", '\nshare_of = "x"\nlist_price = "5.00 SGD"\n\n')
    assert "names no published sum" in read(kit("node", shared), use("node"))[0].message


def test_what_is_wrong_beside_the_kits_is_told_first() -> None:
    found = read(USED + '[rate]\nbase = "SGD"\n')
    assert "rate.quote" in found[0].line()


NODE_BUILD = built(kit("card", inner("sd")), part("board"), use("card", 2), name="my-node")


def test_a_kit_may_be_another_build_by_name() -> None:
    text = HEAD + '[[kits]]\nname = "node"\nbuild = "my-node"\n\n' + use("node", 7) + part("hub")
    build, findings = read_build("mine.toml", text.encode(), known={"my-node": NODE_BUILD})

    assert findings == ()
    assert build is not None
    assert pieces(build) == {("", "hub"): 1, ("node", "board"): 7, ("node/node-card", "sd"): 14}
    assert build.kits[0].called == "A cluster"
    written = build_toml(build)
    assert 'build = "my-node"' in written
    assert "sd" not in written
    assert read_build("mine.toml", written.encode(), known={"my-node": NODE_BUILD}) == (build, ())


REFERRED = '[[kits]]\nname = "node"\nbuild = "my-node"\n\n'


@pytest.mark.parametrize(
    ("lists", "changes", "said"),
    [
        (REFERRED.replace("my-node", "my-nde"), {}, "Did you mean my-node?"),
        (REFERRED + inner("x"), {}, "has both lines and a build, 'my-node'"),
        (REFERRED.replace("my-node", "nothing-alike"), {}, "Name a build of the catalog."),
    ],
)
def test_a_build_that_cannot_be_a_kit_is_told(lists: str, changes: object, said: str) -> None:
    found = read(lists, use("node", 2), known={"my-node": NODE_BUILD})
    assert said in found[0].line()


def test_kits_by_reference_count_to_the_levels_and_the_pieces_too() -> None:
    deep = built(chain(MAX_LEVELS), name="my-node")
    found = read(REFERRED, use("node"), known={"my-node": deep})
    assert [each.code for each in found] == ["kit-too-deep"]

    many = built(part("board", 60_000), name="my-node")
    found = read(REFERRED, use("node", 2), known={"my-node": many})
    assert "2 × 60,000 = 120,000 pieces" in found[0].message


@examples(60)
@given(st.data())
def test_any_kits_are_written_and_read_as_they_were(data: st.DataObject) -> None:
    names = ["a", "b", "c", "d"]
    lists = []
    for place, name in enumerate(names):
        lines = [
            inner(f"part-{data.draw(st.integers(1, 3))}", data.draw(st.integers(1, 3)))
            for _ in range(data.draw(st.integers(1, 2)))
        ]
        later = names[place + 1 :]
        lines += [
            inner_kit(each, data.draw(st.integers(1, 3)))
            for each in later
            if data.draw(st.booleans())
        ]
        lists.append(kit(name, *lines))
    build = built(
        *lists,
        *(use(name, data.draw(st.integers(1, 3))) for name in names),
        part("part-1", data.draw(st.integers(1, 9))),
    )

    again, findings = read_build("mine.toml", build_toml(build).encode())
    assert findings == ()
    assert again == build


def written(tmp_path: Path, **files: str) -> Path:
    """Return a folder of builds, each written into a file of its name."""
    (tmp_path / "builds").mkdir()
    for name, text in files.items():
        (tmp_path / "builds" / f"{name}.toml").write_text(HEAD + text, encoding="utf-8")
    return tmp_path


def refers(build: str, many: int = 2) -> str:
    return f'[[kits]]\nname = "of-{build}"\nbuild = "{build}"\n\n' + use(f"of-{build}", many)


def test_builds_of_a_folder_are_kits_of_each_other_whatever_they_are_called(
    tmp_path: Path,
) -> None:
    folder = written(
        tmp_path, a=refers("b", 3), b=refers("c") + part("board"), c=part("cable", 2), d=part("hub")
    )
    builds, findings = load_builds(folder)

    assert findings == ()
    assert [each.name for each in builds] == ["a", "b", "c", "d"]
    assert pieces(builds[0]) == {("of-b", "board"): 3, ("of-b/of-b-of-c", "cable"): 12}


def test_builds_that_are_made_of_each_other_are_told_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    folder = written(tmp_path, a=refers("b"), b=refers("a"), c=refers("a"), d=part("hub"))
    builds, findings = load_builds(folder)

    assert [each.name for each in builds] == ["d"]
    assert [each.subject for each in findings] == ["a", "b", "c"]
    assert findings[0].line() == (
        "builds/a.toml row 6, kits 1.build: The builds that are its kits lead in a circle: "
        "a → b → a. Remove one of these kits: no build can be made of itself."
    )


def test_a_build_with_charges_is_no_kit(tmp_path: Path) -> None:
    charge = '[[charges]]\nkind = "gst"\nlabel = "GST"\npercent = 7\nas_of = 2020-06-17\n'
    folder = written(tmp_path, a=refers("b"), b=part("x") + charge + 'source = "x"\n')
    builds, (found,) = load_builds(folder)

    assert [each.name for each in builds] == ["b"]
    assert found.message == "The build 'b' has charges (GST), and a kit has none."


def test_what_a_build_by_reference_brings_along_comes_with_it(tmp_path: Path) -> None:
    own = (
        '[[parts]]\ncategory = "switch"\npart_number = "mine"\nname = "Mine"\nsource = "x"\n\n'
        '[[vendors]]\nvendor = "acme"\nname = "Acme"\nkind = "shop"\ncurrency = "SGD"\n\n'
        + part("mine", slot="switch")
    )
    builds, findings = load_builds(written(tmp_path, a=refers("b"), b='frozen = ["mine"]\n' + own))

    assert findings == ()
    assert [each.part_number for each in builds[0].parts] == ["mine"]
    assert [each.vendor for each in builds[0].vendors] == ["acme"]
    assert builds[0].frozen == ("mine",)


def test_a_reference_that_is_no_text_is_told(tmp_path: Path) -> None:
    builds, findings = load_builds(
        written(tmp_path, a="kits = [5, {build = 5}]\n", b="kits = = build\n")
    )
    assert builds == ()
    assert {each.subject for each in findings} == {"a", "b"}
