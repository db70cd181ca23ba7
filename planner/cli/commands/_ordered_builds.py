"""How the builds of one order are written: a BOM, how many of it, and whose it is."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from planner.cli.options import currency_code
from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWNER = re.compile(r"^(?P<what>[^@]+)@(?P<owner>[^@:]+)(?::(?P<currency>[A-Za-z]{3}))?$")
_COPIES = re.compile(r"^(?P<what>.+)\*(?P<copies>[^*]*)$")


class Ordered(NamedTuple):
    """A BOM as it was written, in how many copies, whose it is, and the owner's currency."""

    what: str
    copies: int | None = None
    owner: str = ""
    currency: str | None = None


def ordered(text: str) -> Ordered:
    """Read such as `kraken*10@Ann:USD`; of a file whose name has such signs, the whole is the name.

    Raises typer.BadParameter where the number is none.
    """
    if Path(text).is_file():
        return Ordered(text)
    what, owner, currency, copies = text, "", None, None
    found = _OWNER.match(what)
    if found is not None:
        what, owner = found["what"].strip(), found["owner"].strip()
        currency = found["currency"] and currency_code(found["currency"])
    elif "@" in text:
        message = f"{text!r} names no owner. Write it like kraken*10@Ann or kraken@Ann:USD."
        raise typer.BadParameter(message)
    found = _COPIES.match(what)
    if found is not None:
        what, copies = found["what"].strip(), number_of_copies(found["copies"])
    return Ordered(what, copies, owner, currency)


def all_ordered(texts: "Sequence[str]", copies: int | None) -> tuple[Ordered, ...]:
    """Read every BOM of an order; `copies` is for a single one without a number of its own.

    Raises typer.BadParameter where it is not clear what it counts.
    """
    found = tuple(map(ordered, texts))
    if copies is None:
        return found
    if len(found) > 1 or found[0].copies is not None:
        example = " ".join(f"'{each.what}*{copies}'" for each in found[:2])
        message = f"With several BOMs, or a number in one, write the number there: {example}."
        raise typer.BadParameter(message, param_hint="--copies")
    return (found[0]._replace(copies=copies),)
