"""Traffic and links: what a profile moves over which way, and what each link carries.

Rates are megabits per second (Mbit/s) of data, headers not counted. A link whose capacity is not
known limits nothing and is named as not known; it is never taken for zero.
"""

from collections import Counter
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.model.exact_numbers import ExactDecimal
from planner.model.parts import Megabits, PartNumber
from planner.model.record import Record

ProfileName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
Times = Annotated[ExactDecimal, Field(ge=0, le=1000)]
LinkKind = Literal["ethernet", "usb2-bus", "usb3-bus", "router"]


class Way(StrEnum):
    """A way that data can take into a node, out of it, or to and from what it stores on."""

    NETWORK_IN = "network_in"
    NETWORK_OUT = "network_out"
    CARD_READ = "card_read"
    CARD_WRITE = "card_write"
    USB_READ = "usb_read"
    USB_WRITE = "usb_write"


def _times(what: str) -> Decimal:
    text = f"Mbit/s {what}, for each Mbit/s of the flow"
    field: Decimal = Field(Decimal(0), description=text, examples=["1"])
    return field


class TrafficFlow(Record):
    """One stream of data on every node, and how often each Mbit/s of it takes which way.

    Data that is received and written takes two ways at the same rate. Flows of one profile run at
    once and share the links between them in proportion to `weight`.
    """

    what: str = Field(
        min_length=1,
        max_length=80,
        description="What happens to the data, in two or three words",
        examples=["received and written"],
    )
    weight: Annotated[ExactDecimal, Field(gt=0, le=1000)] = Field(
        Decimal(1), description="Its share against the other flows", examples=["1"]
    )
    network_in: Times = _times("received from the network")
    network_out: Times = _times("sent to the network")
    card_read: Times = _times("read from a card or drive in a slot of the board")
    card_write: Times = _times("written to a card or drive in a slot of the board")
    usb_read: Times = _times("read from a USB disk")
    usb_write: Times = _times("written to a USB disk")

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "TrafficFlow":
        if not self.ways:
            raise ValueError(f"a flow needs one of {', '.join(Way)} greater than 0")
        return self

    @property
    def ways(self) -> dict[Way, Decimal]:
        """Return the ways it takes, each with how often."""
        times: dict[Way, Decimal] = {way: getattr(self, way) for way in Way}
        return {way: often for way, often in times.items() if often}


class Profile(Record):
    """A kind of work in terms of traffic. It has a source, or says what it assumes, or both."""

    name: ProfileName = Field(description="Name by which it is asked for", examples=["web-server"])
    title: str = Field(min_length=1, description="Name", examples=["Web server"])
    summary: str = Field(
        min_length=1, description="What the nodes do, in one sentence", examples=["…"]
    )
    source: str = Field(
        "", description="Where it comes from: a web address", examples=["https://…"]
    )
    assumption: str = Field("", description="What it assumes", examples=["…"])
    flows: tuple[TrafficFlow, ...] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def _is_founded(self) -> "Profile":
        if not self.source and not self.assumption:
            raise ValueError("a profile needs a source, or the assumption it rests on")
        names = [flow.what for flow in self.flows]
        if len(set(names)) < len(names):
            raise ValueError("two flows of a profile have the same name")
        return self


class LinkRule(Record):
    """What links of one kind carry: as measured, else a share of what they are sold as.

    `efficiency` is the share of the nominal speed that is data. `measured_mbps` is the most that
    was measured through such a link, on the part `measured_on`.
    """

    link: LinkKind = Field(description="Which links", examples=["usb2-bus"])
    nominal_mbps: Megabits | None = Field(
        None, description="Mbit/s it is sold as; empty if the part says so", examples=["480"]
    )
    efficiency: Annotated[ExactDecimal, Field(gt=0, le=1)] | None = Field(
        None, description="Share of the nominal speed that is data", examples=["0.949"]
    )
    measured_mbps: Megabits | None = Field(
        None, description="Most Mbit/s that were measured through it", examples=["224"]
    )
    measured_on: PartNumber | None = Field(
        None, description="Part number of the board it was measured on", examples=["rpi-3b"]
    )
    source: str = Field(
        min_length=1, description="Who measured it, or how it follows", examples=["https://…"]
    )
    note: str = Field("", description="Remarks")


class NetworkFacts(Record):
    """What is known of links, and the traffic profiles to choose from."""

    links: tuple[LinkRule, ...] = ()
    profiles: tuple[Profile, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "NetworkFacts":
        for what, names in (
            ("link", [str(rule.link) for rule in self.links]),
            ("profile", [profile.name for profile in self.profiles]),
        ):
            counts = Counter(names)
            twice = next((name for name in names if counts[name] > 1), None)
            if twice is not None:
                raise ValueError(f"the {what} {twice!r} is described twice")
        return self

    def rule(self, link: LinkKind) -> LinkRule | None:
        """Return what is known of links of a kind; None if nothing is."""
        return next((rule for rule in self.links if rule.link == link), None)


class BusModel(StrEnum):
    """Which devices are taken to share a board's USB 2.0 bus."""

    BOARD = "board"
    AUTHOR = "author"

    @property
    def label(self) -> str:
        """Return what stands wherever a number of this model is shown."""
        return _BUS_LABELS[self]


_BUS_LABELS = {
    BusModel.BOARD: "Boards as they are built: on a Raspberry Pi 1 to 3 the network and all USB "
    "ports share one USB 2.0 bus; the card slot has a controller of its own.",
    BusModel.AUTHOR: "The author's model: the card slot shares the USB 2.0 bus with the network "
    "and the USB ports. The SD slot is in fact not on that bus.",
}


class LinkBasis(StrEnum):
    """How the capacity of a link is known."""

    MEASURED = "measured"
    NOMINAL = "nominal"
    ASSUMED = "assumed"
    UNKNOWN = "not known"


class Link(Record):
    """A link that data crosses: its name in a builder's words, and what it carries one way.

    `bus` names a bus without what hangs on it, which its `name` says; empty of other links.
    `mbps` None is not known: the link limits nothing. A link with `one_way_at_a_time` shares its
    capacity between both directions.
    """

    key: str
    name: str
    bus: str = ""
    mbps: ExactDecimal | None = None
    basis: LinkBasis = LinkBasis.UNKNOWN
    how: str = ""
    one_way_at_a_time: bool = False


class FlowRate(Record):
    """How fast a flow runs, and which link binds it.

    `mbps` is rounded to one decimal; None if no link on its way has a known capacity. `link` is
    the key of the binding link and `limited_by` its name; of several both.
    """

    what: str
    mbps: ExactDecimal | None = None
    link: str = ""
    limited_by: str = ""
    basis: LinkBasis = LinkBasis.UNKNOWN


class NodeBandwidth(Record):
    """What nodes of one kind move: one of them alone, and each while all nodes of the build do."""

    node: str
    quantity: Annotated[int, Field(ge=1)]
    alone: tuple[FlowRate, ...]
    together: tuple[FlowRate, ...]
    links: tuple[Link, ...]


class ClusterBandwidth(Record):
    """What a build moves under one profile.

    `totals` add up each flow over all nodes while all run. `links` are shared by the nodes.
    `unknown` names the links on the way whose capacity is not known, `notes` what is assumed.
    """

    build: str
    title: str
    inferred: str = ""
    profile: Profile
    bus: BusModel
    nodes: tuple[NodeBandwidth, ...]
    totals: tuple[FlowRate, ...]
    links: tuple[Link, ...]
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class FlowChange(Record):
    """One flow before and after; `change` is None while either is not known."""

    what: str
    before: FlowRate
    after: FlowRate
    change: ExactDecimal | None = None


class Bandwidths(Record):
    """What a build moves under each profile that was asked for."""

    network: tuple[ClusterBandwidth, ...]


class BandwidthChange(Record):
    """What an upgrade does to one profile: on the slowest node alone, and over all nodes at once.

    `why` says in sentences what binds before and after.
    """

    before: ClusterBandwidth
    after: ClusterBandwidth
    node: tuple[FlowChange, ...]
    cluster: tuple[FlowChange, ...]
    why: str


class BandwidthChanges(Record):
    """What an upgrade does to each profile that was asked for."""

    changes: tuple[BandwidthChange, ...]
