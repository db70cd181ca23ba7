"""Standard input and output in place of files, quiet answers, and exit codes."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from planner.cli.exit_codes import ExitCode
from planner.cli.main import main
from tests.device_types import device_yaml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command_line.md"


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch):
    """Let the next command read something from standard input."""

    def put(content: bytes) -> None:
        stream = io.TextIOWrapper(io.BytesIO(content), "utf-8")
        monkeypatch.setattr("sys.stdin", stream)

    return put


def test_a_build_is_read_from_standard_input(run, piped, catalog: Path) -> None:
    piped((catalog / "builds" / "small.toml").read_bytes())
    assert "Small costs S$262.00" in run("cost", "-").out
    piped((catalog / "builds" / "small.toml").read_bytes())
    assert "S$262.00" in run("buy", "-", "--on", "2020-06-17").out


def test_a_bill_is_read_from_standard_input(run, piped) -> None:
    piped(b"part_number,quantity\npi,2\n")
    ran = run("buy", "-", "--on", "2020-06-17")
    assert ran.code == 0
    assert "The Shop" in ran.out


def test_requirements_are_read_from_standard_input(run, piped) -> None:
    piped(b"nodes = 2\non = 2020-06-17\n")
    assert "2-node cluster" in run("size", "-").out


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x01", b"= =", b"title = 3"])
def test_what_is_no_build_on_standard_input_is_said(content: bytes, run, piped) -> None:
    piped(content)
    ran = run("cost", "-")
    assert ran.code == 1
    assert "standard-input" in ran.err


def test_too_much_on_standard_input_is_refused(run, piped) -> None:
    piped(b"#" * 60_000_000)
    ran = run("cost", "-")
    assert ran.code == 1
    assert "standard-input" in ran.err


def test_a_build_goes_through_a_pipe(run, piped) -> None:
    sized = run("size", "--nodes", "2", "--on", "2020-06-17", "-o", "-")
    assert sized.code == 0
    assert sized.out.startswith('title = "2-node cluster"')
    assert "2-node cluster: S$" in sized.err

    piped(sized.out.encode())
    assert "2-node cluster" in run("cost", "-").out


@pytest.fixture
def output(run, monkeypatch: pytest.MonkeyPatch):
    """Run a command and return its exit code and the bytes it put out; `on_terminal` if so."""

    def put_out(*arguments: str, on_terminal: bool = False) -> tuple[int, bytes]:
        stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
        monkeypatch.setattr(stream, "isatty", lambda: on_terminal)
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout", stream)
            code = main(arguments)
        stream.flush()
        return code, stream.buffer.getvalue()

    return put_out


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("-.md", b"# Small"),
        ("-.csv", b"kind,part_number"),
        ("-.json", b"{"),
        ("-.html", b"<!"),
        ("-.bbcode", b"["),
        ("-", b"PK"),
        ("-.xlsx", b"PK"),
    ],
)
def test_an_export_goes_to_standard_output(name: str, start: bytes, output, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    code, content = output("export", "small", "-o", name)
    assert code == 0
    assert content.startswith(start)
    assert sorted(tmp_path.iterdir()) == before


def test_a_workbook_goes_through_a_pipe(run, output, piped) -> None:
    piped(output("export", "small", "-o", "-")[1])
    ran = run("import", "workbook", "-", "--plan", "small")
    assert ran.code == 0
    assert "changes nothing of Small" in " ".join(ran.out.split())


def test_a_workbook_is_not_written_to_a_terminal(output, capsys) -> None:
    assert output("export", "small", "-o", "-", on_terminal=True) == (2, b"")
    assert "This is no text for a terminal" in capsys.readouterr().err
    assert output("export", "small", "-o", "-.md", on_terminal=True)[0] == 0


def test_a_drawing_goes_to_standard_output(run) -> None:
    ran = run("wiring", "small", "-o", "-")
    assert ran.out.startswith("<svg ")
    assert ran.out.rstrip().endswith("</svg>")


@pytest.mark.parametrize("where", [["--quiet", "cost", "gap"], ["cost", "gap", "-q"]])
def test_quiet_is_the_answer_alone(where: list[str], run) -> None:
    loud, quiet = run("cost", "guess"), run("-q", "cost", "guess")
    assert "note:" in loud.out + loud.err or "warning:" in loud.out + loud.err
    assert "note:" not in quiet.out + quiet.err
    assert "warning:" not in quiet.out + quiet.err
    assert "S$" in quiet.out
    assert run(*where).code == run("cost", "gap").code


def test_quiet_still_tells_errors(run) -> None:
    ran = run("cost", "nope", "--quiet")
    assert ran.code == 1
    assert "There is no build 'nope'" in ran.err
    assert run("cost", "--quiet", "--nope").code == 2


def test_quiet_holds_for_one_command(run) -> None:
    run("cost", "guess", "--quiet")
    assert run("cost", "guess").out != run("cost", "guess", "--quiet").out


def test_exit_codes_are_those_of_the_page() -> None:
    table = re.findall(r"^\| (\d+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {int(number): meaning for number, meaning in table} == {
        int(each): each.meaning for each in ExitCode
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["cost", "small"], ExitCode.DONE),
        (["--help"], ExitCode.DONE),
        (["--version"], ExitCode.DONE),
        (["cost", "nope"], ExitCode.ERROR),
        (["cost", "nowhere.toml"], ExitCode.ERROR),
        (["buy", "nowhere.csv"], ExitCode.ERROR),
        (["nope"], ExitCode.USAGE),
        (["cost"], ExitCode.USAGE),
        (["cost", "small", "--currency", "EURO"], ExitCode.USAGE),
        (["size", "nowhere.toml"], ExitCode.USAGE),
    ],
)
def test_a_command_ends_with_the_code_of_the_table(arguments, code: ExitCode, run) -> None:
    assert run(*arguments).code == code


def test_a_device_type_or_a_zip_of_them_is_read_from_standard_input(
    run, piped, tmp_path: Path
) -> None:
    switch = device_yaml(model="SW8", interfaces=["1000base-t"] * 8)
    piped(switch)
    ran = run("import", "netbox", "-", "--as", "switch", "--to", "one")
    assert ran.code == 0
    assert "SW8" in (tmp_path / "one" / "parts" / "switch.csv").read_text()

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("device-types/Acme/SW8.yaml", switch)
    piped(packed.getvalue())
    assert run("import", "netbox", "-", "--as", "switch", "--to", "two").code == 0
    assert "SW8" in (tmp_path / "two" / "parts" / "switch.csv").read_text()


def test_a_saved_page_is_read_from_standard_input(run, piped) -> None:
    piped(b"<html><h1>Fan</h1><p>S$ 20.00")
    ran = run("prices", "fetch", "--page", "-")
    assert ran.code == 1
    assert "In the text: 20.00 SGD" in ran.out


def test_terms_and_a_certificate_go_through_pipes(run, output, piped, catalog: Path) -> None:
    bought = ("buy", "small", "--on", "2020-06-17")
    code, certificate = output(*bought, "--certificate", "-")
    assert code == 0
    piped(certificate)
    assert run(*bought, "--check", "-").code == 0
    piped(certificate.replace(b'"SG', b'"XX'))
    assert run(*bought, "--check", "-").code == 1

    piped((catalog / "vendors.csv").read_bytes())
    offers = str(catalog / "offers")
    through = run(*bought, "--vendors", "-", "--offers", offers)
    named = run(*bought, "--vendors", str(catalog / "vendors.csv"), "--offers", offers)
    assert (through.code, through.out) == (named.code, named.out) != (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["buy", "small", "--offers", "-"],
        ["buy", "small", "--orders", "-"],
        ["cost", "small", "--catalog", "-"],
        ["import", "netbox", "x.yaml", "--to", "-"],
        ["check", "-"],
        ["catalog", "copy", "-"],
    ],
)
def test_a_folder_is_no_standard_input(arguments: list[str], run, tmp_path: Path) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert "- is one file, and this is a folder." in " ".join(ran.err.split())
    assert not (tmp_path / "-").exists()


def test_standard_input_is_read_once(run, piped, catalog: Path) -> None:
    piped((catalog / "builds" / "small.toml").read_bytes())
    ran = run("buy", "-", "--vendors", "-", "--offers", str(catalog / "offers"))
    assert ran.code == 2
    assert "Standard input can be read once" in " ".join(ran.err.split())


def test_what_was_read_of_standard_input_leaves_nothing_behind(
    run, piped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    piped(b"<html><h1>Fan</h1><p>S$ 20.00")
    run("prices", "fetch", "--page", "-")
    piped(b"#" * 60_000_000)
    assert run("prices", "fetch", "--page", "-").code == 2
    assert list(place.iterdir()) == []
