"""What the environment says: folders, the live rate source and its limits.

Read by the app and the command line only; everything below them is told by argument.
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from planner.model.findings import Finding, PlannerError, Severity
from planner.model.record import Record

PREFIX = "PLANNER_"
Seconds = Annotated[float, Field(gt=0, le=30)]


def _beside_the_package(name: str) -> Path:
    # A checkout has its folders beside the package; an installed planner works where it is called.
    beside = Path(__file__).resolve().parents[1] / name
    return beside if beside.is_dir() else Path(name)


def _of_this_person() -> Path:
    # Most commands are told which catalog to read, and wait for nothing else.
    from platformdirs import user_data_path

    return user_data_path("cluster-planner", appauthor=False)


class Settings(Record):
    """The settings, each from the variable of the same name in capitals after PLANNER_."""

    catalogs: Path = Field(default_factory=lambda: _beside_the_package("catalogs"))
    # One's own catalog, which lies over the shipped one; it need not be there.
    data: Path = Field(default_factory=_of_this_person)
    exports: Path = Field(default_factory=lambda: _beside_the_package("exports"))
    # No address, no live rates. It may hold a password, so it stays out of every printout.
    rates_url: str | None = Field(default=None, repr=False)
    rates_connect_timeout_s: Seconds = 1.0
    rates_read_timeout_s: Seconds = 2.0
    # One host with its port, such as 127.0.0.1:8080, that may be asked for prices though it stands
    # in this computer's own network: for tests.
    web_own_host: str | None = Field(default=None, pattern=r"^[a-z0-9.-]+:[0-9]{1,5}$")


def read_settings() -> Settings:
    """Return what the environment says; a value that cannot be used is a PlannerError.

    A variable that is empty is not set, and small letters do as well as capitals.
    """
    said = {name.upper(): text for name, text in os.environ.items() if text}
    given = {name: said.get(PREFIX + name.upper()) for name in Settings.model_fields}
    try:
        return Settings.model_validate({name: text for name, text in given.items() if text})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise PlannerError(
            Finding(
                code="settings-invalid",
                severity=Severity.ERROR,
                subject=name,
                message=f"The environment sets {name} to {first['input']!r}: {first['msg']}.",
                hint=f"Correct {name} or unset it to use the default.",
            )
        ) from None
