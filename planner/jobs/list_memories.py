"""Remember how a person read a list, for the next one with the same headings; and forget it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from planner.io.bills.opened import Outline, column_index, given_columns
from planner.io.documents.list_memories import memory_content, memory_file, read_memory
from planner.io.own.documents import drop_note, note_content, put_note
from planner.io.text.grids import column_letters
from planner.model.bill_reading import Asked, BillReading
from planner.model.list_memory import OF_THE_SHAPE, KeptAnswer, KeptColumn, ListMemory

_COLUMN = "-column"


def recall(own: Path, outline: Outline) -> ListMemory | None:
    """Return how the last list of this shape was read, if somebody said anything of it."""
    if not outline.shape:
        return None
    content = note_content(own, memory_file(outline.shape))
    return None if content is None else read_memory(content, shape=outline.shape)


def remember(
    own: Path,
    outline: Outline,
    reading: BillReading,
    *,
    columns: Mapping[str, str],
    answers: Mapping[str, str],
    on: date,
) -> ListMemory | None:
    """Keep what a person said of the columns, and the answers that belong to the headings.

    Nothing is written where it says what is kept already. PlannerError if it cannot be written.
    """
    if not outline.shape:
        return None
    asked = {each.key: each for each in reading.asked}
    made = ListMemory(
        shape=outline.shape,
        on=on,
        columns=tuple(_kept_columns(outline, columns)),
        answers=tuple(
            KeptAnswer(question=key, answer=_kept_answer(key, answer))
            for key, answer in sorted(answers.items())
            if key in OF_THE_SHAPE and key in asked and _is_answer(asked[key], answer)
        ),
    )
    before = recall(own, outline)
    if made.is_empty:
        if before is not None:
            forget(own, outline)
        return None
    if before is None or (before.columns, before.answers) != (made.columns, made.answers):
        put_note(own, memory_file(outline.shape), memory_content(made))
    return made


def forget(own: Path, outline: Outline) -> None:
    """Let go of what was remembered of this shape. PlannerError if it cannot be."""
    if outline.shape:
        drop_note(own, memory_file(outline.shape))


def _kept_columns(outline: Outline, columns: Mapping[str, str]) -> list[KeptColumn]:
    found = [
        KeptColumn(
            field=role.value,
            table=outline.names.index(table) + 1 if table else 0,
            column=column,
        )
        for (table, role), column in given_columns(columns, outline).items()
    ]
    return sorted(found, key=lambda each: (each.table, each.field))


def _is_answer(asked: Asked, answer: str) -> bool:
    """Tell whether an answer is one of the choices, or a code of a currency: no text of a list."""
    choices = {choice.key for choice in asked.choices}
    if asked.key == "currency":
        return len(answer) == 3 and answer.isascii() and answer.isalpha()
    return answer in choices


def _kept_answer(key: str, answer: str) -> str:
    return str(column_index(answer)) if key.endswith(_COLUMN) else answer


# --- what of it holds for another file -----------------------------------------------------------


def columns_in(memory: ListMemory, outline: Outline) -> dict[str, str]:
    """Return the columns that were kept as a person names them in this file."""
    found = {}
    for each in memory.columns:
        if each.table > len(outline.names):
            continue
        if each.column is not None and each.column not in outline.columns:
            continue
        table = f"{outline.names[each.table - 1]}!" if each.table else ""
        found[f"{table}{each.field}"] = column_name(each.column, by_letters=outline.by_letters)
    return found


def column_name(column: int | None, *, by_letters: bool) -> str:
    """Return what a column is called in a file; `none` for none."""
    if column is None:
        return "none"
    return column_letters(column) if by_letters else str(column)


def answers_in(memory: ListMemory, asked: Mapping[str, Asked]) -> dict[str, str]:
    """Return the answers that were kept to what is asked of this file, where it allows for them."""
    found = {}
    for each in memory.answers:
        question = asked.get(each.question)
        if question is None:
            continue
        choices = [choice.key for choice in question.choices]
        if each.question.endswith(_COLUMN):
            fitting = [c for c in choices if each.answer.isdigit() and _is_at(c, each.answer)]
        else:
            fitting = [each.answer] if not choices or each.answer in choices else []
        if fitting:
            found[each.question] = fitting[0]
    return found


def _is_at(choice: str, place: str) -> bool:
    return column_index(choice) == int(place)
