"""Records kept as columns are the records themselves; one is made when it is asked for."""

import pickle
from dataclasses import replace

import pytest
from pydantic import ValidationError

from planner.model.catalog import Catalog, Stamp
from planner.model.filed import (
    ByKey,
    Filed,
    Gathered,
    Joined,
    Kept,
    Shelf,
    joined,
    once,
    picked,
    told,
    told_within,
)
from planner.model.parts import Storage, Switch
from planner.model.record import Record, fingerprint
from planner.model.table_columns import Columns, Said, all_but


class Label(Record):
    text: str
    size: int = 1


class Jar(Record):
    name: str
    shelf: str = "a"
    labels: tuple[Label, ...] = ()


class Larder(Record):
    jars: Kept[Jar] = ()


NAMES = ["plum", "pear", "fig"]
COLUMNS = Columns(
    Jar,
    {"name": NAMES, "shelf": ["b", Said.NOTHING, "c"], "text": ["x", "y", "x"]},
    {"size": 2},
    ("labels", Label),
)
JARS = tuple(
    Jar(name=name, labels=(Label(text=text, size=2),), **shelf)
    for name, text, shelf in zip(NAMES, "xyx", ({"shelf": "b"}, {}, {"shelf": "c"}), strict=True)
)


def filed() -> Filed[Jar]:
    return Filed(COLUMNS, 3)


def test_filed_records_are_those_that_were_made_at_once() -> None:
    assert tuple(filed()) == JARS == filed()
    assert filed() == filed()
    assert filed() != JARS[:2]
    assert filed() != "plum"
    assert hash(filed()) == hash(JARS)
    assert [each.model_fields_set for each in filed()] == [each.model_fields_set for each in JARS]
    assert [each.model_dump_json() for each in filed()] == [j.model_dump_json() for j in JARS]


def test_who_asks_again_gets_the_same_record() -> None:
    jars = filed()
    assert jars[1] is jars[1] is jars[-2]
    assert jars[0:2] == JARS[:2]
    assert jars[0:2][1] is jars[1]
    with pytest.raises(IndexError):
        jars[3]
    # Records that say the same within share it.
    assert jars[0].labels[0] is jars[2].labels[0]


def test_who_passes_by_once_leaves_nothing_behind() -> None:
    jars = filed()
    first = jars[0]
    assert next(once(jars)) is first
    assert tuple(once(jars)) == JARS
    assert [*once(jars)][1] is not [*once(jars)][1]
    assert [*once(JARS)] == [*JARS]


def test_a_column_tells_what_every_record_says() -> None:
    jars = filed()
    for name in ("name", "shelf", "labels"):
        assert [*told(jars, name)] == [*told(JARS, name)]
    assert [*jars.told("text")] == ["x", "y", "x"]
    assert [*jars.told("size")] == [2, 2, 2]
    plain = Filed(Columns(Jar, {"name": NAMES}, {}), 3)
    assert [*plain.told("shelf")] == ["a", "a", "a"]


def test_what_records_within_say_is_told_of_each_record() -> None:
    wanted = [("x",), ("y",), ("x",)]
    plain = Filed(Columns(Jar, {"name": NAMES}, {}), 3)
    assert [*told_within(filed(), "labels", "text")] == wanted
    assert [*told_within(JARS, "labels", "text")] == wanted
    assert [*told_within(joined((JARS, filed())), "labels", "text")] == wanted + wanted
    assert [*told_within(plain, "labels", "text")] == [(), (), ()]


def test_a_row_may_say_more_than_its_columns() -> None:
    more = Filed(Columns(Jar, {"name": NAMES}, {}, None, [{"shelf": "z"}, {}, {"name": "kiwi"}]), 3)
    assert [(each.name, each.shelf) for each in more] == [
        ("plum", "z"),
        ("pear", "a"),
        ("kiwi", "a"),
    ]
    assert [*more.told("shelf")] == ["z", "a", "a"]
    assert [*more.told("name")] == ["plum", "pear", "kiwi"]
    assert tuple(more.picked([2, 0])) == (more[2], more[0])


def test_a_row_may_say_more_of_the_record_within_and_shares_that_with_no_other() -> None:
    columns = replace(COLUMNS, more=[{"size": 7}, {}, {"shelf": "z"}], full=frozenset({"name"}))
    jars = Filed(columns, 3)
    assert [jar.labels for jar in jars] == [
        (Label(text="x", size=7),),
        (Label(text="y", size=2),),
        (Label(text="x", size=2),),
    ]
    assert [(jar.name, jar.shelf) for jar in jars] == [("plum", "b"), ("pear", "a"), ("fig", "z")]
    assert [jar.model_fields_set for jar in jars] == [
        {"name", "shelf", "labels"},
        {"name", "labels"},
        {"name", "shelf", "labels"},
    ]
    assert jars[0].labels[0].model_fields_set == {"text", "size"}


def test_some_of_them_are_picked_in_their_order() -> None:
    assert picked(filed(), [2, 0]) == (JARS[2], JARS[0]) == picked(JARS, [2, 0])
    assert isinstance(picked(filed(), [1]), Shelf)


def test_all_of_them_are_kept_but_some() -> None:
    assert all_but(NAMES, [0, 2]) == ["pear"]
    assert all_but(NAMES, []) == NAMES
    assert tuple(filed().without([1])) == (JARS[0], JARS[2])
    jars = filed()
    assert jars.without([]) is jars
    more = Filed(Columns(Jar, {"name": NAMES}, {}, None, [{"shelf": "z"}, {}, {}]), 3)
    assert [*more.without([1]).told("shelf")] == ["z", "a"]


def test_a_column_that_says_something_in_every_row_is_told_as_it_is() -> None:
    jars = Filed(replace(COLUMNS, full=frozenset({"name"})), 3)
    assert jars.told("name") is NAMES
    assert [*jars.told("shelf")] == ["b", "a", "c"]
    assert jars.stated() == {"name", "shelf", "text"}
    assert [jars.said("shelf")(row) for row in range(3)] == [True, False, True]


def test_what_several_rows_say_is_gathered_within_one_record() -> None:
    jars = filed().gathered([2, 0], [(2,), (1, 0)])
    both = (
        Jar(name="fig", shelf="c", labels=(Label(text="x", size=2),)),
        Jar(name="plum", shelf="b", labels=(Label(text="y", size=2), Label(text="x", size=2))),
    )
    assert tuple(jars) == both
    assert [each.model_fields_set for each in jars] == [each.model_fields_set for each in both]
    assert [*told_within(jars, "labels", "text")] == [("x",), ("y", "x")]
    assert [*told(jars, "labels")] == [each.labels for each in both]
    assert tuple(jars.picked([1, 0])) == both[::-1]
    assert tuple(jars.without([0])) == both[1:]
    assert pickle.loads(pickle.dumps(jars)) == both  # noqa: S301


def test_gathered_records_are_a_row_of_their_own() -> None:
    labels = Filed(Columns(Label, {"text": ["x", "y"]}, {}), 2)
    gathered = Gathered(labels, [(0,), (), (1, 0)])
    assert len(gathered) == 3
    assert gathered[1] == ()
    assert [*gathered[1:]] == [(), (Label(text="y"), Label(text="x"))]


def test_tables_are_joined_one_after_the_other() -> None:
    both = joined((JARS[:1], (), filed()))
    assert isinstance(both, Joined)
    assert both == (JARS[0], *JARS)
    assert (len(both), both[0], both[3]) == (4, JARS[0], JARS[2])
    assert [*once(both)] == [JARS[0], *JARS]
    assert [*told(both, "name")] == ["plum", *NAMES]
    assert picked(both, [0, 1, 3, 2]) == (JARS[0], JARS[0], JARS[2], JARS[1])
    assert joined((JARS[:1], JARS[1:])) == JARS
    one = filed()
    assert joined(((), one)) is one


def test_records_are_looked_up_by_a_field() -> None:
    by_name = ByKey(filed(), "name")
    assert by_name == {each.name: each for each in JARS}
    assert ("fig" in by_name, "kiwi" in by_name, len(by_name)) == (True, False, 3)
    assert by_name["fig"] is by_name["fig"]
    assert [*by_name.keys()] == [*by_name] == NAMES


def test_filed_records_come_back_from_bytes() -> None:
    jars = filed()
    assert jars[1] == JARS[1]
    assert pickle.loads(pickle.dumps(jars)) == JARS  # noqa: S301
    assert pickle.loads(pickle.dumps(joined((JARS, jars)))) == JARS + JARS  # noqa: S301


def test_a_record_holds_filed_ones_as_they_are_and_checks_all_others() -> None:
    jars = filed()
    assert Larder(jars=jars).jars is jars
    assert Larder(jars=JARS).jars == JARS
    with pytest.raises(ValidationError):
        Larder(jars=("plum",))


def test_a_stamp_is_the_fingerprint_of_its_facts_reckoned_when_it_is_asked_for() -> None:
    stamp = Stamp.of(filed(), JARS[:1])
    assert stamp.text == stamp.text == fingerprint((*JARS, JARS[0]))
    assert stamp == Stamp(stamp.text)
    assert stamp != Stamp.of(JARS)
    assert stamp != stamp.text
    assert len({stamp, Stamp(stamp.text)}) == 1
    assert repr(Stamp("f")) == "Stamp('f')"
    assert Catalog(stamp=stamp).fingerprint == stamp.text
    assert pickle.loads(pickle.dumps(Stamp.of(JARS))) == Stamp.of(JARS)  # noqa: S301
    assert Catalog().fingerprint == ""


def test_a_catalog_finds_filed_parts_and_makes_no_others() -> None:
    drives = {
        "part_number": ["sd-8", "sd-16"],
        "name": ["8 GB", "16 GB"],
        "source": ["s", "s"],
        "slot": ["SD", "SD"],
        "capacity_gb": [8, 16],
    }
    parts = Filed(Columns(Storage, drives, {}), 2)
    catalog = Catalog(parts=parts)
    assert catalog.by_number["sd-16"] is parts[1] is catalog.parts[1]
    assert catalog.part_names == {"sd-8": "8 GB", "sd-16": "16 GB"}
    assert catalog.name_of("sd-8") == "8 GB"
    assert catalog.in_category("storage") == (parts[0], parts[1])
    more = catalog.with_parts([parts[1].model_copy(update={"part_number": "sd-32"})])
    assert [*told(more.parts, "part_number")] == ["sd-8", "sd-16", "sd-32"]


def test_a_record_says_which_fields_are_looked_at_before_it_is_made() -> None:
    assert Jar.asked_before() is None
    assert Storage.asked_before() == set()
    assert Switch.asked_before() >= {"interfaces", "ports", "speed_mbps"}
