"""Answers as JSON documents for programs, and back: one form for commands, files and whoever asks.

Under the keys that programs read, money is `{"amount": "626.63", "currency": "SGD"}`: its amount is
a text with the decimals of its currency, so that no reader rounds it; an exchange rate is a text
for the same reason. Other numbers are JSON numbers with the digits they have. What is not known is
null. Under `record`, in a line of its own, stands the whole answer once more with every digit, so
that `read_answer` gives back the record that was written. The same input gives the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import TYPE_CHECKING

from planner.io.text.encodings import MAX_FILE_BYTES
from planner.io.text.json import NotJsonError, read_json
from planner.io.text.visible import escaped_json
from planner.model.costed import CostedPlan
from planner.model.findings import Finding, PlannerError, Severity

if TYPE_CHECKING:
    from planner.model.document import Document

TITLE = "JSON"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"

ONE_LINE = 72
# An answer says what it was made from several times over.
MOST_OF_AN_ANSWER = 5 * MAX_FILE_BYTES

Fields = dict[str, object]


class _Line(dict[str, object]):
    """An object that is written in one line, however long."""


def export(document: "Document") -> bytes:
    """Return the bill of a document as JSON, with its upgrade and comparison if it has them."""
    told = None if document.findings == document.plan.findings else document.findings
    costed = CostedPlan(
        plan=document.plan,
        bom=document.bom,
        told=told,
        upgrade=document.upgrade,
        more=document.more,
        comparison=document.comparison,
        running=document.running,
        kits=document.kits,
        spares=document.spares,
    )
    return to_json(answer_fields(costed)).encode()


def answer_fields(answer: object) -> Fields:
    """Return an answer as plain values: the keys that programs read, and the whole `record`.

    Raises TypeError for what is no record of `_json_answers`.
    """
    # Who writes no JSON does not wait for what makes it.
    from planner.io.exporters._json_answers import kind_of
    from planner.io.exporters._json_records import with_kind

    kind = kind_of(answer)
    if kind is None:
        raise TypeError(f"a {type(answer).__name__} is not an answer with a JSON form")
    return {**kind.fields(answer), "record": _Line(with_kind(kind.form, answer))}


def read_answer(content: str | bytes) -> object:
    """Return the record of an answer; PlannerError with the place of what is wrong with it."""
    from planner.io.exporters._json_answers import KINDS
    from planner.io.exporters._json_forms import UnreadableError
    from planner.io.exporters._json_records import read_of_kind, told_apart

    if len(content) > MOST_OF_AN_ANSWER:
        raise _unreadable(f"it is longer than {MOST_OF_AN_ANSWER:,} signs")
    try:
        document = read_json(content)
        if not isinstance(document, dict) or "record" not in document:
            raise _unreadable("it has no record")
        record = document["record"]
        return read_of_kind(told_apart(KINDS, record, "kind").form, record)
    except NotJsonError as error:
        raise _unreadable(str(error)) from None
    except UnreadableError as error:
        place = ".".join(filter(None, ("record", error.place)))
        raise _unreadable(f"{place}: {error.problem}") from None


def _unreadable(why: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="answer-unreadable",
            severity=Severity.ERROR,
            subject="answer",
            message=f"This is not an answer from the planner: {why}.",
            hint="Take it whole and unchanged, as it was written.",
        )
    )


def to_json(value: object) -> str:
    """Return plain values as indented JSON text with a line end; a Decimal keeps its digits.

    The record of an answer stands in one line.
    """
    return escaped_json(f"{_text(value, 0)}\n")


def _text(value: object, depth: int) -> str:
    # Of a hundred thousand values most are texts: asking for them first takes half the time.
    if type(value) is str:
        return encode_basestring(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    if isinstance(value, _Line):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        entries = [f"{_key(key)}: {_text(each, depth + 1)}" for key, each in value.items()]
        return _block("{", entries, "}", depth)
    if isinstance(value, list | tuple):
        return _block("[", [_text(each, depth + 1) for each in value], "]", depth)
    # Everything else json knows: text, int, bool, None. A float is a bug: money has none.
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float")
    return json.dumps(value, ensure_ascii=False)


def _key(key: object) -> str:
    return encode_basestring_ascii(key) if type(key) is str else json.dumps(key)


def _block(opening: str, entries: Sequence[str], closing: str, depth: int) -> str:
    """Return entries on one line if they fit, else one a line."""
    line = opening + ", ".join(entries) + closing
    if len(line) <= ONE_LINE and "\n" not in line:
        return line
    inner = ",\n".join(f"{'  ' * (depth + 1)}{entry}" for entry in entries)
    return f"{opening}\n{inner}\n{'  ' * depth}{closing}"
