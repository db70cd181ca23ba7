"""The options that upgrade only some copies of a build, and leave others out."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from planner.model.mixed_set import SomeCopies

UpgradedOf = Annotated[
    int | None,
    typer.Option(
        "--of",
        parser=number_of_copies,
        metavar="N",
        help="Upgrade only this many copies; the others stay as they are.  [default: all]",
        show_default=False,
    ),
]
LeftOut = Annotated[
    int | None,
    typer.Option(
        "--leave-out",
        parser=number_of_copies,
        metavar="N",
        help="Take this many copies apart: their parts go to the other copies, or are sold.",
        show_default=False,
    ),
]


def some_copies(upgraded: int | None, left_out: int | None) -> "SomeCopies":
    """Return which copies are upgraded."""
    from planner.model.mixed_set import SomeCopies

    return SomeCopies(upgraded=upgraded, left_out=left_out or 0)
