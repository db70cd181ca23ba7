"""Answers in JSON are read back: every type has a form, and what is no answer is refused."""

import json
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.engine.planning.compare import compare
from planner.engine.planning.cost import cost
from planner.engine.planning.upgrade import upgrade
from planner.io.exporters import json as json_exporter
from planner.io.exporters._json_answers import _KINDS, KINDS, _kinds_of
from planner.io.exporters._json_forms import UnreadableError
from planner.io.exporters._json_records import form_of
from planner.io.exporters.json import MOST_OF_AN_ANSWER, answer_fields, read_answer, to_json
from planner.model.costed import CostedPlan
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.listings import PricedPart, PricedParts, RateLookup
from planner.model.money import CURRENCIES, Money
from planner.model.parts import CATEGORIES, PART_ADAPTER
from planner.model.proof import Status
from planner.model.requirement import PowerSource, Wanted
from planner.model.sizing import Curve, CurvePoint
from planner.model.wishes import Wish, WishKind
from tests.any_plan import plans
from tests.plans import rate

# --- every record --------------------------------------------------------------------------------


def test_the_kinds_of_answers_are_these() -> None:
    assert list(KINDS) == [
        "bandwidth-changes",
        "bandwidths",
        "build-totals",
        "build-wiring",
        "catalog-check",
        "comparison",
        "configuration",
        "copied-catalog",
        "copy-curve",
        "costed-plan",
        "curve",
        "explanation",
        "fetched-rates",
        "finding",
        "frontier",
        "imported-types",
        "kept-build",
        "kept-prices",
        "more-copies",
        "next-node",
        "own-changes",
        "page-answer",
        "price-history",
        "price-refresh",
        "priced-parts",
        "prices-over-time",
        "purchase-answer",
        "rate-lookup",
        "read-bill",
        "returned-workbook",
        "running-cost",
        "size-answer",
        "upgrade",
        "written-row",
    ]


def test_each_kind_is_known_by_the_file_that_is_said_to_know_it() -> None:
    assert [KINDS[name].form.name for name in KINDS] == list(KINDS)
    known = [kind for file in _KINDS for kind in _kinds_of(file)]
    assert sorted(known) == list(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_field_within_an_answer_has_a_form(name: str) -> None:
    for each in records_within(KINDS[name].form.record, set()):
        assert form_of(each).fields


def records_within(type_: Any, seen: set[type]) -> set[type]:
    """Return the records that a type is made of, however deep."""
    inside = list(get_args(type_))
    is_record = isinstance(type_, type) and (is_dataclass(type_) or hasattr(type_, "model_fields"))
    if is_record and type_ not in seen:
        seen.add(type_)
        inside += get_type_hints(type_, include_extras=True).values()
    for each in inside:
        records_within(each, seen)
    return seen


def curve(**facts: Any) -> Curve:
    point = CurvePoint(nodes=1, status=Status.OPTIMAL, cost=Money(Decimal("12.50"), "SGD"))
    return Curve((replace(point, **facts),))


def written(answer: object) -> str:
    return to_json(answer_fields(answer))


def record_of(answer: object) -> Any:
    return json.loads(written(answer))["record"]


def test_the_keys_that_programs_read_are_chosen_one_by_one() -> None:
    # Written out by itself, a new field of a record would be a new key that nobody asked for.
    files = Path(json_exporter.__file__).parent.glob("_json_*.py")
    assert not [file.name for file in files if "model_dump" in file.read_text("utf-8")]


# --- what is written -----------------------------------------------------------------------------


def test_a_record_says_its_kind_and_what_is_not_so_by_default() -> None:
    assert record_of(curve()) == {
        "kind": "curve",
        "points": [
            {"nodes": 1, "status": "optimal", "cost": {"amount": "12.50", "currency": "SGD"}}
        ],
    }


def test_the_record_stands_in_one_line_at_the_end() -> None:
    last = written(curve(nodes=40, extra=Money(Decimal(7), "SGD"))).splitlines()[-2]
    assert last.startswith('  "record": {"kind": "curve", "points": [{')


def test_what_is_no_answer_has_no_form() -> None:
    with pytest.raises(TypeError, match="a CurvePoint is not an answer with a JSON form"):
        answer_fields(curve().points[0])
    with pytest.raises(TypeError, match="'one' is not of the kind whole-number"):
        answer_fields(curve(nodes="one"))
    with pytest.raises(TypeError, match="True is not of the kind whole-number"):
        answer_fields(curve(nodes=True))
    with pytest.raises(TypeError, match="has no form in JSON"):
        form_of(Unwritable).write(Unwritable(0.5))


@dataclass(frozen=True)
class Unwritable:
    share: float


# --- and read back -------------------------------------------------------------------------------


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
    st.sampled_from(sorted(CURRENCIES)),
)
def test_any_amount_is_read_back_with_its_digits(amount: Decimal, currency: str) -> None:
    money = Money(amount, currency)
    form = form_of(Money)
    read = form.read(json.loads(json.dumps(form.write(money))))
    assert (str(read.amount), read.currency) == (str(money.amount), money.currency)


@given(plans(), plans())
def test_any_plans_with_all_that_is_told_of_them_are_read_back(of: Any, other: Any) -> None:
    change, beside = upgrade(other, of), compare([of, other])
    answer = CostedPlan(of, cost(of), cost(of).findings, change, beside)
    for each in (answer, change, beside):
        text = written(each)
        read = read_answer(text)
        assert read == each
        assert written(read) == text


@pytest.mark.parametrize(
    "value",
    [
        8,
        Decimal("1.50"),
        date(2020, 6, 17),
        Money(Decimal(300), "SGD"),
        "master",
        "poe",
        PowerSource.POE,
        Wanted(part_number="pi", quantity=2),
        ("arm64", "armv7"),
    ],
)
def test_a_value_of_one_of_several_types_is_read_back_as_what_it_was(value: Any) -> None:
    wish = Wish(WishKind.ROLE, value)
    form = form_of(Wish)
    read = form.read(json.loads(json.dumps(form.write(wish))))
    assert read == wish
    assert type(read.value) is type(value)
    for plain in (1, {}, {"kind": "float", "value": "1"}, {"kind": "number"}, {"kind": []}):
        with pytest.raises(UnreadableError):
            form.read({"kind": "role", "value": plain})


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_part_of_any_category_is_read_back_by_its_category(category: str) -> None:
    facts = {"category": category, "part_number": "a", "name": "A", "source": "a maker"}
    part = PART_ADAPTER.validate_python(facts | ({"slot": "SD"} if category == "storage" else {}))
    listed = PricedParts((PricedPart(part),))
    assert record_of(listed)["parts"][0]["part"]["category"] == category
    assert read_answer(written(listed)) == listed


@dataclass(frozen=True)
class Example:
    """What no answer has yet: types that JSON tells apart by itself, rows, a set."""

    names: str | tuple[str, ...] | int
    row: tuple[str, int] = ("a", 1)
    some: frozenset[str] = frozenset()
    sure: bool | None = None


def test_types_that_json_tells_apart_say_no_kind_and_places_of_a_row_have_their_own_types() -> None:
    form = form_of(Example)
    for example, plain in (
        (Example("a"), {"names": "a"}),
        (Example(("a", "b"), ("b", 2)), {"names": ["a", "b"], "row": ["b", 2]}),
        (
            Example(7, some=frozenset("ba"), sure=False),
            {"names": 7, "some": ["a", "b"], "sure": False},
        ),
    ):
        assert form.write(example) == plain
        assert form.read(plain) == example
    for wrong, reason in (
        ({"names": None}, "a text or a list or a whole number is expected, not null"),
        ({"names": True}, "a text or a list or a whole number is expected, not true"),
        ({"names": "a", "row": ["a"]}, "2 values are expected, not 1"),
        ({"names": "a", "row": [1, "a"]}, "a text is expected, not 1"),
        ({"names": "a", "sure": 1}, "true or false is expected, not 1"),
    ):
        with pytest.raises(UnreadableError) as refused:
            form.read(wrong)
        assert refused.value.problem == reason


# --- what is refused -----------------------------------------------------------------------------


def told(point: str = '{"nodes": 1, "status": "optimal"}', *, kind: str = '"curve"') -> str:
    return f'{{"points": [], "record": {{"kind": {kind}, "points": [{point}]}}}}'


def of_nodes(nodes: str) -> str:
    return told(f'{{"nodes": {nodes}, "status": "optimal"}}')


def of_cost(cost: str) -> str:
    return told(f'{{"nodes": 1, "status": "optimal", "cost": {cost}}}')


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "it has no record"),
        ('{"points": []}', "it has no record"),
        ('{"record": 7}', "record: an object is expected, not 7"),
        ('{"record": {}}', "record: 'kind' is missing; it is one of bandwidth-changes, "),
        ("{", "it is not JSON from line 1, column 2 on"),
        ("[" * 200_000, "it has lists or objects too deep in one another"),
        (" " * (MOST_OF_AN_ANSWER + 1), "it is longer than 100,000,000 signs"),
        (told(kind='"os.system"'), "record.kind: 'os.system' is not one of bandwidth-changes, "),
        (told(kind='"Curve"'), "record.kind: 'Curve' is not one of bandwidth-changes, "),
        (told(kind='["curve"]'), "record.kind: a list is not one of bandwidth-changes, "),
        (told("7"), "record.points.0: an object is expected, not 7"),
        (told("{}"), "record.points.0: a curve-point needs 'nodes'"),
        (told('{"nodes": 1, "__class__": "x"}'), "record.points.0: a curve-point has no field '__"),
        (
            told('{"nodes": 1, "status": "sure"}'),
            "record.points.0.status: 'sure' is not one of op",
        ),
        (of_nodes('"1"'), "record.points.0.nodes: a whole number is expected, not '1'"),
        (of_nodes("true"), "record.points.0.nodes: a whole number is expected, not true"),
        (of_nodes("1.50"), "record.points.0.nodes: a whole number is expected, not 1.50"),
        (of_nodes("null"), "record.points.0.nodes: a whole number is expected, not null"),
        (of_nodes("NaN"), "'NaN' is not a number"),
        (of_cost('["12.50", "SGD"]'), "record.points.0.cost: an object is expected, not a list"),
        (
            of_cost('{"amount": "NaN", "currency": "SGD"}'),
            "record.points.0.cost.amount: 'NaN' is n",
        ),
        (
            of_cost('{"amount": "1e999", "currency": "SGD"}'),
            "record.points.0.cost.amount: '1e999' ",
        ),
        (
            of_cost('{"amount": "12,50", "currency": "SGD"}'),
            "record.points.0.cost.amount: '12,50' ",
        ),
        (
            of_cost('{"amount": 12.50, "currency": "SGD"}'),
            "record.points.0.cost.amount: a text is ",
        ),
        (
            of_cost('{"amount": "1", "currency": "XXX"}'),
            "record.points.0.cost: 'XXX' is not an ISO",
        ),
        (of_cost('{"amount": "1", "amount": "2"}'), "amount stands twice"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_place(text: str, reason: str) -> None:
    finding = refused(text)
    assert finding.message.startswith(f"This is not an answer from the planner: {reason}")
    assert (finding.code, finding.severity) == ("answer-unreadable", Severity.ERROR)
    assert len(finding.message) < 600


def test_a_record_is_checked_as_if_a_file_said_it() -> None:
    found = RateLookup((rate("SGD", "USD", "0.7"),), "SGD", "USD", date(2020, 6, 17))
    text = written(found)
    for old, new, reason in (
        ('"rate": "0.7"', '"rate": "-1"', "recorded.0: a rate must be greater than 0, not -1"),
        (
            '"as_of": "2020-06-17"',
            '"as_of": "20200617"',
            "as_of: '20200617' is not a date",
        ),
        ('"as_of": "2020-06-17"', '"as_of": "soon"', "recorded.0.as_of: 'soon' is not a date"),
        ('"base": "SGD", "q', '"base": "XXX", "q', "recorded.0.base: 'XXX' is not an ISO 4217"),
    ):
        head, tail = text.split('"record": ')
        assert old in tail
        assert reason in refused(f'{head}"record": {tail.replace(old, new)}').message


def refused(text: str) -> Finding:
    with pytest.raises(PlannerError) as raised:
        read_answer(text)
    return raised.value.finding
