"""The word that was meant."""

from planner.model.nearest import did_you_mean, nearest


def test_the_nearest_word_is_found_however_it_is_written() -> None:
    assert nearest("KRAKE", ["octopi", "kraken"]) == "kraken"
    assert nearest("anything", ["octopi", "kraken"]) is None


def test_of_equally_near_words_the_one_that_begins_alike_is_meant() -> None:
    assert nearest("SGX", ["XGD", "SGD"]) == "SGD"


def test_whether_a_word_was_meant_is_asked_in_front_of_what_else_helps() -> None:
    assert did_you_mean("krake", ["kraken"]) == "Did you mean 'kraken'? "
    assert did_you_mean("anything", ["kraken"]) == ""
