"""Timestamps over a manifest: what fits, and everything else told apart."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from checker.receipts.timestamps import query, verified
from tests.receipts.authority import AT, Authority
from tests.receipts.conftest import Run

LIST = b"0123  policy/organization.yml\n"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


def test_the_query_is_what_a_library_would_write() -> None:
    made = TimestampRequestBuilder().data(LIST).hash_algorithm(HashAlgorithm.SHA256)
    assert query(LIST) == made.nonce(nonce=False).build().as_bytes()


def test_an_answer_over_the_file_says_when_it_existed(authority: Authority) -> None:
    stamp = verified(LIST, authority.answer(query(LIST)), authority.pem)
    assert (stamp.state, stamp.at) == ("fits", AT)


Answer = Callable[[Authority], tuple[bytes, bytes]]
"""An answer, and the certificates that are trusted."""
EXPIRED = Authority(expires=AT - timedelta(seconds=1))
OTHER = Authority()
NO_STAMPS = Authority(stamps=False)
WRONG: list[tuple[str, Answer]] = [
    ("other-file", lambda it: (it.answer(query(LIST + b"x")), it.pem)),
    ("bad-signature", lambda it: (it.answer(query(LIST), spoiled=True), it.pem)),
    ("unknown-authority", lambda it: (it.answer(query(LIST)), OTHER.pem)),
    ("expired", lambda it: (EXPIRED.answer(query(LIST)), EXPIRED.pem)),
    ("no-timestamping", lambda it: (NO_STAMPS.answer(query(LIST)), NO_STAMPS.pem)),
    ("refused", lambda it: (it.answer(query(LIST), refused=True), it.pem)),
]


@pytest.mark.parametrize(("state", "given"), WRONG, ids=[state for state, _ in WRONG])
def test_what_does_not_fit_is_told_apart(authority: Authority, state: str, given: Answer) -> None:
    stamp = verified(LIST, *given(authority))
    assert (stamp.state, stamp.at) == (state, None)


def test_a_digest_that_is_broken_proves_nothing(authority: Authority) -> None:
    sha1 = (
        bytes.fromhex("3029 020101 3021 3009 06052b0e03021a 0500 0414")
        + bytes(20)
        + b"\x01\x01\xff"
    )
    assert verified(LIST, authority.answer(sha1), authority.pem).state == "other-file"


def test_no_byte_changed_moves_the_instant(authority: Authority) -> None:
    """Some bytes are under no signature; whatever still fits says the same instant."""
    answer = authority.answer(query(LIST))
    at = answer.find(AT.strftime("%Y%m%d%H%M%SZ").encode())
    assert at > 0
    for place in range(at - 60, at + 15):
        changed = bytes([*answer[:place], answer[place] ^ 1, *answer[place + 1 :]])
        try:
            assert verified(LIST, changed, authority.pem).state != "fits"
        except Exception as error:
            assert type(error).__name__ == "NoReceipt"  # noqa: PT017 - both are right


def stamped(run: Run, folder: Path, authority: Authority) -> list[str]:
    """The words of a command over files of a folder; the list made and answered before."""
    asked = folder / "list.tsq"
    listed = run("manifest", "--timestamp-query", str(asked))
    assert listed.exit_code == 0
    (folder / "list.txt").write_bytes(listed.stdout_bytes)
    (folder / "list.tsr").write_bytes(authority.answer(asked.read_bytes()))
    (folder / "ca.pem").write_bytes(authority.pem)
    return [
        "verify",
        *paths(folder, "list.txt", "--timestamp", "list.tsr", "--authority", "ca.pem"),
    ]


def paths(folder: Path, *words: str) -> list[str]:
    return [word if word.startswith("--") else str(folder / word) for word in words]


def test_from_the_list_to_the_verdict(run: Run, tmp_path: Path, authority: Authority) -> None:
    words = stamped(run, tmp_path, authority)
    good = run(*words)
    assert (good.exit_code, good.stdout) == (
        0,
        "时间戳相符：这个文件在 2026-03-02 04:00:00（UTC）之前已经存在\n",
    )
    (tmp_path / "list.txt").write_bytes(b"changed")
    changed = run(*words)
    assert (changed.exit_code, changed.stdout) == (
        1,
        "时间戳是另一个文件的，或这个文件后来改过\n",
    )


@pytest.mark.parametrize(
    ("file", "said"),
    [("list.tsr", "时间戳机构的答复读不懂"), ("ca.pem", "机构证书读不出来")],
)
def test_what_cannot_be_read_is_not_checked(
    run: Run, tmp_path: Path, authority: Authority, file: str, said: str
) -> None:
    words = stamped(run, tmp_path, authority)
    (tmp_path / file).write_bytes(b"nothing")
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_both_files_are_needed(run: Run, tmp_path: Path, authority: Authority) -> None:
    words = stamped(run, tmp_path, authority)
    assert run(*words[:-2]).exit_code == 2
    assert run(*words[:2], *words[-2:]).exit_code == 2


def test_without_the_extra_it_says_so(
    run: Run, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = stamped(run, tmp_path, authority)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "tousu[timestamps]" in done.stderr
