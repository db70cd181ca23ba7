"""The options of the command that asks shops for prices, and what they answer."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import currency_code, day, one_of

if TYPE_CHECKING:
    from planner.model.proposals import Said


def _tax(text: str) -> str:
    return one_of(text.strip().casefold(), ("yes", "no", "unknown"), what="answer", option="--tax")


Address = Annotated[
    str | None,
    typer.Argument(metavar="[URL]", help="A page of a shop; asked now.", show_default=False),
]
SavedPage = Annotated[
    Path | None, typer.Option(metavar="FILE", help="A page saved before; URL says where it stands.")
]
SavedOn = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Day on which that page was saved."),
]
OfBuild = Annotated[
    str | None, typer.Option(metavar="NAME", help="All kept prices of a build's parts.")
]
OfVendor = Annotated[
    str | None,
    typer.Option(
        metavar="VENDOR", help="All kept prices of a shop; with URL and --save: whose page it is."
    ),
]
InCurrency = Annotated[
    str | None,
    typer.Option(
        parser=currency_code,
        metavar="CODE",
        help="Tell of any other currency; with --save: the currency where a page states none.",
    ),
]
Save = Annotated[
    bool, typer.Option("--save", help="Keep what needs no further answer in your own catalog.")
]
YesLarge = Annotated[
    bool,
    typer.Option("--yes-large", help="Keep changes of over 50 % too, and what cannot be compared."),
]
OfPart = Annotated[
    str | None, typer.Option(metavar="PART", help="Which part of the catalog a page is about.")
]
Variant = Annotated[
    str | None, typer.Option(metavar="TEXT", help="Which variant: its name or its SKU.")
]
TaxInIt = Annotated[
    str | None,
    typer.Option(parser=_tax, metavar="yes|no|unknown", help="Whether prices include tax."),
]
Pack = Annotated[int | None, typer.Option(metavar="N", min=1, help="Pieces in one pack.")]
WhichPrice = Annotated[
    str | None, typer.Option(metavar="AMOUNT", help="Which of several amounts it is.")
]
AsBefore = Annotated[
    bool,
    typer.Option(
        "--as-before", help="Answer tax, pack and condition as for the price kept before."
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
