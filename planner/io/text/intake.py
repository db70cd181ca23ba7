"""What reading has found and left out so far."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from planner.io.text.problems import Problem
from planner.io.text.tables import TableRead, TextRow, TextTable, bare, column_key
from planner.model.catalog import LeftOut
from planner.model.findings import Cell, Finding, Severity
from planner.model.nearest import MANY, ManyWords, nearest

# More than anybody mends by hand; all of them would take more memory than the catalog.
MOST_FINDINGS = 100_000
MOST_SUGGESTIONS = 20


@dataclass(slots=True)
class Intake:
    """What reading has found and left out so far."""

    findings: list[Finding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _suggested: int = 0
    # Known words as they were looked through last: the next misspelt one is looked for among them.
    _words: tuple[Collection[str], Collection[str] | ManyWords] | None = None

    def take(self, read: TableRead) -> TextTable:
        """Keep what a reader found, and return its table."""
        table, findings = read
        for each in findings:
            self._keep(each)
        self.left_out.extend(table.left_out)
        if not table.columns and any(each.severity is Severity.ERROR for each in findings):
            self.left_out.append(LeftOut(file=table.file, row=1, cells=()))
        return table

    def add(
        self,
        code: str,
        subject: str,
        message: str,
        *,
        hint: str = "",
        cell: Cell | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Report one finding, an error unless said otherwise."""
        self._keep(
            Finding(
                code=code,
                severity=severity,
                subject=subject,
                message=message,
                hint=hint,
                cell=cell,
            )
        )

    def _keep(self, finding: Finding) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)
        elif len(self.findings) == MOST_FINDINGS:
            message = f"There are more than {MOST_FINDINGS:,} findings; the others are not listed."
            hint = "Fix those above first."
            self.findings.append(
                Finding(
                    code="findings-cut",
                    severity=Severity.ERROR,
                    subject=finding.subject,
                    message=message,
                    hint=hint,
                )
            )

    def nearest(self, word: str, known: Collection[str], *, alike: int = 60) -> str | None:
        """Return the known word that a misspelt one most likely stands for, for the first few.

        Whoever has many such words has one mistake many times, and looking takes as long as there
        are known words.
        """
        self._suggested += 1
        if self._suggested > MOST_SUGGESTIONS:
            return None
        if self._words is None or self._words[0] is not known:
            self._words = known, ManyWords(known) if len(known) > MANY else known
        return nearest(word, self._words[1], alike=alike)

    def leave_out(self, table: TextTable, row: TextRow) -> None:
        """Keep a row that was not taken, as it stood in its file."""
        written = row.cells[: len(row.cells) - row.unwritten]
        cells = zip(map(column_key, table.columns), row.cells, strict=True)
        number = next((bare(cell) for name, cell in cells if name == "part_number"), "")
        self.left_out.append(
            LeftOut(file=table.file, row=row.number, cells=written, part_number=number)
        )

    def refuse(self, table: TextTable, row: TextRow, subject: str, problem: Problem) -> None:
        """Report what is wrong with a row that was otherwise well written, and leave it out."""
        self.report(table, row, subject, (problem,))
        self.leave_out(table, row)

    def report(
        self, table: TextTable, row: TextRow, subject: str, problems: Sequence[Problem]
    ) -> None:
        """Report what is wrong in a row, one finding for each problem."""
        for problem in problems:
            cell = table.cell(row.number, problem.column, problem.value)
            self.add(problem.code, subject, problem.message, hint=problem.hint, cell=cell)
