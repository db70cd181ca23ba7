"""How the builds of one order are written: a BOM, how many of it, and whose it is."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import typer

from planner.cli.options import currency_code, one_of
from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.cli.commands._buying_options import Alternate, Excluded, Lock

_OWNER = re.compile(r"^(?P<what>[^@]+)@(?P<owner>[^@:]+)(?::(?P<currency>[A-Za-z]{3}))?$")
_COPIES = re.compile(r"^(?P<what>.+)\*(?P<copies>[^*]*)$")


class Ordered(NamedTuple):
    """A BOM as it was written, in how many copies, whose it is, and the owner's currency.

    `own` are its own terms, by the keys that they have.
    """

    what: str
    copies: int | None = None
    owner: str = ""
    currency: str | None = None
    own: Mapping[str, tuple[object, ...]] = MappingProxyType({})


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


def on_own_terms(
    bills: "tuple[Ordered, ...]",
    locks: "Sequence[Lock] | None",
    excluded: "Sequence[Excluded] | None",
    alternates: "Sequence[Alternate] | None",
) -> tuple[Ordered, ...]:
    """Return BOMs with the terms that are theirs alone; alternates of nobody are everybody's.

    Raises typer.BadParameter where nobody in the order is called so.
    """
    asked = [("--lock", each.whose) for each in locks or ()]
    asked += [("--exclude", each.whose) for each in excluded or ()]
    asked += [("--alternate", each.whose) for each in alternates or ()]
    known = tuple(dict.fromkeys(name for each in bills for name in (each.owner, each.what) if name))
    for option, whose in asked:
        if whose:
            one_of(whose, known, what="owner or BOM in this order called", option=option)

    def of(bill: Ordered) -> Mapping[str, tuple[object, ...]]:
        names = {bill.owner, bill.what} - {""}
        mine = {
            "locks": tuple((e.part_number, e.vendor) for e in locks or () if e.whose in names),
            "exclude": tuple(e.vendor for e in excluded or () if e.whose in names),
            "alternates": tuple(
                (e.part_number, e.other) for e in alternates or () if e.whose in {"", *names}
            ),
        }
        return {key: values for key, values in mine.items() if values}

    return tuple(each._replace(own=of(each)) for each in bills)
