"""The option that counts spares by rule: a percentage, or one for every so many."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from planner.cli.options import number_of

if TYPE_CHECKING:
    from planner.model.build import Build
    from planner.model.spares import SpareRule

_LIKE = "10%, board=1/8 or rpi-5-8gb=5%"
_ONE_IN = re.compile(r"([0-9]+)\s*(?:/|in)\s*([0-9]+)", re.IGNORECASE)


class TypedRule(NamedTuple):
    """A rule as it was typed, by the keys that it has in a file."""

    keys: Mapping[str, object]


def _rule(text: str) -> TypedRule:
    """Read one rule: `10%`, `board=1/8`, `rpi-5-8gb=5%`."""
    from typing import get_args

    from planner.model.categories import Category

    whom, equals, asked = text.rpartition("=")
    whom, asked = whom.strip(), asked.strip()
    if equals and not whom:
        raise typer.BadParameter(f"{text!r} names no part before the =. Write it like {_LIKE}.")
    about: dict[str, object] = {}
    if whom:
        about["category" if whom in get_args(Category) else "part_number"] = whom
    return TypedRule(about | _asked(asked, text))


def _asked(asked: str, text: str) -> dict[str, object]:
    from planner.model.spares import MOST_ONE_IN, MOST_SPARES_PERCENT, MOST_SPARES_PLACES

    if found := _ONE_IN.fullmatch(asked):
        one, many = found.groups()
        if one.lstrip("0") != "1" or len(many) > len(str(MOST_ONE_IN)):
            many = "0"
        if not 1 <= int(many) <= MOST_ONE_IN:
            message = f"{text!r}: write 1/N, one spare for every N, with N from 1 to"
            raise typer.BadParameter(f"{message} {MOST_ONE_IN:,}.")
        return {"one_in": int(many)}
    if not asked.endswith("%"):
        message = f"{text!r} is neither a percentage nor 1/N. Write it like {_LIKE}."
        raise typer.BadParameter(message)
    percent = number_of(asked.removesuffix("%"), text, like=_LIKE)
    if percent > MOST_SPARES_PERCENT:
        message = f"{text!r} is more than {MOST_SPARES_PERCENT} %, one spare for every piece."
        raise typer.BadParameter(f"{message} Buy another copy instead: --copies.")
    if percent != round(percent, MOST_SPARES_PLACES):
        message = f"{text!r} has more than {MOST_SPARES_PLACES} decimals. Round it."
        raise typer.BadParameter(message)
    return {"percent": percent}


Spares = Annotated[
    list[TypedRule] | None,
    typer.Option(
        "--spare",
        parser=_rule,
        metavar="RULE",
        help="Buy spares, rounded up over all copies: 10% or 1/8 (one for every 8) of each part, "
        "board=1/8 of a category, rpi-5-8gb=5% of a part; the most specific rule applies. May be "
        "given more than once.  [default: as the build says]",
        show_default=False,
    ),
]


def rules_of(given: Iterable[TypedRule] | None, known: Collection[str]) -> tuple["SpareRule", ...]:
    """Return the rules of a command; each is about something else, and of parts that are known."""
    from typing import get_args

    from planner.model.categories import Category
    from planner.model.nearest import nearest
    from planner.model.spares import SpareRule

    rules = tuple(SpareRule.model_validate(each.keys) for each in given or ())
    seen = set()
    for rule in rules:
        if rule.about in seen:
            whom = rule.about[1] or "all parts"
            message = f"There are two rules for {whom}. Give one of them."
            raise typer.BadParameter(message, param_hint="--spare")
        seen.add(rule.about)
        number = rule.part_number
        if number is not None and number not in known:
            categories = get_args(Category)
            near = nearest(number, {*known, *categories})
            hint = f"Did you mean {near}?" if near else f"Categories: {', '.join(categories)}."
            message = f"There is no part {number!r} to buy, and no such category. {hint}"
            raise typer.BadParameter(message, param_hint="--spare")
    return rules


def with_spares(
    build: "Build", given: Iterable[TypedRule] | None, *, beside: "Build | None" = None
) -> "Build":
    """Return the build with these rules for spares, in place of its own about the same.

    They may be about a part of the build or, in an upgrade, of the one `beside` it.
    """
    from planner.model.spares import with_rules

    builds = (build,) if beside is None else (build, beside)
    known = {each.part_number for one in builds for each in one.positions}
    rules = rules_of(given, known)
    if not rules:
        return build
    return build.model_copy(update={"spare_rules": with_rules(build.spare_rules, rules)})
