"""What is kept of how a person read lists of one shape: what columns hold, and few answers.

A shape is the mark of the headings of a file. No heading, name, note, number or price of a list is
kept, and no answer about numbers that differ from file to file.
"""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from planner.model.record import Record

Shape = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")]
_Field = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}$")]
_Question = Annotated[str, StringConstraints(pattern=r"^[a-z-]{1,30}$")]
_Answer = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
# Questions whose answers belong to the headings of a file, and not to what stands below them.
OF_THE_SHAPE = frozenset(
    {"currency", "headings", "price-column", "quantity-column", "shipping", "tax"}
)


class KeptColumn(Record):
    """A column, counted from 0, by what it holds; None where none does.

    `table` is which table of the file, counted from 1; 0 where it holds for all of them.
    """

    field: _Field
    table: int = Field(default=0, ge=0, le=1000)
    column: int | None = Field(default=None, ge=0, le=20_000)


class KeptAnswer(Record):
    """What a person answered to a question."""

    question: _Question
    answer: _Answer


class ListMemory(Record):
    """How a person read a list of a shape, and on which day."""

    shape: Shape
    on: date
    columns: tuple[KeptColumn, ...] = Field(default=(), max_length=200)
    answers: tuple[KeptAnswer, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _only_of_the_shape(self) -> Self:
        wrong = next((a.question for a in self.answers if a.question not in OF_THE_SHAPE), None)
        if wrong is not None:
            raise ValueError(f"an answer to {wrong!r} differs from file to file")
        return self

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.columns or self.answers)


class Remembered(Record):
    """What was remembered of lists of this shape and holds for this one, as a person names it."""

    on: date
    columns: tuple[tuple[str, str], ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
