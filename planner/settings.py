"""What the environment says: folders, the live rate source and its limits.

Read by the app and the command line only; everything below them is told by argument.
"""

import os
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, ValidationError

from planner.model.findings import Finding, PlannerError, Severity
from planner.model.record import Record
from planner.model.secret import Secret

PREFIX = "PLANNER_"
Seconds = Annotated[float, Field(gt=0, le=30)]


def _packed() -> Path | None:
    # An installed planner carries what is shipped inside its package; a checkout has it beside it.
    folder = Path(__file__).resolve().parent / "shipped"
    return folder if folder.is_dir() else None


def _shipped(name: str) -> Path:
    return (_packed() or Path(__file__).resolve().parents[1]) / name


def shipped_app() -> Path:
    """Return the script of the app; how it is served lies beside it."""
    return _shipped("app.py")


def _exports() -> Path:
    # What is installed is read only, so an installed planner writes where it is called.
    return _shipped("exports") if _packed() is None else Path("exports")


def _of_this_person() -> Path:
    # Most commands are told which catalog to read, and wait for nothing else.
    from platformdirs import user_data_path

    return user_data_path("cluster-planner", appauthor=False)


def _config() -> Path:
    from platformdirs import user_config_path

    return user_config_path("cluster-planner", appauthor=False) / "config.toml"


def _as_many_as_cores() -> int:
    # What takes long keeps a core busy: more at once would make everybody wait longer. Two, so that
    # one long calculation does not hold up all the others.
    return max(2, min(os.cpu_count() or 1, 8))


class Settings(Record):
    """The settings, each from the variable of the same name in capitals after PLANNER_."""

    # A Secret is no type of pydantic's: it has no form in JSON.
    model_config = ConfigDict(arbitrary_types_allowed=True)

    catalogs: Path = Field(default_factory=lambda: _shipped("catalogs"))
    # One's own catalog, which lies over the shipped one; it need not be there.
    data: Path = Field(default_factory=_of_this_person)
    exports: Path = Field(default_factory=_exports)
    # Defaults of one's own for commands; the file need not be there.
    config: Path = Field(default_factory=_config)
    # No address, no live rates. It may hold a password, so it stays out of every printout.
    rates_url: str | None = Field(default=None, repr=False)
    rates_connect_timeout_s: Seconds = 1.0
    rates_read_timeout_s: Seconds = 2.0
    # How many processes work on what takes long beside the server; 0: the server itself does.
    workers: Annotated[int, Field(ge=0, le=64)] = Field(default_factory=_as_many_as_cores)
    worker_memory_mb: Annotated[int, Field(ge=300)] = 2_000
    # One host with its port, such as 127.0.0.1:8080, that may be asked for prices though it stands
    # in this computer's own network: for tests.
    web_own_host: str | None = Field(default=None, pattern=r"^[a-z0-9.-]+:[0-9]{1,5}$")
    # Keys of one's own for distributors' interfaces; one that is not set leaves them off.
    tme_token: Secret | None = Field(default=None, repr=False)
    tme_secret: Secret | None = Field(default=None, repr=False)
    mouser_key: Secret | None = Field(default=None, repr=False)
    element14_key: Secret | None = Field(default=None, repr=False)
    digikey_id: Secret | None = Field(default=None, repr=False)
    digikey_secret: Secret | None = Field(default=None, repr=False)
    # Which of its stores element14 is asked for, and how a Mouser account writes numbers.
    element14_store: str | None = None
    mouser_locale: str | None = None
    # A server on this computer that is asked in place of every distributor: for tests.
    distributor_origin: str | None = Field(
        default=None, pattern=r"^http://(127\.0\.0\.1|localhost):[0-9]{1,5}$"
    )

    @property
    def rates_file(self) -> Path:
        """Where fetched rates are added: what is shipped stays as it is."""
        named = "catalogs" in self.model_fields_set
        return (self.catalogs if named else self.data) / "rates.csv"

    @property
    def distributor_keys(self) -> dict[str, Secret]:
        """The keys that are set, by their variables."""
        known = ((name, getattr(self, name)) for name in KEYS)
        return {PREFIX + name.upper(): key for name, key in known if key is not None}


KEYS = ("tme_token", "tme_secret", "mouser_key", "element14_key", "digikey_id", "digikey_secret")


def read_settings() -> Settings:
    """Return what the environment says; a value that cannot be used is a PlannerError.

    A variable that is empty is not set, and small letters do as well as capitals.
    """
    said = {name.upper(): text for name, text in os.environ.items() if text}
    given = {name: said.get(PREFIX + name.upper()) for name in Settings.model_fields}
    texts = {name: text for name, text in given.items() if text and name not in KEYS}
    keys = {name: _key(name, text) for name, text in given.items() if text and name in KEYS}
    try:
        return Settings.model_validate({**texts, **keys})
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


def _key(name: str, text: str) -> Secret:
    try:
        return Secret(text)
    except ValueError as error:
        why = str(error)
    # What it is set to stays out of the message, and so does whatever led here.
    raise PlannerError(
        Finding(
            code="settings-invalid",
            severity=Severity.ERROR,
            subject=PREFIX + name.upper(),
            message=f"The environment sets {PREFIX + name.upper()} to what is not a key: {why}.",
            hint=f"Correct {PREFIX + name.upper()} or unset it.",
        )
    )
