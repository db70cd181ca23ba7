"""Requirements as a TOML file and back: the record that a form or a command's options fill."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from planner.io.documents.toml_text import record_toml
from planner.io.text.problems import in_words
from planner.io.text.toml import mistakes, read_keys
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.requirement import Requirement


def read_requirement(
    file: str, content: bytes, *, given: Mapping[str, Any], today: date
) -> tuple[Requirement | None, tuple[Finding, ...]]:
    """Read a requirement from the bytes of a TOML file; what is `given` comes before its keys.

    Prices are of `today` unless a day is given or in the file.
    """
    keys, text, notes = read_keys(file, content, what="requirement")
    if keys is None:
        return None, notes
    try:
        return Requirement.model_validate({"on": today, **keys, **given}), notes
    except ValidationError as error:
        found = error.errors(include_url=False)
    return None, (*notes, *mistakes(file, text, found, root=Requirement, what="requirement"))


def requirement_toml(requirement: Requirement) -> str:
    """Return a requirement as TOML; `read_requirement` reads the same from it."""
    return record_toml(requirement)


def wishes_of(
    given: Mapping[str, Any], *, today: date
) -> tuple[Requirement | None, tuple[Finding, ...]]:
    """Return the requirement of single requirements, or one finding for each that cannot be."""
    try:
        return Requirement.model_validate({"on": today, **given}), ()
    except ValidationError as error:
        found = error.errors(include_url=False)
    return None, tuple(_invalid(" ".join(map(str, e["loc"])), in_words(e)) for e in found)


def requirement_of(given: Mapping[str, Any], *, today: date) -> Requirement:
    """Return a requirement of single requirements; what cannot be required is a PlannerError."""
    wanted, findings = wishes_of(given, today=today)
    if wanted is None:
        raise PlannerError(findings[0])
    return wanted


def _invalid(place: str, words: str) -> Finding:
    return Finding(
        code="requirement-invalid",
        severity=Severity.ERROR,
        subject=place or "requirement",
        message=f"{place}: {words}" if place else words,
    )
