"""A person's configuration file: defaults for commands, in TOML. Keys and passwords are refused."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.io.readers.csv import file_content
from planner.model.findings import Cell, Finding, PlannerError, Severity
from planner.model.nearest import did_you_mean

# By the table it stands in, none or [terms]: what each key holds.
TEXT, TEXTS, YES_OR_NO, NUMBER = "a text", "a list of texts", "true or false", "a whole number"
TOP = {"currency": TEXT, "country": TEXT, "tariff": TEXT}
TERMS = {
    "condition": TEXTS,
    "prices-since": TEXT,
    "include-ended": YES_OR_NO,
    "published": YES_OR_NO,
    "exclude": TEXTS,
    "max-vendors": NUMBER,
    "assume-shipping": TEXTS,
    "assume-tax": TEXTS,
}
KEYS = {**TOP, **TERMS}
_SECRET = re.compile(
    r"token|secret|passw|passphrase|api.?key|_key$|-key$|^key$|credential", re.IGNORECASE
)
_WITH_PASSWORD = re.compile(r"://[^/\s]*:[^/\s]*@")

Value = str | bool | int | tuple[str, ...]


def read_configuration(path: Path) -> dict[str, Value]:
    """Return what a file says by key; nothing if it is not there. PlannerError: it cannot be used.

    What is refused as a secret is never told back.
    """
    if not path.exists() or str(path) == os.devnull:
        return {}
    content, findings = file_content(path, path.name)
    if content is None:
        raise PlannerError(findings[0])
    try:
        read = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path, "", f"This is not TOML: {error}.", "Correct it.") from None
    for name, value in _all_of(read):
        if _SECRET.search(name) or (isinstance(value, str) and _WITH_PASSWORD.search(value)):
            raise _a_secret(path, name)
    terms = read.pop("terms", {})
    if not isinstance(terms, dict):
        raise _refused(path, "terms", "terms is not a table.", "Write [terms] above its keys.")
    return {**_values(path, read, TOP), **_values(path, terms, TERMS)}


def _all_of(read: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in read.items():
        yield f"{within}{name}", value
        if isinstance(value, dict):
            yield from _all_of(value, f"{within}{name}.")
        elif isinstance(value, list):
            for each in value:
                yield from _all_of(
                    each if isinstance(each, dict) else {"": each}, f"{within}{name}"
                )


def _values(path: Path, read: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in read.items():
        if name not in known:
            elsewhere = "It belongs in [terms]. " if name in TERMS else ""
            hint = elsewhere or f"{did_you_mean(name, tuple(known))}Known: {', '.join(known)}."
            raise _refused(path, name, f"There is no key {name}.", hint.strip())
        taken = _taken(value, known[name])
        if taken is None:
            wanted = f"{name} must be {known[name]}."
            raise _refused(path, name, wanted, "See docs/command_line.md for an example.")
        found[name] = taken
    return found


def _taken(value: object, kind: str) -> Value | None:
    """Return a value as what it has to be; None if it is not that."""
    if kind == YES_OR_NO:
        return value if isinstance(value, bool) else None
    if isinstance(value, bool):
        return None
    if kind == NUMBER:
        return value if isinstance(value, int) and value > 0 else None
    if kind == TEXTS:
        texts = [_text(each) for each in (value if isinstance(value, list) else [value])]
        return None if None in texts else tuple(each for each in texts if each is not None)
    return _text(value)


def _text(value: object) -> str | None:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value) if number or isinstance(value, date) else None


def _a_secret(path: Path, name: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="config-secret",
            severity=Severity.ERROR,
            subject=name,
            message=f"{name} looks like a key or a password, which does not belong in this file.",
            hint="Remove it from the file and set it in the environment, such as "
            "PLANNER_TME_TOKEN.",
            cell=Cell(file=str(path)),
        )
    )


def _refused(path: Path, name: str, message: str, hint: str) -> PlannerError:
    return PlannerError(
        Finding(
            code="config-invalid",
            severity=Severity.ERROR,
            subject=name or path.name,
            message=message,
            hint=hint,
            cell=Cell(file=str(path)),
        )
    )


def unusable(file: str, key: str, why: str) -> PlannerError:
    """Return what is said of a setting of the configuration file that cannot be used."""
    return PlannerError(
        Finding(
            code="config-unusable",
            severity=Severity.ERROR,
            subject=key,
            message=f"{key}: {why}",
            hint="Correct the configuration file. See it with: planner config",
            cell=Cell(file=file),
        )
    )
