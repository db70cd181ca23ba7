"""The command that shows what is configured, each value with where it comes from."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.cli.configured import configured
from planner.cli.options import Format, Output, Reply
from planner.model import home

if TYPE_CHECKING:
    from planner.io.documents.configuration import Value
    from planner.model.configuration import ConfiguredValue
    from planner.settings import Settings

# What holds while nothing is configured, where that can be said in a word.
_USUAL = {"currency": home.CURRENCY, "country": home.COUNTRY}
_FOLDERS = ("catalogs", "data", "exports", "config")
_REST = ("rates_url", "element14_store", "mouser_locale")


def config(*, style: Output = Format.TABLE) -> Reply:
    """Show your configuration: each value, and where it comes from.

    Currency, country, tariff and terms are defaults for all commands; they stand in a file of your
    own. Folders and keys are set in the environment.

    \b
    planner config
    """
    from planner.cli.answers.config import config_answer
    from planner.model.configuration import Configuration
    from planner.settings import read_settings

    settings = read_settings()
    values = (*_defaults(configured(), str(settings.config)), *_from_environment(settings))
    return config_answer(
        Configuration(str(settings.config), settings.config.exists(), values)
    ), style


def _defaults(found: "dict[str, Value]", file: str) -> "Iterator[ConfiguredValue]":
    from planner.io.documents.configuration import KEYS
    from planner.model.configuration import ConfiguredValue, SetBy

    for key in KEYS:
        if key in found:
            yield ConfiguredValue(key, _text(found[key]), SetBy.FILE, file)
        else:
            yield ConfiguredValue(key, _USUAL.get(key, ""), SetBy.DEFAULT)


def _from_environment(settings: "Settings") -> "Iterator[ConfiguredValue]":
    from planner.model.configuration import ConfiguredValue, SetBy
    from planner.settings import KEYS, PREFIX

    is_set = {name.upper() for name, text in os.environ.items() if text}
    for name in (*_FOLDERS, *_REST, *KEYS):
        variable = PREFIX + name.upper()
        by = SetBy.ENVIRONMENT if variable in is_set else SetBy.DEFAULT
        value = getattr(settings, name)
        # An address of rates may hold a password, and a key is one.
        hidden = name in KEYS or name == "rates_url"
        shown = ("set" if value else "") if hidden else str(value or "")
        place = variable if by is SetBy.ENVIRONMENT or name not in _FOLDERS else ""
        yield ConfiguredValue(name.replace("_", "-"), shown, by, place)


def _text(value: "Value") -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
