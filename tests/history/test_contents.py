"""Versions proved by their ids are the versions that git would have given."""

from __future__ import annotations

from pathlib import Path

import pytest
from budget import tries
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.history import contents as reading
from checker.history.blobs import Blobs
from checker.history.contents import contents_of
from checker.history.git import Git, NoHistory
from checker.history.growth import Growth, Habits, blob_id
from tests.history.conftest import Repo

HEAD = "id: C-1\nevents:\n"
ENTRY = "  - id: e{0}\n    type: received\n"
VERSIONS = [
    HEAD + ENTRY.format(1),
    HEAD + ENTRY.format(1) + ENTRY.format(2),
    HEAD + ENTRY.format(1) + ENTRY.format(2) + "outcome: x\n",
    HEAD + ENTRY.format(1) + ENTRY.format(3) + ENTRY.format(2) + "outcome: x\n",
    HEAD + ENTRY.format(1) + ENTRY.format(3) + ENTRY.format(4) + "outcome: y\n",
    HEAD + ENTRY.format(1) + ENTRY.format(3) + ENTRY.format(4) + "outcome: y\nmore: z\n",
    HEAD + ENTRY.format(1),
    "",
    HEAD,
]


def written(repo: Repo, texts: list[str]) -> list[str]:
    ids = []
    for text in texts:
        (repo.top / "file").write_bytes(text.encode())
        ids.append(repo.git("hash-object", "-w", "file"))
    return ids


def test_whatever_is_proved_or_read_is_what_git_has(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "FIRST", 2)
    git = Git(repo.top / ".git")
    blobs = written(repo, VERSIONS)
    asked = [(blobs[:count], blobs[-count:][:1]) for count in range(1, len(blobs) + 1)]
    found = dict(contents_of(git, asked))
    assert sorted(found) == list(range(len(asked)))
    with Blobs(git) as known:
        for place, (chain, others) in enumerate(asked):
            contents = {blob: known.read(blob) for blob in {*chain, *others}}
            assert found[place].contents == contents


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blobs that git is asked for."""
    asked: list[str] = []
    known = reading.streamed
    monkeypatch.setattr(
        reading, "streamed", lambda git, blobs: asked.extend(blobs) or known(git, blobs)
    )
    return asked


def test_what_only_grew_is_read_once(repo: Repo, read: list[str]) -> None:
    blobs = written(repo, VERSIONS[:4])
    list(contents_of(Git(repo.top / ".git"), [(blobs, [])]))
    assert read == blobs[-1:]


def test_what_came_together_in_one_case_is_guessed_in_the_next(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    """Two keys and an event at once: of the first case it is read, of the second it is known."""
    monkeypatch.setattr(reading, "FIRST", 1)
    early = "id: C-{0}\nseverity: x\nevents:\n" + ENTRY.format(1)
    late = "id: C-{0}\nnature: n\nseverity: x\noutcome: o\nevents:\n" + "".join(
        map(ENTRY.format, (1, 2))
    )
    chains = [written(repo, [text.format(number) for text in (early, late)]) for number in (1, 2)]
    list(contents_of(Git(repo.top / ".git"), [(chain, []) for chain in chains]))
    assert sorted(read) == sorted([*chains[0], chains[1][1]])


def test_entries_are_never_left_without_their_lists_key() -> None:
    """Without the key and its first entry, those behind it would be another key's."""
    newer = "id: C-1\nevents:\n" + ENTRY.format(1) + ENTRY.format(2) + "outcome: x\n"
    older = "id: C-1\n" + ENTRY.format(2) + "outcome: x\n"
    growth = followed(newer, older)
    assert growth.left == [blob_id(older.encode(), 40)]
    growth.contents[growth.left[0]] = older.encode()
    growth.follow({})
    assert growth.lacking(blob_id(older.encode(), 40)) is None


def test_a_version_that_is_missing_is_no_guess(repo: Repo) -> None:
    blobs = written(repo, VERSIONS[:3])
    (repo.top / ".git" / "objects" / blobs[0][:2] / blobs[0][2:]).unlink()
    with pytest.raises(NoHistory):
        list(contents_of(Git(repo.top / ".git"), [(blobs, [])]))


def test_an_id_of_either_digest(repo: Repo, tmp_path: Path) -> None:
    assert blob_id(b"a\n", 40) == "78981922613b2afb6025042ff6bd878ac1994e85"
    other = Repo(tmp_path / "other")
    other.git("init", "--quiet", "--object-format=sha256", str(tmp_path / "s"))
    (tmp_path / "s" / "file").write_bytes(b"a\n")
    assert blob_id(b"a\n", 64) == other.git("-C", str(tmp_path / "s"), "hash-object", "file")


LINES = st.lists(st.sampled_from(["a: b\n", "  - c\n", "- d\n", "    e\n", "\n", "x"]), max_size=8)


@settings(max_examples=tries(200))
@given(LINES, LINES, LINES)
def test_a_guess_is_what_its_id_says(head: list[str], between: list[str], tail: list[str]) -> None:
    newer = "".join([*head, *between, *tail])
    older = "".join([*head, *tail])
    growth = followed(newer, older)
    assert set(growth.contents.values()) <= {newer.encode(), older.encode()}
    blob = blob_id(older.encode(), 40)
    if blob in growth.contents:
        lacking = growth.lacking(blob)
        left = [unit for at, unit in enumerate(growth.newest.units) if at not in lacking]
        assert growth.newest.head + b"".join(left) == older.encode()


def followed(newer: str, older: str) -> Growth:
    """Two versions of which the newer one was read."""
    texts = [text.encode() for text in (older, newer)]
    chain = [blob_id(text, 40) for text in texts]
    growth = Growth(chain, Habits())
    growth.contents[chain[1]] = texts[1]
    growth.follow({chain[0]: len(texts[0])})
    return growth
