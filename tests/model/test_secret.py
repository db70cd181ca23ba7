"""A key shows itself to nobody who does not ask for it by name."""

import copy
import json
import pickle

import pytest

from planner.model.secret import Secret

KEY = "canary-key"


def test_a_key_says_what_it_is_to_whoever_asks() -> None:
    assert Secret(KEY).reveal() == KEY


def test_no_way_to_print_a_key_prints_it() -> None:
    secret = Secret(KEY)
    assert not any(KEY in each for each in (repr(secret), str(secret), f"{secret}", f"{[secret]}"))


@pytest.mark.parametrize("write", [pickle.dumps, json.dumps, copy.deepcopy, vars])
def test_a_key_is_never_written_down(write) -> None:
    with pytest.raises(TypeError) as caught:
        write(Secret(KEY))
    assert KEY not in str(caught.value)


def test_keys_are_the_same_when_their_texts_are() -> None:
    assert Secret(KEY) == Secret(KEY) != Secret("other")
    assert Secret(KEY) != KEY
    assert len({Secret(KEY), Secret(KEY)}) == 1


@pytest.mark.parametrize("text", ["", "two words", "line\nend", "ключ", "a" * 301, "\x7f"])
def test_what_could_change_a_request_is_no_key_and_is_not_shown(text: str) -> None:
    with pytest.raises(ValueError, match="1 to 300") as caught:
        Secret(text)
    assert not text or text not in str(caught.value)
