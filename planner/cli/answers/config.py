"""What the command says of what is configured; no layout."""

from planner.cli.answer import Answer, Text
from planner.model.configuration import Configuration, ConfiguredValue, SetBy
from planner.model.table import Column, Row, Table


def config_answer(found: Configuration) -> Answer:
    """Return every value with where it comes from, and where the file of one's own is."""
    columns = (Column("name", "Setting"), Column("value", "Value"), Column("from", "From"))
    rows = tuple(
        Row(each.name, (each.name, each.value or "not set", _from(each))) for each in found.values
    )
    told = f"Your configuration file: {found.file}"
    if not found.there:
        told = f"There is no configuration file. Its place: {found.file}"
    return Answer((Table("config", "Configuration", columns, rows), Text(told)), found)


def _from(each: ConfiguredValue) -> str:
    if each.by is SetBy.FILE:
        return "configuration file"
    if each.by is SetBy.ENVIRONMENT:
        return each.place
    return f"default ({each.place})" if each.place else "default"
