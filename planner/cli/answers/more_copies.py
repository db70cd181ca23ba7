"""What the command says of a few copies more: two sums of two days, and what is bought."""

from planner.cli.answer import Answer, Text
from planner.cli.answers._bill_rows import BILL_COLUMNS, bill_rows
from planner.cli.answers.builds import rates_text
from planner.engine.reporting.more_copies import left_over_text, sentences
from planner.model.more_copies import MoreCopies
from planner.model.table import Table


def more_copies_answer(found: MoreCopies, *, written: str | None = None) -> Answer:
    """Return what was paid then, what is to pay now, and both together."""
    then, now, *others = sentences(found)
    blocks: list[Table | Text] = [Text(f"{found.title}: {found.more} more", strong=True)]
    if found.added.lines or found.added.charges:
        blocks.append(Table("more", "To buy", BILL_COLUMNS, tuple(bill_rows(found.added))))
    if said := left_over_text(found):
        blocks.append(Text(said))
    blocks += [Text(f"{then}\n{now}", strong=True), Text("\n".join(others))]
    rates = dict.fromkeys((*found.paid.rates, *found.added.rates))
    if rates:
        blocks.append(rates_text(tuple(rates)))
    if written is not None:
        said = f"What must be bought is in {written}." if written else "Nothing must be bought."
        blocks.append(Text(said))
    return Answer(tuple(blocks), found, found.findings)
