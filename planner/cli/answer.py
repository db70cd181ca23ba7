"""What a command found: blocks for people, its record for programs, and its findings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.model.code_kinds import Mend
from planner.model.findings import MOST_SHOWN, Finding, Severity, gravest_first
from planner.model.table import Table
from planner.model.words import noun

WORDS = {
    Mend.MORE_TIME: "give it longer with --time-limit",
    Mend.FEWER_WISHES: "drop a requirement",
    Mend.MORE_PARTS: "add parts to the catalog",
    Mend.OTHER_PART: "look for it with: planner parts",
    Mend.KNOWN_WISHES: "see: planner size --help",
    Mend.ALL_PRICES: "include all prices with --prices-since any",
    Mend.ENDED_PARTS: "include them with --include-ended",
    Mend.SAY_WHAT: "say what it is with --as switch|board|charger|power-strip",
    Mend.ANY_CONDITION: "include them with --condition any",
    Mend.MORE_FACTS: "check it before you buy, or add the missing data with: planner catalog put",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `strong` marks the one that a reader looks for first."""

    text: str
    strong: bool = False
    # Output that somebody may paste elsewhere, such as a CSV, keeps its lines.
    as_it_is: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: blocks for people, its record for programs, and its findings.

    `record` is what JSON is written from; None where a command has no such form. `findings` decide
    the exit code; `remarks` is what people read of them, all of it unless said otherwise. `flat` is
    the table that a CSV holds, if it is not the first block that is one. `markdown` makes a
    document that is more than the blocks.
    """

    blocks: tuple[Table | Text, ...]
    record: object
    findings: tuple[Finding, ...] = ()
    remarks: tuple[str, ...] | None = None
    flat: Table | None = None
    markdown: Callable[[], str] | None = None
    # What programs read of an answer that is shown and not kept: it has no record to read back.
    fields: Mapping[str, object] | None = None
    # Whether questions are open that the answer hangs on: nothing is wrong, but it is not the end.
    is_open: bool = False

    def with_errors_alone(self) -> "Answer":
        """Return the same answer with nothing said of it but its errors."""
        errors = [each for each in self.findings if each.severity is Severity.ERROR]
        return replace(self, remarks=remarks_on(errors))

    def said(self) -> tuple[str, ...]:
        """Return what people read of the findings, each as one line."""
        return remarks_on(self.findings) if self.remarks is None else self.remarks


def remark(finding: Finding, *, of: str = "") -> str:
    """Return a finding as one line: how grave it is, `of` what, where, what, and what to do."""
    about = f"{of}: " if of else ""
    return f"{finding.severity}: {about}{finding.line(WORDS)}"


def remarks_on(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the first findings as one line each, and how many more there are.

    Where some are left out, the gravest come first: nobody reads a terminal back for an hour.
    """
    if len(findings) <= MOST_SHOWN:
        return tuple(map(remark, findings))
    gravest = gravest_first(findings)
    more = len(findings) - MOST_SHOWN
    last = f"and {more:,} more {noun(more, 'finding')}; --format json lists all."
    return (*map(remark, gravest[:MOST_SHOWN]), last)
