"""Kraken written as kits, and small builds with kits: what tests of kits start from."""

from textwrap import dedent

from planner.io.documents.builds import read_build
from planner.model.build import Build

HEAD = """\
title = "A cluster"
currency = "SGD"
on = 2020-06-17
"""


def part(number: str, quantity: int = 1, slot: str = "other", *, of: str = "positions") -> str:
    """Return a line of a list that is a part; `of` is the list."""
    return f'[[{of}]]\nslot = "{slot}"\npart_number = "{number}"\nquantity = {quantity}\n\n'


def use(kit: str, quantity: object = 1, *, of: str = "positions") -> str:
    """Return a line of a list that is a kit."""
    return f'[[{of}]]\nkit = "{kit}"\nquantity = {quantity}\n\n'


def kit(name: str, *lines: str, title: str = "") -> str:
    """Return a kit with its lines, each written for the list `kits.positions`."""
    called = f'title = "{title}"\n' if title else ""
    return f'[[kits]]\nname = "{name}"\n{called}\n' + "".join(lines)


IN_KIT = "kits.positions"


def inner(number: str, quantity: int = 1, slot: str = "other") -> str:
    """Return a part of a kit."""
    return part(number, quantity, slot, of=IN_KIT)


def inner_kit(name: str, quantity: object = 1) -> str:
    """Return a kit in a kit."""
    return use(name, quantity, of=IN_KIT)


def built(*lists: str, name: str = "mine") -> Build:
    """Return the build that a file of these lists holds; there must be one."""
    build, findings = read_build(f"{name}.toml", (HEAD + "\n" + "".join(lists)).encode())
    assert build is not None, [each.line() for each in findings]
    return build


def flat(build: Build) -> Build:
    """Return the same build without kits, each part written once."""
    merged: dict[object, int] = {}
    first = {}
    for each in build.positions:
        alike = each.in_one_kit
        merged[alike] = merged.get(alike, 0) + each.quantity
        first.setdefault(alike, each)
    positions = tuple(
        first[alike].model_copy(update={"within": (), "quantity": many, "spares": 0})
        for alike, many in merged.items()
    )
    return build.model_copy(update={"kits": (), "positions": positions})


KRAKEN_IN_KITS = dedent(
    """\
    title = "Kraken in kits"
    currency = "SGD"
    on = 2020-06-17
    source = "https://ikarus.sg/how-i-built-kraken"

    [rate]
    base = "SGD"
    quote = "USD"
    rate = "0.71770"
    as_of = 2020-06-17
    source = "ikarus.sg, article of 2020-07-06"

    [[published]]
    id = "parts"
    amount = "626.63 SGD"
    as_of = 2018-10-01
    source = "https://ikarus.sg/how-i-built-kraken"

    [measured]
    mbps = "93.1"
    method = "iperf, receive only, 10 s"
    source = "https://ikarus.sg/how-i-built-kraken"

    [[parts]]
    category = "charger"
    part_number = "kraken-usb-charger"
    name = "USB charger for seven boards (model not stated)"
    source = "https://ikarus.sg/how-i-built-kraken"
    connector = "USB-A"

    [[parts]]
    category = "switch"
    part_number = "kraken-switch-8p"
    name = "8-port switch (model not stated)"
    source = "https://ikarus.sg/how-i-built-kraken"
    ports = 8
    speed_mbps = 100
    managed = "unmanaged"

    [[kits]]
    name = "wired-board"
    title = "Board with its cables"

    [[kits.positions]]
    slot = "board"
    part_number = "rpi-3b"
    quantity = 1
    share_of = "parts"
    list_price = "35.00 USD"
    list_price_source = "launch price of 2016-02-29"

    [[kits.positions]]
    slot = "cable"
    part_number = "patch-lead-rj45"
    quantity = 1
    share_of = "parts"
    list_price = "1.00 USD"
    list_price_source = "a 1 m cable of 2019-11-12"

    [[kits.positions]]
    slot = "cable"
    part_number = "microusb-lead"
    quantity = 1
    share_of = "parts"
    list_price = "3.80 USD"
    list_price_source = "a 0.6 m cable of 2019-11-12"

    [[kits]]
    name = "first-node"
    title = "First node"

    [[kits.positions]]
    slot = "storage"
    part_number = "microsd-32gb"
    quantity = 1
    share_of = "parts"
    list_price = "10.49 USD"
    list_price_source = "a SanDisk Ultra 32 GB of 2017-06-26"

    [[kits.positions]]
    kit = "wired-board"
    quantity = 1

    [[kits]]
    name = "worker"
    title = "Worker"

    [[kits.positions]]
    slot = "storage"
    part_number = "microsd-16gb"
    quantity = 1
    share_of = "parts"
    list_price = "8.70 USD"
    list_price_source = "a SanDisk Ultra 16 GB of 2019-11-12"

    [[kits.positions]]
    kit = "wired-board"
    quantity = 1

    [[kits]]
    name = "nodes"
    title = "All nodes"

    [[kits.positions]]
    kit = "first-node"
    quantity = 1

    [[kits.positions]]
    kit = "worker"
    quantity = 6

    [[positions]]
    kit = "nodes"
    quantity = 1

    [[positions]]
    slot = "charger"
    part_number = "kraken-usb-charger"
    quantity = 1
    share_of = "parts"
    list_price = "37.00 USD"
    list_price_source = "a 60 W 10-port charger of 2019-11-12, for comparison"

    [[positions]]
    slot = "switch"
    part_number = "kraken-switch-8p"
    quantity = 1
    share_of = "parts"
    list_price = "18.99 USD"
    list_price_source = "the TP-Link 8-port switch that the article compares"

    [[positions]]
    slot = "cable"
    part_number = "patch-lead-rj45"
    quantity = 1
    why = "the uplink"
    share_of = "parts"
    list_price = "1.00 USD"
    list_price_source = "a 1 m cable of 2019-11-12"
    """
)
