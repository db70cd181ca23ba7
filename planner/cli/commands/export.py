"""The command that writes a build to a file: Excel, CSV, Markdown, BBCode, HTML or JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.cli.commands._copies_option import Copies, with_copies
from planner.cli.commands._running_options import (
    Country,
    LoadShare,
    TypedTariff,
    running_terms,
)
from planner.cli.commands._some_copies_option import LeftOut, UpgradedOf, some_copies
from planner.cli.commands._spares_option import Spares, with_spares
from planner.cli.commands.builds import BuildName
from planner.cli.options import (
    Also,
    Catalog,
    Currency,
    Format,
    On,
    Rates,
    Reply,
    build_of,
    one_of,
    terms_of,
    today,
    workspace_of,
)
from planner.cli.pipes import write_out
from planner.cli.wish_values import number_of_copies

if TYPE_CHECKING:
    from planner.io.exporters import Exporter
    from planner.jobs.folder import Workspace
    from planner.model.build import Build
    from planner.model.catalog import Catalog as Parts
    from planner.model.cost_question import CostTerms
    from planner.model.document import Document
    from planner.model.mixed_set import SomeCopies
    from planner.model.more_copies import MoreCopies


Compared = Annotated[
    list[str] | None,
    typer.Option(
        "--compare", metavar="BUILDS", help="Add a comparison with these: octopi,leviathan."
    ),
]


OutputFile = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Output file; its extension sets the format: .xlsx, .csv, .md, .bbcode, .html or "
        ".json. -.csv is standard output.  [default: exports/BUILD.xlsx]",
    ),
]
More = Annotated[
    int | None,
    typer.Option(
        "--more",
        parser=number_of_copies,
        metavar="N",
        help="Add what this many more copies cost today, next to what was paid.",
    ),
]
UpgradeFrom = Annotated[
    str | None, typer.Option(metavar="BUILD", help="Add the cost of upgrading from this build.")
]


def export(  # noqa: PLR0913 a command's options are its arguments
    build: BuildName,
    *,
    copies: Copies = None,
    spare: Spares = None,
    output: OutputFile = None,
    upgrade_from: UpgradeFrom = None,
    of: UpgradedOf = None,
    leave_out: LeftOut = None,
    more: More = None,
    compare_with: Compared = None,
    currency: Currency = None,
    also: Also = None,
    on: On = None,
    rate: Rates = None,
    tariff: TypedTariff = None,
    country: Country = None,
    load_share: LoadShare = None,
    catalog: Catalog = None,
) -> Reply:
    """Write a build to a file: Excel with live formulas, CSV, Markdown, BBCode, HTML or JSON.

    \b
    planner export kraken                        an Excel workbook in exports/
    planner export kraken -o kraken.md           the same as Markdown
    planner export kraken-gigabit --upgrade-from kraken --compare octopi,leviathan
                                                 with an upgrade and a comparison
    planner export kraken-gigabit --upgrade-from kraken --copies 10 --of 7
                                                 the seven of ten that are upgraded
    """
    from planner.cli.answers.builds import exported_answer
    from planner.jobs.plans import document_of
    from planner.settings import read_settings

    exporter = _exporter_of(output)
    workspace = workspace_of(catalog)
    found = with_spares(with_copies(build_of(workspace, build), copies), spare)
    was, some = _in_copies(workspace, upgrade_from, found.copies), some_copies(of, leave_out)
    found = _upgraded(found, was, some)
    terms = terms_of(found, currency=currency, also=also, on=on, rates=rate)
    power = running_terms(tariff, country, load_share, currency=terms.currency or found.currency)
    told = document_of(
        found,
        workspace.catalog,
        terms,
        upgrade_from=was,
        some=some,
        compare_with=_builds_of(workspace, compare_with or []),
        power=power,
        more=_more_of(found, more, workspace.catalog, terms),
    )
    file = output or read_settings().exports / f"{found.name}.xlsx"
    size = write_out(file, exporter.export(told))
    return exported_answer(told, file=str(file), size=size), Format.TABLE


def _in_copies(workspace: "Workspace", name: str | None, copies: int) -> "Build | None":
    """Return the build that is upgraded: as many copies of it as of what it becomes."""
    return None if name is None else with_copies(build_of(workspace, name), copies)


def _more_of(
    build: "Build", more: int | None, catalog: "Parts", terms: "CostTerms"
) -> "MoreCopies | None":
    """Return what so many copies more cost today; nothing where nobody asks."""
    if more is None:
        return None
    from planner.jobs.more_copies import buy_more

    return buy_more(build, catalog, more, on=today(), terms=terms)


def _upgraded(build: "Build", was: "Build | None", some: "SomeCopies") -> "Build":
    """Return the build in as many copies as are upgraded."""
    from planner.model.mixed_set import ALL_COPIES

    if some == ALL_COPIES:
        return build
    if was is None:
        message = "Name the build that is upgraded: --upgrade-from BUILD."
        option = "--leave-out" if some.upgraded is None else "--of"
        raise typer.BadParameter(message, param_hint=option)
    return with_copies(build, some.upgraded_of(build.copies))


def _exporter_of(file: Path | None) -> "Exporter[Document]":
    """Return what writes a file of this ending, Excel if no file is named, else a usage error."""
    from planner.io.exporters import EXPORTERS

    if file is None or str(file) == "-":
        return EXPORTERS["xlsx"]
    by_suffix = {exporter.SUFFIX: exporter for exporter in EXPORTERS.values()}
    what = "export with the ending"
    return by_suffix[one_of(file.suffix.lower(), by_suffix, what=what, option="--output")]


def _builds_of(workspace: "Workspace", lists: list[str]) -> "list[Build]":
    """Return the builds that lists such as `octopi,leviathan` name, each once."""
    names = [name for text in lists for name in text.split(",")]
    return [build_of(workspace, name) for name in dict.fromkeys(names)]
