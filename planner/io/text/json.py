"""JSON that somebody wrote, as plain values: each key once, each number with its digits."""

import json
from decimal import Decimal
from typing import NoReturn

from planner.model.exact_numbers import brief, counted

_LONGEST = 60  # letters of a key that is told


class NotJsonError(ValueError):
    """Why a text is no JSON that can be taken at its word, said of `it`."""


def read_json(content: str | bytes) -> object:
    """Return what a JSON text says, with a Decimal for every number that is not whole.

    Raises NotJsonError where it is none, names a key twice in one object, has a number of too many
    digits or none at all, or lies too deep.
    """
    try:
        return json.loads(
            content,
            object_pairs_hook=_each_once,
            parse_float=_number,
            parse_int=_whole_number,
            parse_constant=_no_number,
        )
    except NotJsonError:
        raise
    except json.JSONDecodeError as error:
        raise NotJsonError(
            f"it is not JSON from line {error.lineno}, column {error.colno} on"
        ) from None
    except RecursionError:
        raise NotJsonError("it has lists or objects too deep in one another") from None
    except ValueError:  # in no encoding of JSON
        raise NotJsonError("it is not text") from None


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    # Of a key that stands twice nobody knows which of the two is meant.
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise NotJsonError(f"{twice[:_LONGEST]} stands twice")
    return found


def _number(text: str) -> Decimal:
    try:
        return counted(text)
    except ValueError as error:
        raise NotJsonError(str(error)) from None


def _whole_number(text: str) -> int:
    return int(_number(text))


def _no_number(text: str) -> NoReturn:
    raise NotJsonError(f"{brief(text)} is not a number")
