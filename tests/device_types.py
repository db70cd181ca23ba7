"""Device types as NetBox's library writes them, made for tests: YAML from lists of ports."""

from collections.abc import Iterable, Mapping
from typing import Any


def device_yaml(
    *,
    manufacturer: str = "Acme",
    model: str = "SW-8",
    interfaces: Iterable[str | Mapping[str, Any]] = (),
    power_ports: Iterable[str | Mapping[str, Any]] = (),
    power_outlets: Iterable[str | Mapping[str, Any]] = (),
    more: str = "",
) -> bytes:
    """Return the file of a device type; a port is its type, or its keys, or `8 x type` of both."""
    lines = ["---", f"manufacturer: {manufacturer}", f"model: {model}"]
    lists = {
        "interfaces": interfaces, "power-ports": power_ports, "power-outlets": power_outlets,
    }  # fmt: skip
    for key, entries in lists.items():
        ports = [port for entry in entries for port in _ports(entry)]
        lines += [f"{key}:"] if ports else []
        for number, port in enumerate(ports, start=1):
            keys = {"name": f"port {number}", **port}
            first, *others = (f"{name}: {value}" for name, value in keys.items())
            lines += [f"  - {first}", *(f"    {each}" for each in others)]
    return ("\n".join(lines) + "\n" + more).encode()


def _ports(entry: str | Mapping[str, Any]) -> list[dict[str, Any]]:
    if not isinstance(entry, str):
        times = int(entry.get("times", 1))
        return [{name: each for name, each in entry.items() if name != "times"}] * times
    count, given, kind = entry.rpartition(" x ")
    return [{"type": kind}] * (int(count) if given else 1)
