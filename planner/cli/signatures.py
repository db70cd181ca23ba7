"""Options that several commands share are declared once and put into the signature of each."""

import inspect
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

C = TypeVar("C", bound=Callable[..., Any])


def keyword(name: str, kind: Any, default: object = None) -> inspect.Parameter:
    """Return an option as a parameter that is given by its name."""
    only_by_name = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, only_by_name, default=default, annotation=kind)


def own_parameters(command: Callable[..., Any]) -> list[inspect.Parameter]:
    """Return the parameters that a command names itself, without the rest it takes by `**`."""
    named = inspect.signature(command).parameters.values()
    return [each for each in named if each.kind is not each.VAR_KEYWORD]


def declared(command: C, parameters: Iterable[inspect.Parameter]) -> C:
    """Let a command have these parameters: typer reads the signature, and calls with names."""
    command.__signature__ = inspect.Signature(list(parameters))  # type: ignore[attr-defined]
    return command
