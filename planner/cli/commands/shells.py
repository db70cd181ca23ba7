"""The command that prints the script by which a shell completes commands."""

from typing import Annotated

import typer

from planner.cli.completion.scripts import SCRIPTS
from planner.cli.options import Format, Reply, one_of


def _shell(text: str) -> str:
    return one_of(text, SCRIPTS, what="shell")


def completion(
    shell: Annotated[
        str, typer.Argument(parser=_shell, metavar="SHELL", help="bash, zsh or fish.")
    ],
) -> Reply:
    """Print the script that lets your shell complete commands, builds, parts and vendors.

    \b
    planner completion bash > ~/.local/share/bash-completion/completions/planner
    planner completion zsh > ~/.zfunc/_planner       with ~/.zfunc in fpath
    planner completion fish > ~/.config/fish/completions/planner.fish
    """
    from planner.cli.answer import Answer, Text

    return Answer((Text(SCRIPTS[shell].rstrip("\n"), as_it_is=True),), None), Format.TABLE
