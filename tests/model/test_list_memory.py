"""What is kept of how a list was read: only what belongs to its headings."""

from datetime import date

import pytest
from pydantic import ValidationError

from planner.model.list_memory import KeptAnswer, KeptColumn, ListMemory

SHAPE = "0123456789abcdef01234567"
DAY = date(2026, 11, 30)


def test_columns_and_answers_of_headings_are_kept() -> None:
    memory = ListMemory(
        shape=SHAPE,
        on=DAY,
        columns=(KeptColumn(field="quantity", column=3),),
        answers=(KeptAnswer(question="currency", answer="EUR"),),
    )

    assert not memory.is_empty
    assert ListMemory(shape=SHAPE, on=DAY).is_empty


@pytest.mark.parametrize("question", ["hidden", "unpriced", "tables", "zero-price"])
def test_an_answer_that_differs_from_file_to_file_is_refused(question: str) -> None:
    with pytest.raises(ValidationError, match="differs from file to file"):
        ListMemory(shape=SHAPE, on=DAY, answers=(KeptAnswer(question=question, answer="take"),))
