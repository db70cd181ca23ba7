"""The option that counts several copies of a build, bought together."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.options import number_of

if TYPE_CHECKING:
    from planner.model.build import Build


def number_of_copies(text: str) -> int:
    """Read how many copies of a build are bought together."""
    from planner.model.build import MAX_COPIES

    found = number_of(text, text, like="10")
    if found != int(found) or not 1 <= found <= MAX_COPIES:
        message = f"{text!r} is not a number of copies. Write a whole number, 1 to {MAX_COPIES:,}."
        raise typer.BadParameter(message)
    return int(found)


Copies = Annotated[
    int | None,
    typer.Option(
        "--copies",
        parser=number_of_copies,
        metavar="N",
        help="Count so many copies of the build, bought together.  [default: as the build says, "
        "else 1]",
        show_default=False,
    ),
]


def with_copies(build: "Build", copies: int | None) -> "Build":
    """Return the build in so many copies; as many as it says where nobody asks for others."""
    return build if copies is None else build.model_copy(update={"copies": copies})
