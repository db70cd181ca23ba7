"""Device types in a catalog of one's own: whole or not at all, and a second run changes nothing."""

from datetime import date
from pathlib import Path

import pytest

from planner.io.catalog.folder import load_catalog
from planner.io.device_types.row import Origin
from planner.jobs import device_types
from planner.jobs.device_types import Roles, import_device_types, import_dropped
from planner.model.catalog import Catalog
from planner.model.device_types import CellChange, ImportedType, Outcome
from planner.model.findings import PlannerError
from tests.device_types import device_yaml

DAY = date(2026, 11, 30)
C14 = {"type": "iec-60320-c14", "maximum_draw": 40}
FILES = {
    "device-types/Acme/sw8.yaml": device_yaml(
        model="SW-8", interfaces=["8 x 1000base-t"], power_ports=[C14], more="part_number: SW8\n"
    ),
    "device-types/Acme/pdu.yaml": device_yaml(model="PDU", power_outlets=["6 x ita-f"]),
    "device-types/Acme/usb.yaml": device_yaml(model="USB-6", power_outlets=["6 x usb-a"]),
    "device-types/Acme/ap.yaml": device_yaml(model="AP", interfaces=["1000base-t"]),
    "LICENSE": b"CC0 1.0 Universal\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "library")


def laid_out(root: Path, files: dict[str, bytes] = FILES) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def by_name(files: tuple[ImportedType, ...]) -> dict[str, ImportedType]:
    return {Path(each.file).stem: each for each in files}


def loaded(folder: Path) -> Catalog:
    catalog = load_catalog(folder, DAY)
    assert [each.message for each in catalog.findings if each.severity != "note"] == []
    return catalog


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_each_file_becomes_a_part_that_the_catalog_loads_or_says_why_not(
    library: Path, tmp_path: Path
) -> None:
    found = import_device_types(library, tmp_path / "own", origin=Origin("https://git.example/lib"))
    files = by_name(found.files)
    assert {name: each.outcome for name, each in files.items()} == {
        "ap": Outcome.REFUSED, "pdu": Outcome.ADDED, "sw8": Outcome.ADDED, "usb": Outcome.ADDED,
    }  # fmt: skip
    assert [each.code for each in found.all_findings] == ["device-type-untold"]
    assert CellChange("power_max_w", "", "40") in files["sw8"].changes
    parts = loaded(tmp_path / "own").by_number
    assert {number: part.category for number, part in parts.items()} == {
        "SW8": "switch", "acme-pdu": "other", "acme-usb-6": "charger",
    }  # fmt: skip
    assert parts["SW8"].source == (
        "NetBox device type https://git.example/lib device-types/Acme/sw8.yaml, licence CC0-1.0"
    )
    assert all(str(tmp_path) not in each.decode() for each in contents(tmp_path / "own").values())


def test_a_second_run_writes_nothing(library: Path, tmp_path: Path) -> None:
    import_device_types(library, tmp_path / "own")
    before = contents(tmp_path / "own")
    found = import_device_types(library, tmp_path / "own")
    assert len(found.having(Outcome.UNCHANGED)) == 3
    assert not any(each.changes for each in found.files)
    assert contents(tmp_path / "own") == before


def test_what_changed_in_a_file_is_told_and_a_copy_of_what_was_there_kept(
    library: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    import_device_types(library, own)
    changed = FILES["device-types/Acme/sw8.yaml"].replace(b"40", b"45")
    (library / "device-types/Acme/sw8.yaml").write_bytes(changed)
    found = import_device_types(library, own)
    (switch,) = found.having(Outcome.CHANGED)
    assert switch.changes == (
        CellChange("power_ports", "1 x C14 max 40W", "1 x C14 max 45W"),
        CellChange("power_max_w", "40", "45"),
    )
    assert loaded(own).by_number["SW8"].power_max_w == 45
    assert (own / "backups").is_dir()


def test_a_cell_that_a_file_does_not_say_stays_as_a_person_wrote_it(
    library: Path, tmp_path: Path
) -> None:
    own = laid_out(
        tmp_path / "own",
        {
            "parts/switch.csv": b"part_number,name,source,poe_budget_w,note\n"
            b"other,Other,mine,,\nSW8,My switch,mine,65,loud\n"
        },
    )
    found = import_device_types(library, own)
    (switch,) = found.having(Outcome.CHANGED)
    assert CellChange("name", "My switch", "Acme SW-8") in switch.changes
    part = loaded(own).by_number["SW8"]
    assert (part.note, part.model_dump()["poe_budget_w"]) == ("loud", 65)
    assert "other" in loaded(own).by_number


def test_what_contradicts_the_row_that_is_there_is_refused_whole(
    library: Path, tmp_path: Path
) -> None:
    own = laid_out(
        tmp_path / "own",
        {"parts/switch.csv": b"part_number,name,source,ports\nSW8,My switch,mine,5\n"},
    )
    before = (own / "parts/switch.csv").read_bytes()
    switch = by_name(import_device_types(library, own).files)["sw8"]
    assert switch.outcome is Outcome.REFUSED
    assert "Interfaces says 8 for ports, and ports says 5" in switch.findings[-1].message
    assert switch.findings[-1].cell is not None
    assert switch.findings[-1].cell.file == "device-types/Acme/sw8.yaml"
    assert (own / "parts/switch.csv").read_bytes() == before


def test_a_part_of_another_kind_with_the_same_number_is_in_the_way(
    library: Path, tmp_path: Path
) -> None:
    own = laid_out(tmp_path / "own", {"parts/other.csv": b"part_number,name,source\nSW8,X,mine\n"})
    switch = by_name(import_device_types(library, own).files)["sw8"]
    assert switch.findings[-1].message == (
        "The catalog has SW8 as another kind of part, in other.csv."
    )


def test_of_two_files_with_one_number_the_first_is_kept(tmp_path: Path) -> None:
    one = device_yaml(model="A", interfaces=["8 x 1000base-t"], more="part_number: X1\n")
    two = device_yaml(model="B", interfaces=["5 x 1000base-t"], more="part_number: x1\n")
    library = laid_out(tmp_path / "lib", {"a.yaml": one, "b.yaml": two})
    found = by_name(import_device_types(library, tmp_path / "own").files)
    assert (found["a"].outcome, found["b"].outcome) == (Outcome.ADDED, Outcome.REFUSED)
    assert found["b"].findings[-1].message == (
        "a.yaml has the part number x1 already; that one is kept."
    )


def test_what_all_of_them_are_may_be_said(library: Path, tmp_path: Path) -> None:
    path = library / "device-types/Acme/ap.yaml"
    (board,) = import_device_types(path, tmp_path / "own", roles=Roles("board")).files
    assert (board.outcome, board.category, board.reason) == (Outcome.ADDED, "board", "as said")
    assert "cores" in board.missing


def test_a_file_that_cannot_be_read_stops_no_other(library: Path, tmp_path: Path) -> None:
    (library / "device-types/Acme/bad.yaml").write_bytes(b"a: [")
    (library / "device-types/Acme/big.yaml").write_bytes(b"a" * 600_000)
    found = by_name(import_device_types(library, tmp_path / "own").files)
    assert found["bad"].findings[0].code == "device-type-not-yaml"
    assert found["big"].findings[0].code == "device-type-not-read"
    assert found["sw8"].outcome is Outcome.ADDED


def test_where_nothing_is_imported_no_folder_is_made(library: Path, tmp_path: Path) -> None:
    import_device_types(library / "device-types/Acme/ap.yaml", tmp_path / "own")
    with pytest.raises(PlannerError):
        import_device_types(tmp_path / "nothing", tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_whoever_stops_it_has_nothing_written(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_types, "_TOLD_EVERY", 1)
    told: list[tuple[int, int]] = []

    def go_on(done: int, of: int) -> bool:
        told.append((done, of))
        return done < 2

    found = import_device_types(library, tmp_path / "own", go_on=go_on)
    assert (found.stopped, found.files, told) == (True, (), [(1, 4), (2, 4)])
    assert not (tmp_path / "own").exists()


def test_a_folder_that_may_not_be_written_is_one_sentence(library: Path, tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")
    with pytest.raises(PlannerError, match="there is a file where a folder must be"):
        import_device_types(library, tmp_path / "own")


def test_a_row_that_somebody_else_writes_meanwhile_is_refused_alone(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    check = device_types._check

    def meanwhile(files: list[device_types._File]) -> None:
        check(files)
        laid_out(own, {"parts/switch.csv": b"part_number,name,source\nSW8,Theirs,mine\n"})

    monkeypatch.setattr(device_types, "_check", meanwhile)
    found = by_name(import_device_types(library, own).files)
    assert (found["sw8"].outcome, found["pdu"].outcome) == (Outcome.REFUSED, Outcome.ADDED)
    assert found["sw8"].findings[-1].code == "own-changed-meanwhile"
    assert (own / "parts/switch.csv").read_text().endswith("SW8,Theirs,mine\n")


def test_where_a_later_file_of_the_catalog_cannot_be_written_its_parts_say_so(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    check = device_types._check

    def meanwhile(files: list[device_types._File]) -> None:
        check(files)
        (own / "parts" / "other.csv").mkdir(parents=True)

    monkeypatch.setattr(device_types, "_check", meanwhile)
    found = by_name(import_device_types(library, own).files)
    assert (found["sw8"].outcome, found["usb"].outcome) == (Outcome.ADDED, Outcome.ADDED)
    assert found["pdu"].outcome is Outcome.REFUSED
    assert set(loaded_numbers(own)) == {"SW8", "acme-usb-6"}


def loaded_numbers(folder: Path) -> list[str]:
    return [part.part_number for part in load_catalog(folder, DAY).parts]


SHIPPED = load_catalog(Path(__file__).resolve().parents[2] / "catalogs", DAY)
GS105 = device_yaml(
    model="GS105",
    manufacturer="NETGEAR",
    interfaces=["5 x 1000base-t"],
    more="part_number: GS105\n",
)


def test_what_the_catalog_has_already_is_told_with_what_differs_and_not_written(
    tmp_path: Path,
) -> None:
    found = import_dropped("GS105.yaml", GS105, tmp_path / "own", beside=SHIPPED.parts)

    (switch,) = found.files
    assert (switch.outcome, switch.known_as) == (Outcome.KNOWN, "gs105")
    assert "interfaces" not in [each.column for each in switch.changes]
    assert not (tmp_path / "own").exists()


def test_a_name_that_the_catalog_has_is_that_part_whatever_its_number(tmp_path: Path) -> None:
    renamed = GS105.replace(b"part_number: GS105", b"part_number: GS105-500NAS")
    eight = renamed.replace(b"1000base-t", b"100base-tx", 1)

    (switch,) = import_dropped("a.yaml", renamed, tmp_path, beside=SHIPPED.parts).files
    (other,) = import_dropped("a.yaml", eight, tmp_path, beside=SHIPPED.parts).files

    assert (switch.outcome, switch.known_as) == (Outcome.KNOWN, "gs105")
    assert [(e.column, e.before) for e in other.changes if e.column == "interfaces"] == [
        ("interfaces", "5 x 1G RJ45")
    ]


def test_a_preview_writes_nothing_and_single_kinds_are_said_by_file(tmp_path: Path) -> None:
    two = {"ap.yaml": "board"}

    untold = import_dropped("ap.yaml", FILES["device-types/Acme/ap.yaml"], tmp_path / "own")
    seen = import_dropped(
        "ap.yaml",
        FILES["device-types/Acme/ap.yaml"],
        tmp_path / "own",
        roles=Roles(single=two),
        keeps=False,
    )

    assert [each.is_untold for each in untold.files] == [True]
    assert [each.outcome for each in seen.files] == [Outcome.ADDED]
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b"manufacturer: A\n"), ("a.zip", b"PK\x03\x04 no zip"), ("../../b", b"x: 1\n")],
)
def test_what_was_dropped_and_is_no_device_type_is_refused(
    name: str, content: bytes, tmp_path: Path
) -> None:
    with pytest.raises(PlannerError):
        import_dropped(name, content, tmp_path)


def test_what_the_rest_is_said_to_be_holds_for_those_alone_that_cannot_be_told(
    library: Path, tmp_path: Path
) -> None:
    found = by_name(import_device_types(library, tmp_path, roles=Roles(rest="board")).files)

    assert [(name, each.category) for name, each in sorted(found.items())] == [
        ("ap", "board"), ("pdu", "other"), ("sw8", "switch"), ("usb", "charger"),
    ]  # fmt: skip
