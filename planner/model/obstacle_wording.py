"""What keeps parts out of a build, in words: of many parts, or of one."""

from collections.abc import Mapping

from planner.model.names import Names, by_number
from planner.model.obstacles import Fact, Obstacle, ObstacleKind
from planner.model.parts import CATEGORY_TITLES
from planner.model.words import basis_text

# Of many parts and of one: what fills the places in braces.
_MANY = {"their": "their", "they": "they", "them": "them", "themselves": "themselves"}
_MANY |= {"s": "", "are": "are", "have": "have", "do": "do"}
_ONE = {"their": "its", "they": "it", "them": "it", "themselves": "itself"}
_ONE |= {"s": "s", "are": "is", "have": "has", "do": "does"}
_FACTS = {
    Fact.CORES: "{their} cores",
    Fact.RAM: "{their} RAM",
    Fact.ISA: "{their} CPU architecture",
    Fact.NETWORK: "{their} network",
    Fact.STORAGE_TAKEN: "the storage {they} take{s}",
    Fact.SOCKET: "the slot or port {they} need{s}",
    Fact.CAPACITY: "{their} capacity",
    Fact.WATTS: "{their} {of}",
    Fact.RECOMMENDED_SUPPLY: "{their} recommended power supply",
    Fact.SUPPLY: "{their} watts",
    Fact.POWER_PLUG: "{their} power plug",
    Fact.VOLTS_TAKEN: "{their} voltage",
    Fact.VOLTS_OF_BARREL: "the voltage of {their} barrel plug",
    Fact.VOLTS_OF_USB: "the voltage of {their} USB plug",
    Fact.POE_CLASS: "{their} PoE class",
    Fact.OUTPUT: "{their} output",
    Fact.BOARDS_FITTED: "the boards {they} fit{s}",
    Fact.BOARDS_HOUSED: "the boards {they} {are} made for",
    Fact.PLACES: "{their} number of board slots",
    Fact.NETWORK_PORTS: "{their} number of network ports",
    Fact.SPEED: "{their} speed",
    Fact.OUTLETS: "{their} outlets",
    Fact.RACK_SIZE: "{their} rack height and width",
    Fact.NUMBER_OF_OUTLETS: "{their} number of outlets",
    Fact.MEMORY_TAKEN: "the memory {they} take{s}",
    Fact.MEMORY_HELD: "{their} type and capacity",
    Fact.MODULES_TAKEN: "the modules {they} take{s}",
    Fact.MODULE_PLACES: "{their} number of module slots",
    Fact.CARRIER_SWITCH: "whether {they} {have} a switch",
}
# Facts of which there are several.
_SEVERAL = frozenset(
    (
        Fact.CORES,
        Fact.SUPPLY,
        Fact.BOARDS_FITTED,
        Fact.BOARDS_HOUSED,
        Fact.OUTLETS,
        Fact.MODULES_TAKEN,
        Fact.MEMORY_HELD,
        Fact.RACK_SIZE,
    )
)
_OBSTACLES = {
    ObstacleKind.REFUSED: "excluded by you",
    ObstacleKind.NOT_NAMED: "of {of}, only {about} may be used",
    ObstacleKind.NOT_CHOSEN: "the planner does not choose parts of this kind",
    ObstacleKind.CASES_NOT_ASKED: "cases were not requested",
    ObstacleKind.NO_BUILD: "no build with it meets all requirements",
    ObstacleKind.NOT_SOLD: "no vendor that delivers sells {them}",
    ObstacleKind.NO_PRICE: "no price is known",
    ObstacleKind.NO_RATE: "no exchange rate from {about} to {of}",
    ObstacleKind.OLD_PRICE: "no price from {since} or later",
    ObstacleKind.NOT_SEEN: "{they} {have} not been seen for sale since {seen}",
    ObstacleKind.SUPERSEDED: (
        "all {their} prices date from before {their} list price changed{on_day}"
    ),
    ObstacleKind.SOLD_OUT: "sold out when {their} prices were checked",
    ObstacleKind.OTHER_CONDITION: "no price for a {about} item",
    ObstacleKind.ENDED: "discontinued{since_day}",
    ObstacleKind.RETIRED: "you retired {them}",
    ObstacleKind.NO_CARRIER: (
        "{they} need{s} a carrier, and no carrier for sale is known to take {them} and "
        "reach the speed"
    ),
    ObstacleKind.NO_MEMORY: (
        "{they} come{s} without memory, and no memory for sale fits and is large enough"
    ),
    ObstacleKind.NO_COOLER: (
        "{they} need{s} a cooler, and no cooler for sale is known to be made for {them}"
    ),
    ObstacleKind.NEEDS_MORE: "{they} also need{s} parts that are not chosen here: {about}",
    ObstacleKind.SEVERAL_MODULES: (
        "a network cable powers one board, and {they} hold{s} several modules"
    ),
    ObstacleKind.ONE_NETWORK: ("all modules on {them} share one network, that of {their} switch"),
    ObstacleKind.OTHER_ISA: "not {about}",
    ObstacleKind.LITTLE_RAM: "too little RAM",
    ObstacleKind.LITTLE_STORAGE: "too little storage, or not known how much",
    ObstacleKind.NO_NETWORK: "no wired network, and no USB port that an adapter is known to fit",
    ObstacleKind.SLOW_NETWORK: "network too slow, with any available adapter",
    ObstacleKind.SLOW_PORT: "{their} own network port is too slow, or {they} {have} none",
    ObstacleKind.SLOW_SWITCH: "slower than {mbps} Mbit/s",
    ObstacleKind.NO_SECOND_PORT: (
        "no second network port that is fast enough, with any available adapter"
    ),
    ObstacleKind.NO_POE_MODULE: "no PoE module is known to fit and to supply what {they} draw{s}",
    ObstacleKind.POWERS_NO_BOARD: "{they} cannot power a board on {their} own",
    ObstacleKind.NO_OUTLETS: "no outlets that power a board",
    ObstacleKind.NO_CHARGER_FOR_PLUG: "no charger is known to fit {their} power plug",
    ObstacleKind.NO_STRONG_CHARGER: (
        "no charger is known to supply the watts or amps that {they} need{s}"
    ),
    ObstacleKind.NO_CHARGER_FOR_VOLTS: (
        "no charger is known to supply the volts that {they} take{s} over USB"
    ),
    ObstacleKind.NO_BARREL_SUPPLY: (
        "no power supply or USB cable of {their} voltage has a barrel plug"
    ),
    ObstacleKind.NO_RAILS: "{they} need{s} a shelf, which is not planned here",
    ObstacleKind.OTHER_RACK: "{they} {do} not mount in a {about}-inch rack",
    ObstacleKind.NO_CASE: "no case is known to be made for {them}",
}


def obstacle_text(obstacle: Obstacle, names: Names = by_number, *, of_one: bool = False) -> str:
    """Return what keeps parts out, without a capital or a full stop: `their RAM is not known`.

    `of_one` words it for a single part: `its RAM is not known`.
    """
    grammar = _ONE if of_one else _MANY
    if obstacle.kind is ObstacleKind.UNKNOWN:
        return _unknown(obstacle, grammar)
    if obstacle.kind is ObstacleKind.CARRIER_UNKNOWN:
        takes = "take {them}".format(**grammar)
        return f"of the carriers that {takes}, {_unknown(obstacle, _MANY)}"
    if obstacle.kind is ObstacleKind.CARRIERS_LEFT_OUT:
        why = obstacle_text(Obstacle(ObstacleKind(obstacle.of), about=obstacle.about), names)
        return "no carrier that takes {them} can be used: ".format(**grammar) + why
    about, of = " or ".join(obstacle.about), obstacle.of
    if obstacle.kind is ObstacleKind.NOT_NAMED:
        about, of = " or ".join(map(names, obstacle.about)), CATEGORY_TITLES[of].lower()
    values = {"about": about, "of": of, "mbps": obstacle.mbps, "since": obstacle.since}
    day = obstacle.day if of_one else None
    values |= {"seen": day or obstacle.since}
    values |= {"on_day": f" on {day}" if day else "", "since_day": f" since {day}" if day else ""}
    return _OBSTACLES[obstacle.kind].format(**values, **grammar)


def _unknown(obstacle: Obstacle, grammar: Mapping[str, str]) -> str:
    drawn = basis_text(obstacle.of) if Fact.WATTS in obstacle.facts else ""
    facts = [_FACTS[fact].format(of=drawn, **grammar) for fact in obstacle.facts]
    are = len(facts) > 1 or not _SEVERAL.isdisjoint(obstacle.facts)
    return f"{' and '.join(facts)} {'are' if are else 'is'} not known"
