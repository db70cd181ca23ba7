"""A set of copies of which some were upgraded and others not: how many of each, and their watts."""

from typing import Annotated

from pydantic import Field

from planner.model.exact_numbers import ExactDecimal
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.record import Record
from planner.model.words import counted


class MixedSet(Record):
    """So many `copies`, of which some are `upgraded`, some `left_out`, and the others as before.

    `typical_w` and `most_w` are the watts of all copies in use together: at least so many, where
    `lacking` names parts of which they are not known, and None where they are known of none.
    """

    copies: Annotated[int, Field(ge=1)]
    upgraded: Annotated[int, Field(ge=1)]
    left_out: Annotated[int, Field(ge=0)] = 0
    typical_w: ExactDecimal | None = None
    most_w: ExactDecimal | None = None
    lacking: tuple[str, ...] = ()

    @property
    def as_before(self) -> int:
        """Return how many stay as they are."""
        return self.copies - self.upgraded - self.left_out

    @property
    def in_use(self) -> int:
        """Return how many are in use in the end."""
        return self.copies - self.left_out


class SomeCopies(Record):
    """Which copies of a set are upgraded: so many, None for all that are not `left_out`."""

    upgraded: Annotated[int, Field(ge=1)] | None = None
    left_out: Annotated[int, Field(ge=0)] = 0

    def upgraded_of(self, copies: int) -> int:
        """Return how many are upgraded of so many; PlannerError where there are not as many."""
        upgraded = copies - self.left_out if self.upgraded is None else self.upgraded
        if upgraded < 1 or upgraded + self.left_out > copies:
            raise PlannerError(self._too_many(copies))
        return upgraded

    def _too_many(self, copies: int) -> Finding:
        there = counted(copies, "copy", "copies")
        if self.upgraded is None:
            message = f"There {_is(copies)} {there}: with {self.left_out} left out, none is left."
        elif self.left_out:
            asked = f"{self.upgraded} upgraded and {self.left_out} left out"
            message = f"There {_is(copies)} {there}: not enough for {asked}."
        else:
            message = f"There {_is(copies)} {there}: {self.upgraded} of them cannot be upgraded."
        return Finding(
            code="partly-too-many",
            severity=Severity.ERROR,
            subject="copies",
            message=message,
            hint="Ask for fewer, or say how many copies there are.",
        )


def _is(copies: int) -> str:
    return "is" if copies == 1 else "are"


ALL_COPIES = SomeCopies()
