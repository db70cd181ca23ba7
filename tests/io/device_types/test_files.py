"""Files of device types: one, a folder, a zip; hostile zips; links, names and licences."""

import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.io.device_types import _zip, files
from planner.io.device_types._yaml import MAX_BYTES
from planner.io.device_types._zip import TypeZip, ZipError
from planner.io.device_types.files import NotReadError, TypeFiles, type_files
from planner.model.findings import PlannerError

CC0 = "CC0 1.0 Universal\n\nStatement of Purpose\n"


def lay_out(root: Path, contents: Mapping[str, str]) -> Path:
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def zipped(path: Path, contents: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(PlannerError) as found:
        type_files(path)
    return found.value.finding.message


def not_read(found: TypeFiles, name: str = "x.yaml") -> str:
    with found, pytest.raises(NotReadError) as reason:
        found.read(name)
    return str(reason.value)


def licence(path: Path) -> str:
    with type_files(path) as found:
        return found.licence


LIBRARY = {
    "lib/LICENSE.txt": CC0,
    "lib/device-types/Acme/a.yaml": "a",
    "lib/device-types/Acme/b.YML": "b",
    "lib/device-types/Acme/notes.txt": "no",
    "lib/device-types/Acme/.hidden.yaml": "no",
    "lib/module-types/Acme/m.yaml": "no",
    "lib/.github/x.yaml": "no",
    "lib/.yamllint.yaml": "no",
}
NAMES = ["device-types/Acme/a.yaml", "device-types/Acme/b.YML"]


def test_a_library_gives_its_device_types_and_says_what_lies_beside_them(tmp_path: Path) -> None:
    found = type_files(lay_out(tmp_path, LIBRARY) / "lib")
    assert list(found.readers) == NAMES
    assert [found.read(name) for name in NAMES] == [b"a", b"b"]
    assert found.licence == "CC0-1.0"
    assert [each.message for each in found.findings] == [
        "1 file is not read: outside of device-types."
    ]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("lib/device-types", NAMES),
        ("lib/device-types/Acme", NAMES),
        ("lib/device-types/Acme/a.yaml", NAMES[:1]),
    ],
)
def test_a_part_of_a_library_has_the_same_names_and_the_same_licence(
    tmp_path: Path, path: str, names: list[str]
) -> None:
    found = type_files(lay_out(tmp_path, LIBRARY) / path)
    assert list(found.readers) == names
    assert found.licence == "CC0-1.0"
    assert found.findings == ()


def test_a_zip_of_a_library_is_as_its_folder(tmp_path: Path) -> None:
    with type_files(zipped(tmp_path / "x.ZIP", LIBRARY)) as found:
        assert list(found.readers) == NAMES
        assert found.read(NAMES[0]) == b"a"
    assert found.licence == "CC0-1.0"
    assert len(found.findings) == 1


def test_files_elsewhere_are_called_by_their_path_below_what_was_named(tmp_path: Path) -> None:
    lay_out(tmp_path, {"mine/x.yaml": "x", "mine/deep/y.yml": "y", "LICENSE": "MIT License"})
    assert list(type_files(tmp_path / "mine").readers) == ["x.yaml", "deep/y.yml"]
    assert list(type_files(tmp_path / "mine" / "x.yaml").readers) == ["x.yaml"]
    assert type_files(tmp_path).licence == "MIT License"
    assert type_files(tmp_path / "mine").licence == ""


def test_two_libraries_in_one_folder_lose_no_file(tmp_path: Path) -> None:
    contents = {"a/device-types/x.yaml": "1", "b/device-types/x.yaml": "2"}
    names = ["device-types/x.yaml", "b/device-types/x.yaml"]
    for path in (lay_out(tmp_path / "f", contents), zipped(tmp_path / "x.zip", contents)):
        with type_files(path) as found:
            assert [found.read(name) for name in names] == [b"1", b"2"]


def test_there_must_be_something_to_read(tmp_path: Path) -> None:
    lay_out(tmp_path, {"empty/readme.txt": "x", "x.csv": "a"})
    assert refused(tmp_path / "missing").startswith("It cannot be read: ")
    assert refused(tmp_path / ("x" * 5000)).startswith("It cannot be read: ")
    assert refused(tmp_path / "empty") == "There is no file that ends in .yaml or .yml in it."
    assert refused(tmp_path / "x.csv") == "A device type is a file that ends in .yaml or .yml."
    assert refused(Path(os.devnull)) == "It is neither a file nor a folder."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.yaml")
    found = type_files(tmp_path)
    assert not_read(found, "p.yaml") == "It is no regular file."


def test_links_that_lead_out_are_told_and_not_followed(tmp_path: Path) -> None:
    lay_out(tmp_path, {"other/secret.yaml": "s", "in/x.yaml": "x", "in/sub/y.yaml": "y"})
    inside = tmp_path / "in"
    (inside / "out.yaml").symlink_to(tmp_path / "other" / "secret.yaml")
    (inside / "broken.yaml").symlink_to(tmp_path / "nothing.yaml")
    (inside / "folder").symlink_to(tmp_path / "other")
    (inside / "same.yaml").symlink_to(inside / "x.yaml")
    (inside / "loop").symlink_to(inside)
    found = type_files(inside)
    assert set(found.readers) == {"x.yaml", "same.yaml", "sub/y.yaml"}
    assert sorted(f"{each.subject}: {each.message}" for each in found.findings) == [
        "broken.yaml: It is a link out of the folder, which is not followed.",
        "folder: It is a link to a folder, which is not followed.",
        "loop: It is a link to a folder, which is not followed.",
        "out.yaml: It is a link out of the folder, which is not followed.",
    ]


def test_a_file_that_is_too_large_or_gone_says_so_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "gone.yaml").write_text("x")
    found = type_files(tmp_path)
    (tmp_path / "gone.yaml").unlink()
    assert not_read(found, "big.yaml") == "It has more than 500 kB, which is not read."
    assert not_read(found, "gone.yaml").startswith("It cannot be read: ")


def test_a_folder_has_at_most_so_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILES", 2)
    lay_out(tmp_path, {f"{number}.yaml": "x" for number in range(3)})
    assert refused(tmp_path) == "There are more than 2 files in it."


def test_a_name_that_is_no_text_is_told_all_the_same(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"a\xff.yaml")).write_text("x")
    except OSError:
        pytest.skip("this system has no such names")
    (name,) = type_files(tmp_path).readers
    assert name.encode()


# --- zips ----------------------------------------------------------------------------------------


def entry(name: str, **facts: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    for fact, value in facts.items():
        setattr(made, fact, value)
    return made


@pytest.mark.parametrize(
    "name",
    ["../x.yaml", "a/../../x.yaml", "/etc/x.yaml", "..\\x.yaml", "C:/x.yaml", ":x.yaml"],
)
def test_an_entry_whose_name_leads_out_of_the_zip_is_not_read(tmp_path: Path, name: str) -> None:
    found = type_files(zipped(tmp_path / "x.zip", {name: "x"}))
    (told,) = found.readers
    assert not_read(found, told) == "Its name leads out of the zip."
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_an_entry_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr(entry("x.yaml", external_attr=0o120777 << 16), "/etc/passwd")
    assert not_read(type_files(tmp_path / "x.zip"), "x.yaml") == "It is a link."


def test_an_entry_that_shrank_too_well_is_not_read(tmp_path: Path) -> None:
    found = type_files(zipped(tmp_path / "x.zip", {"x.yaml": b"a" * MAX_BYTES}))
    assert not_read(found, "x.yaml") == "It unpacks to more than 150 times its size."
    found = type_files(zipped(tmp_path / "y.zip", {"x.yaml": os.urandom(MAX_BYTES + 1)}))
    assert not_read(found, "x.yaml") == "It unpacks to 500 kB; at most 500 kB are read."


def test_an_entry_packed_in_another_way_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("x.yaml", "x")
    found = type_files(tmp_path / "x.zip")
    assert not_read(found, "x.yaml") == "It is packed in a way that is not read."


def test_an_entry_with_a_password_is_not_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"x.yaml": "x"})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    assert not_read(type_files(path), "x.yaml") == "It is protected by a password."


def test_an_entry_that_lies_about_its_size_is_cut_where_it_may_end(tmp_path: Path) -> None:
    """A zip may say that a gigabyte has a hundred bytes."""
    bomb = zlib.compressobj(wbits=-15)
    packed = bomb.compress(b"a" * 50_000_000) + bomb.flush()
    name = b"x.yaml"
    facts = (zlib.crc32(b"a" * 100), len(packed), 100, len(name))
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, *facts, 0) + name + packed
    central = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, *facts, 0, 0, 0, 0, 0,
                          0) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    (tmp_path / "x.zip").write_bytes(local + central + end)
    with type_files(tmp_path / "x.zip") as found:
        assert len(found.read("x.yaml")) == 100


def test_a_zip_unpacks_to_so_many_bytes_in_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_zip, "MAX_UNPACKED_BYTES", 1_000_000)
    path = zipped(tmp_path / "x.zip", {f"{n}.yaml": os.urandom(400_000) for n in range(3)})
    found = type_files(path)
    assert len(found.read("0.yaml")) == len(found.read("1.yaml")) == 400_000
    assert not_read(found, "2.yaml") == "The zip unpacks to more than 1 MB; the rest is not read."


def test_a_zip_with_too_many_entries_is_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "x.zip", {f"{number}.yaml": "x" for number in range(6)})
    monkeypatch.setattr(_zip, "MAX_ENTRIES", 5)
    assert refused(path) == "The zip has 6 entries; at most 5 are read."
    monkeypatch.setattr(_zip, "MAX_ENTRIES", 50)
    monkeypatch.setattr(_zip, "_MAX_DIRECTORY_BYTES", 100)
    assert refused(path) == "The zip has 6 entries; at most 50 are read."
    monkeypatch.setattr(_zip, "MAX_ZIP_BYTES", 100)
    assert refused(path) == "The zip has more than 0 MB."


def test_a_zip_of_the_kind_for_many_entries_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"x.yaml": "x"})
    content = path.read_bytes()
    end = content.rindex(b"PK\x05\x06")
    locator = b"PK\x06\x07".ljust(20, b"\0")
    path.write_bytes(content[:end] + locator + content[end:])
    assert refused(path) == "The zip is of the kind for more than 50,000 entries."
    many = content[: end + 10] + b"\xff\xff" + content[end + 12 :]
    path.write_bytes(many)
    assert refused(path) == "The zip is of the kind for more than 50,000 entries."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_entries_of_one_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as file:
        file.writestr("x.yaml", "1")
        file.writestr("x.yaml", "2")
    assert refused(tmp_path / "x.zip") == "The zip has two entries called 'x.yaml'."


def test_the_licence_of_a_zip_counts_only_where_it_can_be_read(tmp_path: Path) -> None:
    contents: dict[str, str | bytes] = {"a/b/LICENSE": CC0, "x.yaml": "x"}
    assert licence(zipped(tmp_path / "a.zip", contents)) == ""
    contents = {"a/LICENSE": b"a" * MAX_BYTES, "x.yaml": "x"}
    assert licence(zipped(tmp_path / "b.zip", contents)) == ""


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"text", b"PK\x05\x06", b"PK\x05\x06" + b"\0" * 10]
)
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    assert refused(tmp_path / "x.zip") == "This is no zip archive, or a damaged one."


SMALL = BytesIO()
with zipfile.ZipFile(SMALL, "w", zipfile.ZIP_DEFLATED) as _file:
    for _number in range(3):
        _file.writestr(f"device-types/Acme/{_number}.yaml", f"manufacturer: a{_number}\n" * 9)


@given(
    st.integers(0, len(SMALL.getvalue())),
    st.lists(st.tuples(st.integers(0, 999), st.integers(0, 255)), max_size=8),
)
def test_a_damaged_zip_is_read_or_refused_with_a_sentence(
    cut: int, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(SMALL.getvalue())
    for place, byte in changes:
        content[place % len(content)] = byte
    for each in (bytes(content), bytes(content[:cut])):
        try:
            found = TypeZip(BytesIO(each))
        except ZipError as error:
            assert str(error).endswith(".")  # noqa: PT017
            continue
        for name in found.entries:
            try:
                assert len(found.read(name)) <= MAX_BYTES + 1
            except ZipError as error:
                assert str(error).endswith(".")  # noqa: PT017
