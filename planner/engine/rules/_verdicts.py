"""How a rule words what it finds."""

from collections.abc import Sequence

from planner.model.codes import UNCHECKED
from planner.model.findings import Finding, Severity
from planner.model.plan import Plan
from planner.model.words import named


def verdict(code: str, severity: Severity, subject: str, message: str, hint: str = "") -> Finding:
    """Return a finding about `subject`: what is the case, and what would mend it."""
    return Finding(code=code, severity=severity, subject=subject, message=message, hint=hint)


def unchecked(plan: Plan, what: str, why: str, parts: Sequence[str], *, of: str = "") -> Finding:
    """Return the note that a rule could not judge, why, and for want of which parts' facts.

    `of` is the part that was to be judged, where that is another one.
    """
    return Finding(
        code=UNCHECKED,
        severity=Severity.NOTE,
        subject=plan.build.name,
        message=f"Not checked: {what}. {why} for {named(parts)}.",
        parts=(*parts, of) if of else tuple(parts),
        unchecked=what,
    )
