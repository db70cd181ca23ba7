"""Requirements from a TOML file: the same record that a form or the options of a command fill."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from planner.io.problems import in_words
from planner.io.toml_files import explained, read_keys
from planner.model.findings import Finding, PlannerError, Severity
from planner.model.requirement import Requirement


def read_requirement(
    file: str, content: bytes, *, given: Mapping[str, Any], today: date
) -> tuple[Requirement | None, tuple[Finding, ...]]:
    """Read a requirement from the bytes of a TOML file; what is `given` comes before its keys.

    Prices are of `today` unless a day is given or in the file.
    """
    hint = "See: planner size --help"
    keys, text, notes = read_keys(file, content, what="requirement", hint=hint)
    if keys is None:
        return None, notes
    try:
        return Requirement.model_validate({"on": today, **keys, **given}), notes
    except ValidationError as error:
        found = error.errors(include_url=False)
    wrong = (explained(file, text, e, root=Requirement, what="requirement") for e in found)
    return None, (*notes, *wrong)


def requirement_of(given: Mapping[str, Any], *, today: date) -> Requirement:
    """Return a requirement of single wishes; what cannot be wished is a PlannerError."""
    try:
        return Requirement.model_validate({"on": today, **given})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
    place = " ".join(str(part) for part in first["loc"])
    raise PlannerError(
        Finding(
            code="requirement-invalid",
            severity=Severity.ERROR,
            subject=place or "requirement",
            message=f"{place}: {in_words(first)}" if place else in_words(first),
            hint="See: planner size --help",
        )
    )
