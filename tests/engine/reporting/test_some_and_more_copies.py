"""Some copies upgraded, and a few copies more later: in sentences and as tables."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.engine.planning.cost import cost
from planner.engine.planning.more_copies import more_copies
from planner.engine.planning.upgrade import upgrade
from planner.engine.reporting import document
from planner.engine.reporting.mixed_set import set_sentences, upgraded_name
from planner.engine.reporting.more_copies import left_over_text, sentences
from planner.model.comparison import Upgrade
from planner.model.mixed_set import MixedSet
from planner.model.more_copies import MoreCopies
from planner.model.table import value_of
from tests.engine.samples import offer, plan

LATER = date(2021, 3, 1)


def changed(before: str, after: str, **mixed: Any) -> Upgrade:
    """Upgrade seven of ten copies of a build of one line."""
    facts = {"copies": 10, "upgraded": 7} | mixed
    found = upgrade(
        plan(before, copies=10), plan(after, copies=7, name="c"), beside=plan(before, copies=3)
    )
    return found.model_copy(update={"mixed": MixedSet.model_validate(facts)})


def test_a_mixed_set_says_what_one_upgrade_costs_and_what_all_cost_and_draw() -> None:
    found = changed("1 fan 3 SGD", "2 fan 3 SGD", typical_w=Decimal("12.5"), most_w=Decimal(40))
    assert set_sentences(found) == (
        "7 of 10 copies upgraded, 3 as before.",
        "That is S$3.00 for each copy that is upgraded.",
        "The whole set has then cost S$51.00, S$5.10 per copy.",
        "Typical draw of the set: 12.5 W; peak draw: 40 W.",
    )
    assert upgraded_name(found, "C") == "The set"


def test_watts_that_are_not_all_known_are_at_least_so_many() -> None:
    facts = {"typical_w": Decimal(5), "most_w": Decimal(9), "lacking": ("Hub", "Fan")}
    unknown = "Not fully known for Hub; Fan."
    assert set_sentences(changed("1 fan", "2 fan", left_out=1, **facts)) == (
        "7 of 10 copies upgraded, 2 as before, 1 left out, with the parts free for the others.",
        f"Typical draw of the set: at least 5 W; peak draw: at least 9 W. {unknown}",
    )


def test_of_what_nobody_knows_nothing_is_said() -> None:
    whole = changed("1 fan 3 SGD", "1 fan 3 SGD")
    assert upgraded_name(whole.model_copy(update={"mixed": None}), "C") == "C"
    assert set_sentences(whole.model_copy(update={"mixed": None})) == ()
    # Of two copies one is left out, and the other is all there is.
    alone = MixedSet(copies=2, upgraded=1, left_out=1)
    lone = whole.model_copy(update={"mixed": alone})
    assert set_sentences(lone) == (
        "1 of 2 copies upgraded, 1 left out, with the parts free for the others.",
        "The whole set has then cost S$30.00.",
    )
    same = lone.model_copy(update={"after": "b"})
    assert set_sentences(same)[0].startswith("1 of 2 copies kept, 1 left out")


def test_the_table_of_a_mixed_set_counts_each_copy_anew() -> None:
    after = plan("2 fan 3 SGD", copies=7, name="c")
    found = changed("1 fan 3 SGD", "2 fan 3 SGD")
    report = document(after, cost(after), upgrade=found).report("upgrade")
    assert report is not None
    rows = {row.key: row.cells for row in report.tables[0].rows}
    assert str(value_of(rows["per_upgraded"][2])) == "S$3.00"
    assert str(value_of(rows["per_copy"][2])) == "S$5.10"
    assert "7 of 10 copies upgraded, 3 as before." in report.tables[0].notes


def later(
    line: str, then: str = "", now: str = "", *, copies: int = 10, **facts: Any
) -> MoreCopies:
    """Buy a copy more of a build of one line, at offers of two days."""
    first, second = facts.pop("pack", 1), facts.pop("extra", 1)
    old = [offer("fan", then, pack_size=first)] if then else []
    new = [offer("fan", now, pack_size=first, quoted_on=LATER)] if now else []
    had = plan(line, copies=copies, offers=old, **facts)
    grown = plan(line, copies=copies + second, offers=new, on=LATER, **facts)
    return more_copies(had, grown)


def test_both_sums_have_their_day() -> None:
    assert list(sentences(later("1 fan", "5 SGD", "6 SGD"))) == [
        "Paid for 10 copies: S$50.00, quoted (prices of 2020-06-17).",
        "To pay for 1 copy more: S$6.00, quoted (prices of 2021-03-01).",
        "Together: S$56.00 for 11 copies, S$5.09 per copy.",
        "A copy costs S$1.00 more now than then.",
    ]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("5 SGD", "A copy costs the same now as then."),
        ("4 SGD", "A copy costs S$1.00 less now than then."),
    ],
)
def test_a_copy_may_cost_less_or_the_same(now: str, said: str) -> None:
    assert list(sentences(later("1 fan", "5 SGD", now)))[-1] == said


def test_further_currencies_are_told_with_each_sum() -> None:
    rates = {"rates": ["SGD USD 0.5"], "also": ("USD",)}
    told = list(sentences(later("1 fan", "5 SGD", "6 SGD", **rates)))
    assert told[0].startswith("Paid for 10 copies: S$50.00 = US$25.00, quoted")
    assert told[2] == "Together: S$56.00 = US$28.00 for 11 copies, S$5.09 per copy."


def test_a_missing_price_leaves_no_total() -> None:
    assert list(sentences(later("1 fan", "5 SGD"))) == [
        "Paid for 10 copies: S$50.00, quoted (prices of 2020-06-17).",
        "To pay for 1 copy more: S$0.00 + 1 line unpriced (prices of 2021-03-01).",
        "Together: not known, because a price is missing.",
    ]


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (0, ""),
        (1, "1 piece is left over from earlier packs, or owned, and costs nothing."),
        (2, "2 pieces are left over from earlier packs, or owned, and cost nothing."),
    ],
)
def test_what_is_there_already_is_told(extra: int, said: str) -> None:
    packs = 5 if extra else 1
    found = later("1 fan", "5 SGD", "6 SGD", copies=8, pack=packs, extra=max(extra, 1))
    assert left_over_text(found) == said


def test_the_report_has_both_sums_and_what_is_bought() -> None:
    rates = {"rates": ["SGD USD 0.5"], "also": ("USD",)}
    found = later("1 fan", "5 SGD", "6 SGD", extra=2, **rates)
    had = plan("1 fan", copies=10, offers=[offer("fan", "5 SGD")], **rates)
    report = document(had, cost(had), more=found).report("more")
    assert report is not None
    assert report.title == "2 copies more"
    rows = {row.key: tuple(map(value_of, row.cells)) for row in report.tables[0].rows}
    assert [str(cell) for cell in rows["paid"]] == [
        "Paid for 10 copies", "2020-06-17", "quoted", "S$50.00",
    ]  # fmt: skip
    assert [str(cell) for cell in rows["to_pay"]][1:] == ["2021-03-01", "quoted", "S$12.00"]
    assert str(rows["total"][3]) == "S$62.00"
    assert str(rows["total_USD"][3]) == "US$31.00"


def test_a_report_without_a_price_has_words_instead_of_a_sum() -> None:
    found = later("1 fan")
    had = plan("1 fan", copies=10)
    report = document(had, cost(had), more=found).report("more")
    assert report is not None
    rows = {row.key: value_of(row.cells[3]) for row in report.tables[0].rows}
    assert rows["total"] is None
    assert "price" in str(rows["paid"])
    assert "price" in str(rows["to_pay"])
