"""The command line: the jobs of the app without a browser.

A command reads its options, calls the jobs and returns what it found; `main` alone writes, and
alone turns what went wrong into a message and an exit code (`exit_codes`). What a command needs is
imported when it runs.
"""

import gc
import os
import sys
import threading
from collections.abc import Sequence
from typing import Annotated

import typer

from planner import __version__
from planner.cli import pipes
from planner.cli.commands.builds import builds, compare, cost, upgrade
from planner.cli.commands.buying import buy
from planner.cli.commands.config import config
from planner.cli.commands.copies import copies
from planner.cli.commands.export import export
from planner.cli.commands.folder import check, fetch_rates, history, show_rates, template
from planner.cli.commands.imports import imports
from planner.cli.commands.kept_builds import remove, save
from planner.cli.commands.lookups import look_up
from planner.cli.commands.more_copies import more
from planner.cli.commands.network import network
from planner.cli.commands.next_node import next_node
from planner.cli.commands.own import copy, diff, put, retire
from planner.cli.commands.parts import parts
from planner.cli.commands.prices import fetch_prices
from planner.cli.commands.questions import frontier, why
from planner.cli.commands.running import running
from planner.cli.commands.serving import start_app
from planner.cli.commands.shells import completion
from planner.cli.commands.sizing import curve, size
from planner.cli.commands.wiring import wiring
from planner.cli.configured import defaults_of
from planner.cli.exit_codes import ExitCode
from planner.model.findings import Finding, PlannerError, Severity

_QUIET = ("--quiet", "-q")
_HELP = {"help_option_names": ["-h", "--help"]}
_COLLECTED_AFTER = 100_000  # things made and not yet let go
# What may stand behind `parts`; any other word is one to search for.
_OF_PARTS = ("list", "history")
# What a group alone stands for.
USUAL = {"rates": "show", "parts": "list", "builds": "list"}
app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
)


def main(args: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    from planner.cli.progress import end_at_ctrl_c, start_anew, was_interrupted
    from planner.cli.streams import make_writable
    from planner.io.text.visible import visible_line

    start_anew()
    if args is None:
        end_at_ctrl_c()
        gc.set_threshold(_COLLECTED_AFTER)  # a command ends soon and leaves little to collect
    given = list(sys.argv[1:] if args is None else args)
    pipes.start_anew(quiet=_asks_for_quiet(given))
    arguments = _with_the_command_left_out([each for each in given if each not in _QUIET])
    as_json = _asks_for_json(arguments)
    make_writable((sys.stdout, sys.stderr), as_json=as_json)
    try:
        code = _run(arguments, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough, as in `planner parts | head`.
        _write_no_more()
        return ExitCode.DONE
    except OSError as error:  # such as a full disk below `planner cost kraken > kraken.txt`
        _write_no_more()
        about = f"{error.filename}: " if error.filename else "The answer could not be written: "
        sys.stderr.write(visible_line(f"error: {about}{error.strerror or error}.") + "\n")
        return ExitCode.ERROR
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    finally:
        pipes.end()
    if was_interrupted():
        sys.stderr.write("Stopped by Ctrl-C: this is the result so far.\n")
        code = ExitCode.INTERRUPTED
    if args is None and any(each.name == "solver" for each in threading.enumerate()):
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End at once: Python would wait for a solver, or take the ground from under it."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _write_no_more() -> None:
    # Python writes what is left when it ends, and would complain again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _with_the_command_left_out(arguments: Sequence[str]) -> list[str]:
    """Return `rates show` for `rates` and the like, and `parts list pi5` for `parts pi5`."""
    first, second = [*arguments, "", ""][:2]
    usual = USUAL.get(first)
    if not usual or second in ("-h", "--help"):
        return list(arguments)
    words = first == "parts" and second not in _OF_PARTS
    if second and not second.startswith("-") and not words:
        return list(arguments)
    return [first, usual, *arguments[1:]]


def _run(arguments: Sequence[str], *, as_json: bool) -> int:
    try:
        result = app(args=arguments, prog_name="planner", standalone_mode=False)
    except PlannerError as error:
        _refuse(error.finding, as_json=as_json)
        return ExitCode.ERROR
    except typer.TyperException as error:
        _refuse(_misunderstood(error, arguments), as_json=as_json)
        return ExitCode.USAGE
    if isinstance(result, int):  # help, the version, or Ctrl-C
        return result
    # Whoever asks for help waits for no table.
    from planner.cli.output import write

    answer, style = result
    if pipes.is_quiet():
        answer = answer.with_errors_alone()
    out = sys.stderr if pipes.output_is_taken() else sys.stdout
    return write(answer, style, out=out, err=sys.stderr)


def _asks_for_quiet(arguments: Sequence[str]) -> bool:
    """Tell whether only the answer is wanted, wherever in the line that is said."""
    return any(each in _QUIET for each in arguments)


def _asks_for_json(arguments: Sequence[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=False)
    return any(
        one in ("--format=json", "-fjson") or (one in ("--format", "-f") and two == "json")
        for one, two in pairs
    )


def _misunderstood(error: typer.TyperException, arguments: Sequence[str]) -> Finding:
    """Return what is wrong with a command line, in the words of our own messages."""
    context, possible = getattr(error, "ctx", None), getattr(error, "possibilities", None)
    # Typer does not say where, if an option lacks its value.
    command = f"planner {arguments[0]}" if context is None else context.command_path
    message = error.format_message()
    if isinstance(error, typer.BadParameter) and error.message:
        named = max(error.param.opts, key=len) if error.param else error.param_hint
        message = f"{named or command}: {error.message.removeprefix('Value error, ')}"
    if possible:
        option = str(getattr(error, "option_name", ""))
        message = f"There is no option {option}. Did you mean {' or '.join(sorted(possible))}?"
    return Finding(
        code="usage",
        severity=Severity.ERROR,
        subject=command,
        message=message if message.endswith((".", "?", "!")) else f"{message}.",
        hint=f"See: {command} --help",
    )


def _refuse(finding: Finding, *, as_json: bool) -> None:
    from planner.cli.answer import remark
    from planner.cli.output import terminal_width, wrapped
    from planner.io.exporters.json import answer_fields, to_json

    if as_json:
        sys.stdout.write(to_json(answer_fields(finding)))
    else:
        lines = wrapped(remark(finding), terminal_width(), later="  ")
        sys.stderr.write("\n".join(lines) + "\n")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"planner {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def planner(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
    quiet: Annotated[  # noqa: ARG001 read in `main`, where it may stand anywhere in the line
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help="Show the answer and errors alone: no notes, no warnings, no progress. May follow "
            "any command.",
        ),
    ] = False,
) -> int:
    """Plan small computer clusters: parts, cost in any currency, comparison and upgrade.

    \b
    planner builds                          all builds with their cost
    planner cost kraken                     cost of one build, line by line
    planner compare octopi kraken           two builds side by side
    planner upgrade kraken kraken-gigabit   what an upgrade costs
    planner network kraken                  network throughput, and what limits it
    planner running kraken                  running cost per year
    planner wiring kraken                   what is plugged in where, also as a drawing
    planner next kraken                     what one more node takes and costs
    planner size --nodes 8                  the cheapest parts for eight nodes
    planner curve                           what does the next node cost?
    planner why gs308 --nodes 8             why this part, or at which price
    planner frontier --nodes 8              the best trade-offs
    planner buy bom.csv                     the cheapest basket across vendors
    planner copies kraken-2026              what does the next copy cost?
    planner prices fetch URL                the current price on a shop's page
    planner import bom parts.xlsx           a BOM from any spreadsheet, checked
    planner import workbook k.xlsx --plan kraken
                                            what was edited in an exported workbook
    planner import netbox GS308EP.yaml      a NetBox device type as a part
    planner export kraken -o kraken.xlsx    the same as an Excel workbook
    planner app                             the same jobs in the browser
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        return 0
    commands = getattr(context.command, "commands", {})
    if asked := commands.get(context.invoked_subcommand):
        context.default_map = {context.invoked_subcommand: defaults_of(asked)}
    return 0


rates = typer.Typer(context_settings=_HELP, help="Show or fetch exchange rates.")
rates.command("show")(show_rates)
rates.command("fetch")(fetch_rates)

kept = typer.Typer(context_settings=_HELP, help="List builds, and keep your own.")
kept.command("list")(builds)
kept.command("save")(save)
kept.command("remove")(remove)
app.add_typer(kept, name="builds")

# In the order in which a person meets them.
for command in (
    cost,
    compare,
    upgrade,
    network,
    running,
    wiring,
    size,
    curve,
    why,
    frontier,
    buy,
    copies,
    more,
    export,
    check,
    template,
):
    app.command()(command)
app.command("next")(next_node)
app.command("app")(start_app)
app.command()(completion)
app.command()(config)
app.add_typer(rates, name="rates")

prices = typer.Typer(context_settings=_HELP, help="Read prices from shop pages and distributors.")
prices.command("fetch")(fetch_prices)
prices.command("lookup")(look_up)
app.add_typer(prices, name="prices")

listed = typer.Typer(context_settings=_HELP, help="Find parts, or show the price of one over time.")
listed.command("list")(parts)
listed.command("history")(history)
app.add_typer(listed, name="parts")

own = typer.Typer(context_settings=_HELP, help="Show or change your own catalog.")
own.command("diff")(diff)
own.command("put")(put)
own.command("retire")(retire)
own.command("copy")(copy)
app.add_typer(own, name="catalog")
app.add_typer(imports, name="import")
