"""Spares by rule: a button beside the copies, and below it the rules and the way to another."""

from decimal import Decimal
from functools import partial

import streamlit as st

from planner.engine.planning.spares import spares_cost
from planner.engine.reporting.spares import about_text, added_text, asked_text
from planner.model.build import Build
from planner.model.numbers import number_text
from planner.model.parts import CATEGORY_TITLES
from planner.model.plan import Plan
from planner.model.spares import (
    MOST_ONE_IN,
    MOST_SPARES_PERCENT,
    SpareRule,
    SpareScope,
    with_rules,
    without_rule,
)
from planner.ui.kit import wording
from planner.ui.kit.numbers import ask_number
from planner.ui.visit import costs, drafts

_UNFOLDED = "spares-unfolded"
_PANEL = 560
_PERCENT, _ONE_IN = "Percent", "1 for every"
_HELP = (
    "Spares are counted over all copies and rounded up once. A rule for a part overrides that of "
    "its category, which overrides the rule for all parts."
)
_About = tuple[SpareScope, str]


def offer_spares(name: str) -> None:
    """Fold the rules for spares into one button; `show_spares` draws them below it."""
    if drafts.build(name).positions:
        st.button("Spares", icon=":material/inventory_2:", key="spares-fold", on_click=_fold)


def show_spares(name: str, *, along: tuple[str, ...] = ()) -> None:
    """Draw the rules for spares if they are unfolded; builds that go `along` have the same ones."""
    build = drafts.build(name)
    if not st.session_state.get(_UNFOLDED) or not build.positions:
        return
    plan, _ = costs.costed(name)
    names = {line.part_number: line.description for line in plan.bill.lines}
    with st.container(border=True, width=_PANEL):
        every = (name, *along)
        for rule in build.spare_rules:
            _show_rule(every, rule, names)
        if not build.spare_rules:
            st.caption(f"No spares are added yet. {_HELP}")
        _ask_for_rule(every, build, plan, names)


def spares_line(name: str) -> str:
    """Return how many spares there are and what they add to the total; nothing without a rule."""
    cost = spares_cost(*costs.costed(name))
    if cost is None:
        return ""
    pieces = wording.counted(cost.pieces, "piece", "pieces")
    added = wording.small(wording.plain(added_text(cost)))
    return f":material/inventory_2: **Spares** {pieces}  \n{added}"


def _fold() -> None:
    st.session_state[_UNFOLDED] = not st.session_state.get(_UNFOLDED)


def _show_rule(every: tuple[str, ...], rule: SpareRule, names: dict[str, str]) -> None:
    """Draw a rule with the way to be rid of it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        about = wording.plain(about_text(rule, names))
        st.markdown(f"**{about}**: {asked_text(rule)}")
        st.button(
            "Remove",
            icon=":material/close:",
            key=f"spares-remove:{':'.join(rule.about)}",
            help=f"Remove the rule for {about}",
            on_click=_set_rules,
            args=(every, partial(_without, gone=rule)),
        )


def _ask_for_rule(every: tuple[str, ...], build: Build, plan: Plan, names: dict[str, str]) -> None:
    """Draw the inputs of one rule more."""
    choices = _choices(plan)
    held = {rule.about for rule in build.spare_rules}
    free = [about for about in choices if about not in held]
    about = st.selectbox(
        "Spares of",
        choices,
        index=choices.index(free[0]) if free else 0,
        format_func=lambda each: about_text(_rule(each, percent=Decimal(0)), names),
        key=f"spares-about:{every[0]}:{len(held)}",
        help=_HELP,
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox("How many", (_PERCENT, _ONE_IN), key="spares-kind", width=150)
        # Said here and not to the browser, which would keep what it refuses to itself.
        rule, wrong = _percent(about) if kind == _PERCENT else _one_in(about)
        st.button(
            "Replace rule" if about in held else "Add rule",
            icon=":material/add:",
            key="spares-add",
            type="primary",
            disabled=rule is None,
            on_click=_set_rules,
            args=(every, partial(_with, more=rule)),
        )
    if rule is None:
        st.warning(wrong)


def _percent(about: _About) -> tuple[SpareRule | None, str]:
    """Ask for a percentage, and return the rule, or what is wrong with what was typed."""
    # An input that starts with a number is never empty.
    percent = Decimal(str(ask_number("%", 10, key="spares-percent", width=130) or 0))
    if not 0 <= percent <= MOST_SPARES_PERCENT:
        more = " For more spares, add a copy." if percent > 0 else ""
        return None, f"{_no(percent)} Choose 0 to {MOST_SPARES_PERCENT} %.{more}"
    if percent != round(percent, 2):
        return None, f"{_no(percent)} Use no more than two decimals."
    return _rule(about, percent=percent.normalize()), ""


def _one_in(about: _About) -> tuple[SpareRule | None, str]:
    """Ask for how many pieces there is a spare, and return the rule, or what is wrong."""
    typed = ask_number("Pieces needed", 8, key="spares-one-in", width=130) or 0
    if not isinstance(typed, int) or not 1 <= typed <= MOST_ONE_IN:
        return None, f"{_no(Decimal(str(typed)))} Choose a whole number from 1 to {MOST_ONE_IN:,}."
    return _rule(about, one_in=typed), ""


def _no(number: Decimal) -> str:
    return f"{number_text(number, grouped=True)} is not possible."


def _choices(plan: Plan) -> list[_About]:
    """Return what a rule may be about: everything, a category or a part of the build."""
    lines = [line for line in plan.bill.lines if not line.retired]
    held = {line.category for line in lines}
    categories = [(SpareScope.CATEGORY, each) for each in CATEGORY_TITLES if each in held]
    parts = dict.fromkeys((SpareScope.PART, line.part_number) for line in lines)
    return [(SpareScope.ALL, ""), *categories, *parts]


def _rule(about: _About, *, percent: Decimal | None = None, one_in: int | None = None) -> SpareRule:
    scope, of = about
    key = {SpareScope.CATEGORY: "category", SpareScope.PART: "part_number"}.get(scope)
    keys = {} if key is None else {key: of}
    return SpareRule.model_validate({**keys, "percent": percent, "one_in": one_in})


def _with(rules: tuple[SpareRule, ...], more: SpareRule | None) -> tuple[SpareRule, ...]:
    return rules if more is None else with_rules(rules, (more,))


def _without(rules: tuple[SpareRule, ...], gone: SpareRule) -> tuple[SpareRule, ...]:
    return without_rule(rules, gone)


def _set_rules(every: tuple[str, ...], change: "partial[tuple[SpareRule, ...]]") -> None:
    for name in every:
        drafts.edit(
            name, lambda build: build.model_copy(update={"spare_rules": change(build.spare_rules)})
        )
    # The rules may be in a fragment, and the sums of the whole page follow them.
    st.rerun()
