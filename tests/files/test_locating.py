"""One parser reads data and places; PyYAML's scanner, written apart from libyaml, is the witness.

What we accept it reads as the same data with every node at the same line and column. What it
cannot read we never accept.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.document import ABSENT, Refused, read_document

ROOT = Path(__file__).parents[2]
MANY = 1_000
FILES = [
    *sorted(ROOT.glob("cases/2*/*.yml"))[::5],
    *sorted(ROOT.glob("policy/**/*.yml"))[::4],
    *sorted((ROOT / "checker/calendars").rglob("*.yml"))[::6],
]


def witness(node: yaml.Node, path: tuple = (), key: yaml.Node | None = None) -> Iterator[tuple]:
    """Path, data where it is a scalar, and place of every node and of its key."""
    value = None
    if isinstance(node, yaml.ScalarNode):
        absent = node.style is None and node.value in ABSENT
        value = None if absent else node.value
    yield path, value, at(node), at(key) if key is not None else at(node)
    if isinstance(node, yaml.MappingNode):
        for name, item in node.value:
            yield from witness(item, (*path, name.value), name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from witness(item, (*path, index))


def at(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def seen(data, path: tuple = ()) -> Iterator[tuple]:
    yield path, data if isinstance(data, str) else None
    if isinstance(data, dict):
        for name, item in data.items():
            yield from seen(item, (*path, name))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from seen(item, (*path, index))


def compare(raw: bytes) -> bool:
    """Whether we accept a document; it is then as the witness sees it."""
    try:
        document = read_document(raw, "x.yml")
    except Refused:
        return False
    node = yaml.compose(document.text, Loader=yaml.BaseLoader)
    if node is None:
        assert document.data is None
        return True
    found = list(witness(node))
    assert [(path, value) for path, value, _, _ in found] == list(seen(document.data))
    for path, _, value, key in found:
        for asked in (0, MANY):  # one by one, and all at once
            document.asked = asked
            assert document.locate(path) == value
            document.asked = asked
            assert document.locate(path, key=True) == key
            document.asked = asked
            assert document.locate((*path, "nowhere", 3)) == value
    return True


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_own_files(file: Path) -> None:
    assert compare(file.read_bytes())


@pytest.mark.parametrize("text", ["a: [?x]", "a: {?x: y}", "a: [甲, ?乙]", "a: [??x]"])
def test_what_libyaml_reads_as_less_than_it_shows_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_document(text.encode(), "x.yml")


@pytest.mark.parametrize("text", ["a: ?x", "a: 真的?是", "?a: b", "a: ['?y']"])
def test_other_question_marks_are_text(text: str) -> None:
    assert compare(text.encode())


WORDS = st.sampled_from(
    [
        "a",
        "true",
        "null",
        "~",
        "",
        "0123",
        "2026-03-02",
        "'it''s'",
        '"q\\u00e9"',
        "甲：乙",
        "a b",
        "x#y",
    ]
)
KEYS = st.sampled_from(["a", "b", "'c'", '"d"', "键", "k-1", "on", "1"])


def block(depth: int) -> st.SearchStrategy[list[str]]:
    """Lines of a node, as people write them: block and flow, comments, folded and literal text."""
    scalar = WORDS.map(lambda word: [word])
    text = st.sampled_from([["|", "  one", "  two"], [">-", "  one", "", "  two"], ["# c", "x"]])
    if depth == 0:
        return st.one_of(scalar, text)
    inner = block(depth - 1)
    flow = st.lists(WORDS, max_size=3).map(lambda items: [f"[{', '.join(items)}]"])
    pairs = st.lists(st.tuples(KEYS, inner), min_size=1, max_size=3, unique_by=lambda pair: pair[0])
    return st.one_of(
        scalar,
        text,
        flow,
        pairs.map(_mapping),
        st.lists(inner, min_size=1, max_size=3).map(_listing),
    )


def _mapping(pairs: list[tuple[str, list[str]]]) -> list[str]:
    lines = []
    for key, value in pairs:
        if len(value) == 1 and ": " not in value[0] and not value[0].startswith("- "):
            lines.append(f"{key}: {value[0]}")
        elif value[0][:1] in "|>":
            lines += [f"{key}: {value[0]}", *value[1:]]
        else:
            lines += [f"{key}:", *(f"  {line}" for line in value)]
    return lines


def _listing(items: list[list[str]]) -> list[str]:
    return [f"{'- ' if not n else '  '}{line}" for item in items for n, line in enumerate(item)]


@given(block(3))
def test_documents_as_people_write_them(lines: list[str]) -> None:
    compare("\n".join([*lines, ""]).encode())


# No tabs: after the head of a block scalar libyaml takes one, as YAML 1.2 does, and the witness not.
@given(st.text(alphabet="ab:-[]{}'\"#|>\n ,?*&!%~", max_size=40))
def test_any_text(text: str) -> None:
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        node = yaml.YAMLError
    accepted = compare(text.encode())
    assert not (accepted and node is yaml.YAMLError)
