"""The option that counts several copies of a build, bought together."""

from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from planner.model.build import Build


Copies = Annotated[
    int | None,
    typer.Option(
        "--copies",
        parser=number_of_copies,
        metavar="N",
        help="Number of copies of the build, bought together.  [default: as the build says, "
        "else 1]",
        show_default=False,
    ),
]


def with_copies(build: "Build", copies: int | None) -> "Build":
    """Return the build in so many copies; as many as it says where nobody asks for others."""
    return build if copies is None else build.model_copy(update={"copies": copies})
