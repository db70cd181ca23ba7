"""A plan as BBCode: what is in it, and that no text of a file becomes markup."""

import re

from hypothesis import given, settings

from planner.engine.planning.cost import cost
from planner.engine.reporting import document
from planner.io.exporters import EXPORTERS
from planner.io.exporters.bbcode import plain
from planner.model.plan import Plan
from tests.any_plan import plans, texts
from tests.plans import plan, position, price

OURS = re.compile(r"\[(/?(?:b|i|code|list)|\*)\]")


def exported(of: Plan) -> str:
    return EXPORTERS["bbcode"].export(document(of, cost(of), of.findings)).decode()


def test_total_bill_rate_and_findings_are_in_it() -> None:
    told = exported(plan(position("board", "rpi-3b", 7, price=price("49.90 SGD"))))

    assert told.startswith("[b]Small cluster[/b]\n\n[b]")
    assert "S$349.30" in told
    assert "Raspberry Pi 3 Model B" in told
    assert "Rates: 1 SGD = 0.71770 USD" in told
    code = told[told.index("[code]") : told.index("[/code]")].splitlines()[1:]
    assert "S$49.90" in "\n".join(code)


def test_a_plan_without_findings_lists_none() -> None:
    of = plan(position("board", "rpi-3b", 1, price=price("1 SGD")))
    told = EXPORTERS["bbcode"].export(document(of, cost(of), ())).decode()
    assert "Findings" not in told


def test_a_name_cannot_become_markup() -> None:
    assert plain("[url=https://x.example]Pi[/url]\n2") == "(url=https://x.example)Pi(/url) 2"


@settings(max_examples=60, deadline=None)
@given(of=plans(), title=texts())
def test_whatever_is_in_a_plan_only_our_own_tags_are_tags(of: Plan, title: str) -> None:
    build = of.build.model_copy(update={"title": f"[b]{title}"})
    told = exported(of.model_copy(update={"build": build}))

    assert "[" not in OURS.sub("", told)
    assert "]" not in OURS.sub("", told)
    assert told.count("[code]") == told.count("[/code]")
