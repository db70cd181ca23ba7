"""The door to distributors: who can be asked, and what must stand beside what is kept."""

from planner.io.distributors.tme import CREDIT
from planner.jobs.distributors import DISTRIBUTORS, ask_distributor, credits_of, with_keys
from planner.model.lookups import LookupAnswer, LookupQuestion
from planner.model.secret import Secret
from tests.io.distributors.counter import DAY, counter, keys


def test_who_has_every_key_can_be_asked() -> None:
    mine = keys()
    del mine["PLANNER_TME_SECRET"], mine["PLANNER_MOUSER_KEY"]

    assert list(with_keys({})) == []
    assert list(with_keys(keys())) == list(DISTRIBUTORS)
    assert list(with_keys(mine)) == ["element14", "digikey"]


def test_a_distributor_is_asked_through_the_door() -> None:
    question = LookupQuestion(at="element14", sought="fan")
    with counter() as there:
        key = {"PLANNER_ELEMENT14_KEY": Secret("mine")}
        found = ask_distributor(question, key, today=DAY, origin=there.origin)

    assert isinstance(found, LookupAnswer)
    assert "apiKey=mine" in there.server.requests[0]


def test_beside_prices_that_were_kept_from_a_distributor_stands_its_line() -> None:
    shops = ["https://shop.example/fan", "http://[broken", "a book"]

    assert credits_of(shops) == ()
    assert credits_of([*shops, "https://www.tme.eu/en/details/fan/"]) == (CREDIT,)
