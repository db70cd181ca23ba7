"""What the command says about one node more for a build; no layout."""

from planner.cli.answer import Answer, Text
from planner.engine.reporting.next_node import further_notes, headline, parts_table
from planner.model.catalog import Catalog
from planner.model.next_node import NextNode
from planner.model.table import Table


def next_node_answer(found: NextNode, catalog: Catalog, *, written: str | None = None) -> Answer:
    """Return what one node more takes and costs, and why it costs a jump."""

    def names(number: str) -> str:
        part = catalog.by_number.get(number)
        return number if part is None else part.name

    blocks: list[Table | Text] = []
    if said := headline(found, names):
        blocks.append(Text(f"{found.title}: {said}", strong=True))
    if found.added:
        blocks.append(parts_table(found, names))
    if more := tuple(further_notes(found, names)):
        blocks.append(Text("\n".join(more)))
    if written is not None:
        blocks.append(Text(f"Written to {written}."))
    return Answer(tuple(blocks), found, found.findings)
