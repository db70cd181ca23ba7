"""What the environment says: folders, the live rate source and its limits.

Read by the app and the command line only; everything below them is told by argument.
"""

from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from planner.model.findings import Finding, PlannerError, Severity

Seconds = Annotated[float, Field(gt=0, le=30)]


def _beside_the_package(name: str) -> Path:
    # A checkout has its folders beside the package; an installed planner works where it is called.
    beside = Path(__file__).resolve().parents[1] / name
    return beside if beside.is_dir() else Path(name)


class Settings(BaseSettings):
    """The settings, each from the variable of the same name in capitals after PLANNER_."""

    model_config = SettingsConfigDict(env_prefix="PLANNER_", env_ignore_empty=True, frozen=True)

    catalogs: Path = Field(default_factory=lambda: _beside_the_package("catalogs"))
    # One's own catalog, which lies over the shipped one; it need not be there.
    data: Path = Field(default_factory=lambda: user_data_path("cluster-planner", appauthor=False))
    exports: Path = Field(default_factory=lambda: _beside_the_package("exports"))
    # No address, no live rates. It may hold a password, so it stays out of every printout.
    rates_url: str | None = Field(default=None, repr=False)
    rates_connect_timeout_s: Seconds = 1.0
    rates_read_timeout_s: Seconds = 2.0


def read_settings() -> Settings:
    """Return what the environment says; a value that cannot be used is a PlannerError."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "PLANNER_" + "_".join(str(part) for part in first["loc"]).upper()
        raise PlannerError(
            Finding(
                code="settings-invalid",
                severity=Severity.ERROR,
                subject=name,
                message=f"The environment sets {name} to {first['input']!r}: {first['msg']}.",
                hint=f"Correct {name} or unset it to use the default.",
            )
        ) from None
