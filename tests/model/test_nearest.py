"""The word that was meant."""

from planner.model.nearest import MANY, ManyWords, did_you_mean, nearest


def test_the_nearest_word_is_found_however_it_is_written() -> None:
    assert nearest("KRAKE", ["octopi", "kraken"]) == "kraken"
    assert nearest("anything", ["octopi", "kraken"]) is None


def test_of_equally_near_words_the_one_that_begins_alike_is_meant() -> None:
    assert nearest("SGX", ["XGD", "SGD"]) == "SGD"


def test_whether_a_word_was_meant_is_asked_in_front_of_what_else_helps() -> None:
    assert did_you_mean("krake", ["kraken"]) == "Did you mean 'kraken'? "
    assert did_you_mean("anything", ["kraken"]) == ""


def test_among_very_many_words_those_that_begin_or_end_alike_are_compared() -> None:
    known = [f"board-{each:06}" for each in range(MANY)] + [f"x{each:06}-cable" for each in (1, 2)]
    assert nearest("Board-000129x", known) == "board-000129"
    assert nearest("y000002-cable", known) == "x000002-cable"
    assert nearest("?", known) is None


def test_many_words_that_were_put_in_order_are_compared_as_if_they_were_not() -> None:
    known = [f"board-{each:06}" for each in range(MANY + 1)]
    many = ManyWords([*known, "two\nlines"])
    assert len(many) == MANY + 2
    for word in ("Board-000129x", "BORD-000007", "?", "xx-000012", "two\nline"):
        assert nearest(word, many) == nearest(word, [*known, "two\nlines"])
    assert nearest("two line", many) == "two\nlines"
