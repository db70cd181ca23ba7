"""Strict YAML: what is read of a text, and every text that is refused with a sentence."""

from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from planner.io.device_types import _yaml
from planner.io.device_types._yaml import MAX_BYTES, MAX_DEPTH, Scalar, YamlError, read_yaml


def plain(node: Any) -> Any:
    """Return a tree as lists, mappings and the texts as they were written."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, list):
        return [plain(each) for each in node]
    return {key: plain(each) for key, each in node.items()}


def scalar(text: str) -> Scalar:
    (node,) = read_yaml(f"- {text}".encode())
    assert isinstance(node, Scalar)
    return node


def test_lists_mappings_and_texts_come_out_as_they_were_written() -> None:
    text = """\
---
# a comment
manufacturer: Acme
model: 'It''s 8: #1'
comments: >-
  two
  lines
interfaces:
  - name: "1"
    type: 1000base-t
  - {name: 2, type: [a, [b]]}
empty: []
none:
"""
    assert plain(read_yaml(text.encode())) == {
        "manufacturer": "Acme",
        "model": "It's 8: #1",
        "comments": "two lines",
        "interfaces": [{"name": "1", "type": "1000base-t"}, {"name": "2", "type": ["a", ["b"]]}],
        "empty": [],
        "none": "",
    }


def test_every_text_knows_its_line() -> None:
    root: Any = read_yaml(b"a: 1\nb:\n  - c: 2\n  - 3\n")
    assert (root.line, root["a"].line, root["b"].line) == (1, 1, 3)
    assert (root["b"][0]["c"].line, root["b"][1].line) == (3, 4)


@pytest.mark.parametrize(
    ("text", "number"),
    [("350", "350"), ("-3", "-3"), ("+4", "4"), ("0", "0"), ("1.50", "1.50"), ("0.5", "0.5")],
)
def test_a_number_is_what_has_one_reading(text: str, number: str) -> None:
    assert scalar(text).number() == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["010", "0o17", "0x1F", "1e3", ".5", "1_000", "22:30", ".inf", ".nan", "'350'", '"1"', "١٢",
     "2026-11-30", "350W", "1" * 20, "null", "true"],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_no_number(text: str) -> None:
    assert scalar(text).number() is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [("true", True), ("True", True), ("FALSE", False), ("yes", None), ("no", None), ("on", None),
     ("'true'", None), ("1", None), ("y", None)],
)  # fmt: skip
def test_true_and_false_are_those_of_yaml_1_2(text: str, answer: bool | None) -> None:
    assert scalar(text).yes_no() is answer


@pytest.mark.parametrize(
    ("text", "is_null"), [("null", True), ("~", True), ("", True), ("''", False), ("'~'", False)]
)
def test_nothing_is_said_without_quotes(text: str, is_null: bool) -> None:
    assert scalar(text).is_null is is_null


TOO_DEEP = f"Lists and mappings lie more than {MAX_DEPTH} deep in one another."
BAD = {
    "a: 1\na: 2": "The key 'a' is there twice.",
    "a: {b: 1, b: 1}": "The key 'b' is there twice.",
    "a: &x 1": "The anchor 'x' is not read.",
    "a: &x [1]": "The anchor 'x' is not read.",
    "a: *x": "The alias 'x' is not read.",
    "&x a: 1\nb: *x": "The anchor 'x' is not read.",
    "a: !!python/object/apply:os.system [ls]": "The tag 'tag:yaml.org,2002:python/object/apply:os",
    "a: !!int 3": "The tag 'tag:yaml.org,2002:int' is not read.",
    "a: ! 3": "The tag '!' is not read.",
    "--- !x\na: 1": "The tag '!x' is not read.",
    "%YAML 1.1\n---\na: 1": "Directives are not read.",
    "%TAG ! tag:x,2000:\n---\na: 1": "Directives are not read.",
    "a: 1\n---\nb: 2": "The file holds several documents.",
    "? [a]\n: 1": "A key is a list or a mapping.",
    "? {a: 1}\n: 1": "A key is a list or a mapping.",
    "?\n: 1": "A key is empty.",
    "~: 1": "A key is empty.",
    "": "The file holds nothing.",
    "# only a comment": "The file holds nothing.",
    "a: [1": "This is not YAML: did not find expected",
    "a: 'x": "This is not YAML: found unexpected end of stream.",
    "\ta: 1": "This is not YAML: found character that cannot start any token.",
    "a: b: c": "This is not YAML: mapping values are not allowed in this context.",
    "a: \x07": "The file holds bytes that are not text.",
    "a: \x00": "The file holds bytes that are not text.",
    "[" * (MAX_DEPTH + 1)
    + "]" * (MAX_DEPTH + 1): f"Lists and mappings lie more than {MAX_DEPTH} deep in one another.",
    "- " * 1000 + "a": f"Lists and mappings lie more than {MAX_DEPTH} deep in one another.",
}


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_what_yaml_could_do_behind_ones_back_is_refused(text: str) -> None:
    with pytest.raises(YamlError) as refused:
        read_yaml(text.encode())
    assert refused.value.message.startswith(BAD[text])


def test_only_so_many_lists_may_lie_in_one_another() -> None:
    assert read_yaml(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-32"])
def test_a_file_that_is_not_utf_8_is_refused_with_its_line(encoding: str) -> None:
    with pytest.raises(YamlError, match=r"not UTF-8|not text"):
        read_yaml("a: 1\nb: Zürich".encode(encoding))


def test_the_line_of_what_is_not_utf_8_is_told() -> None:
    with pytest.raises(YamlError) as refused:
        read_yaml("a: 1\nb: Zürich".encode("cp1252"))
    assert (refused.value.message, refused.value.line) == ("The file is not UTF-8.", 2)
    assert plain(read_yaml("\ufeffb: Zürich".encode())) == {"b": "Zürich"}


def test_yaml_1_2_may_be_said() -> None:
    assert plain(read_yaml(b"%YAML 1.2\n---\na: 1\n...\n")) == {"a": "1"}


def test_a_file_has_at_most_so_many_bytes() -> None:
    assert read_yaml(b"a: 1 #".ljust(MAX_BYTES, b"x"))
    with pytest.raises(YamlError, match="at most 500 kB are read"):
        read_yaml(b"a: 1 #".ljust(MAX_BYTES + 1, b"x"))


HOSTILE = {
    "laughs": "a: &a [x,x]\n" + "".join(f"{c}: &{c} [*a,*a]\n" for c in "bcdefghij"),
    "flow": "[" * MAX_BYTES,
    "maps": "{a: " * (MAX_BYTES // 4),
    "keys": "".join(f"k{n}: 1\n" for n in range(45_000)),
    "list": "- a\n" * (MAX_BYTES // 4),
    "quote": '"' + "\\x41" * (MAX_BYTES // 5),
    "words": "a: " + "b " * (MAX_BYTES // 3),
    "lines": "a: b\n" + "\n" * (MAX_BYTES - 10),
    "steps": "".join(" " * depth + "a:\n" for depth in range(900)),
    "colons": ":\n" * (MAX_BYTES // 2),
    "questions": "? " * (MAX_BYTES // 2),
    "block": "a: |\n" + " x\n" * (MAX_BYTES // 4),
    "comma": "[" + "a," * (MAX_BYTES // 3),
    "braces": "[{}" + ",{}" * (MAX_BYTES // 4) + "]",
}


def told(content: bytes) -> str:
    """Return why a file is refused; empty if it is read."""
    try:
        read_yaml(content)
    except YamlError as error:
        return error.message
    return ""


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_is_too_much_for_the_reader(name: str) -> None:
    message = told(HOSTILE[name].encode()[:MAX_BYTES])
    assert message.endswith(".") or name in ("keys", "list", "words", "lines", "block", "braces")


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_are_a_tree_or_a_sentence(content: bytes) -> None:
    message = told(content)
    assert not message or message.endswith(".")


# Other line ends are folded into blanks by the program that writes them.
_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"), max_size=12)
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_TEXTS.filter(bool), _TREES, min_size=1))
def test_whatever_another_program_writes_without_marks_is_read_as_it_was(tree: Any) -> None:
    class Plainly(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    written = yaml.dump(tree, Dumper=Plainly, allow_unicode=True).encode()
    if told(written):
        # Signs that no file of YAML may hold are written as they are by this program.
        assert told(written) == "The file holds bytes that are not text."
    else:
        assert plain(read_yaml(written)) == tree


def test_a_parser_that_is_slower_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "_LOADER", yaml.SafeLoader)
    assert plain(read_yaml(b"a: [1, {b: 'c'}]")) == {"a": ["1", {"b": "c"}]}
    for text in ("a: &x 1", "a: 1\na: 2", "a: [1", "a: 1\n---\nb: 2"):
        with pytest.raises(YamlError):
            read_yaml(text.encode())
