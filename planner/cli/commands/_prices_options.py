"""The options of the command that asks shops for prices, and what they answer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import currency_code, day, one_of
from planner.cli.pipes import file_to_read
from planner.cli.whole_numbers import whole

if TYPE_CHECKING:
    from planner.model.proposals import Said


def _tax(text: str) -> str:
    return one_of(text.strip().casefold(), ("yes", "no", "unknown"), what="answer", option="--tax")


Address = Annotated[
    str | None,
    typer.Argument(metavar="URL", help="A shop page; read now.", show_default=False),
]
SavedPage = Annotated[
    Path | None,
    typer.Option(
        parser=file_to_read(".html"),
        metavar="FILE",
        help="A saved page, or - for standard input; URL is its address.",
    ),
]
SavedOn = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Date that page was saved."),
]
OfBuild = Annotated[
    str | None, typer.Option(metavar="NAME", help="All kept prices of a build's parts.")
]
OfVendor = Annotated[
    str | None,
    typer.Option(
        metavar="VENDOR",
        help="All kept prices of a shop; with URL and --save: the shop of that page.",
    ),
]
InCurrency = Annotated[
    str | None,
    typer.Option(
        parser=currency_code,
        metavar="CODE",
        help=(
            "Currency expected: others are reported. With --save: the currency if a page "
            "states none."
        ),
    ),
]
Save = Annotated[bool, typer.Option("--save", help="Keep the complete prices in your own catalog.")]
YesLarge = Annotated[
    bool,
    typer.Option(
        "--yes-large", help="Also keep changes over 50 % and prices that cannot be compared."
    ),
]
OfPart = Annotated[str | None, typer.Option(metavar="PART", help="The catalog part of this page.")]
Variant = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Which variant: its name or its SKU.")
]
TaxInIt = Annotated[
    str | None,
    typer.Option(parser=_tax, metavar="yes|no|unknown", help="Whether prices include tax."),
]
Pack = Annotated[int | None, typer.Option(parser=whole(1), metavar="N", help="Pack size.")]
WhichPrice = Annotated[
    str | None, typer.Option(metavar="AMOUNT", help="The amount to use, if there are several.")
]
AsBefore = Annotated[
    bool,
    typer.Option(
        "--as-before", help="Use tax, pack size and condition of the previously kept price."
    ),
]


@dataclass(frozen=True)
class Answers:
    """What a command line answers of the prices that it keeps."""

    part: str | None
    variant: str | None
    tax: str | None
    pack: int | None
    price: str | None
    currency: str | None
    as_before: bool
    yes_large: bool

    @property
    def of_save(self) -> bool:
        """Tell whether anything is said that only prices to be kept need."""
        said = (self.part, self.variant, self.tax, self.pack, self.price)
        return self.as_before or self.yes_large or any(each is not None for each in said)

    def said(self) -> "Said":
        """Return it by the questions of a page. Raises BadParameter for what cannot be read."""
        from planner.model.kept_prices import said_in

        pack = "" if self.pack is None else str(self.pack)
        texts = {
            "amount": self.price or "",
            "tax_included": self.tax or "",
            "pack_size": pack,
            "currency": self.currency or "",
        }
        said, wrong = said_in(texts)
        for each in wrong:
            raise typer.BadParameter(each.message, param_hint="--price")
        return said
