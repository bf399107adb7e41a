"""Versions proved by their ids are the versions that git would have given."""

from __future__ import annotations

from pathlib import Path

import pytest
from budget import tries
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.history import contents as reading
from checker.history.blobs import Blobs
from checker.history.contents import Text, _id, contents_of
from checker.history.git import Git, NoHistory
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
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    git = Git(repo.top / ".git")
    blobs = written(repo, VERSIONS)
    asked = [(blobs[:count], blobs[-count:][:1]) for count in range(1, len(blobs) + 1)]
    found = list(contents_of(git, asked))
    with Blobs(git) as known:
        for (chain, others), contents in zip(asked, found, strict=True):
            assert contents == {blob: known.read(blob) for blob in {*chain, *others}}


def test_what_only_grew_is_read_once(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = written(repo, VERSIONS[:4])
    read: list[str] = []
    known = reading.streamed
    monkeypatch.setattr(
        reading, "streamed", lambda git, asked: read.extend(asked) or known(git, asked)
    )
    list(contents_of(Git(repo.top / ".git"), [(blobs, [])]))
    assert read == blobs[-1:]


def test_a_version_that_is_missing_is_no_guess(repo: Repo) -> None:
    blobs = written(repo, VERSIONS[:3])
    (repo.top / ".git" / "objects" / blobs[0][:2] / blobs[0][2:]).unlink()
    with pytest.raises(NoHistory):
        list(contents_of(Git(repo.top / ".git"), [(blobs, [])]))


def test_an_id_of_either_digest(repo: Repo, tmp_path: Path) -> None:
    assert _id(b"a\n", 40) == "78981922613b2afb6025042ff6bd878ac1994e85"
    other = Repo(tmp_path / "other")
    other.git("init", "--quiet", "--object-format=sha256", str(tmp_path / "s"))
    (tmp_path / "s" / "file").write_bytes(b"a\n")
    assert _id(b"a\n", 64) == other.git("-C", str(tmp_path / "s"), "hash-object", "file")


LINES = st.lists(st.sampled_from(["a: b\n", "  - c\n", "- d\n", "    e\n", "\n", "x"]), max_size=8)


@settings(max_examples=tries(200))
@given(LINES, LINES, LINES)
def test_a_guess_is_what_its_id_says(head: list[str], between: list[str], tail: list[str]) -> None:
    newer = "".join([*head, *between, *tail]).encode()
    older = "".join([*head, *tail]).encode()
    found = Text(newer).older(_id(older, 40), len(older))
    assert found is None or found.text == older
