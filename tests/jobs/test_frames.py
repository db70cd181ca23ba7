"""What a process of the pool says to the server: no message is long, and nothing gets lost."""

from dataclasses import dataclass

from planner.jobs._frames import joined, pieces
from planner.model.record import Record


class Inner(Record):
    """A record with many numbers in it."""

    numbers: tuple[int, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer with many records of its own, and a record that has as many."""

    own: tuple[int, ...]
    inner: Inner
    none: Inner | None = None


def test_the_many_records_of_an_answer_go_in_pieces_however_deep_they_lie() -> None:
    many = tuple(range(1_200))
    answer = Answer(many, Inner(numbers=many, name="deep"))

    found, rest = pieces(7, answer)

    assert rest == Answer((), Inner(numbers=(), name="deep"))
    assert max(len(each.records) for each in found) == 500
    assert {each.path for each in found} == {("own",), ("inner", "numbers")}
    assert joined(rest, found) == answer


def test_an_answer_of_few_records_goes_as_it_is() -> None:
    answer = Answer((1, 2), Inner(numbers=(3,)))

    assert pieces(7, answer) == ([], answer)
    assert joined(answer, ()) is answer
    assert pieces(7, 5) == ([], 5)
