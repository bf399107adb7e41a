"""Signed commits: good, unsigned, an unknown key, one that ran out, bad, and somebody else's."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.history.conftest import ORGANIZATION, Repo, case
from tests.history.test_attacks import DAY, E1, E2, E3, FILE, merge, on_branch, then


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("keys")
    made = {name: folder / name for name in ("E2", "E4", "stranger")}
    for name, file in made.items():
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
        subprocess.run(command, check=True)
    return made


def public(key: Path) -> str:
    kind, text, *_ = key.with_suffix(".pub").read_text().split()
    return f"{kind} {text}"


def begin(repo: Repo, keys: dict[str, Path], options: str = "") -> None:
    repo.policy(["signed"])
    repo.write(
        {
            "policy/allowed_signers": f"e2@x.example {options}{public(keys['E2'])}\n"
            f"E4 {public(keys['E4'])}\n"
        }
    )
    repo.commit("E1", DAY.format(1))
    repo.write({FILE: case(E1)})
    repo.commit("E2", DAY.format(2), sign=keys["E2"])


def told(repo: Repo) -> list[tuple[str, str]]:
    found = repo.audit()["findings"]
    assert {item["reason"] for item in found} <= {"unsigned"}
    return [(item["commit"]["author"], item["message"]) for item in found]


def test_a_commit_signed_by_its_author(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), sign=keys["E2"])
    then(repo, case(E1, E2, E3), by="E4", day=4, sign=keys["E4"])
    assert told(repo) == []


def test_an_unsigned_commit(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2))
    assert told(repo) == [("E2", "提交没有签名")]


def test_a_key_that_nobody_allowed(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), sign=keys["stranger"])
    assert told(repo) == [("E2", "签名所用的钥匙不在 policy/allowed_signers 中，或已失效")]


def test_a_key_whose_time_is_over(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys, 'valid-before="20260303" ')
    then(repo, case(E1, E2), day=4, sign=keys["E2"])
    assert told(repo) == [("E2", "签名所用的钥匙不在 policy/allowed_signers 中，或已失效")]


def test_a_list_of_signers_that_only_a_branch_has(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), sign=keys["stranger"])
    on_branch(repo)
    repo.write({"policy/allowed_signers": f"e2@x.example {public(keys['stranger'])}\n"})
    repo.commit("E2", DAY.format(4))
    assert len(told(repo)) == 1


def test_a_signature_of_another_commit(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), sign=keys["E2"])
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], cwd=repo.top, capture_output=True, check=True
    ).stdout
    forged = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=repo.top,
        input=raw.replace(b"\nstep\n", b"\nanother\n"),
        capture_output=True,
        check=True,
    )
    repo.git("update-ref", "refs/heads/main", forged.stdout.decode().strip())
    assert told(repo) == [("E2", "签名与提交的内容不符")]


def test_the_key_of_somebody_who_is_neither_author_nor_committer(
    repo: Repo, keys: dict[str, Path]
) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), by="E2", sign=keys["E4"])
    assert told(repo) == [("E2", "签名用的是 E4 的钥匙，作者和提交者却是别人")]


def test_the_key_of_somebody_who_has_left(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    left = "{id: E4, name: 丁某, unit: hq, until: 2026-03-03"
    repo.write(
        {"policy/organization.yml": ORGANIZATION.replace("{id: E4, name: 丁某, unit: hq", left)}
    )
    repo.commit("E1", DAY.format(3))
    then(repo, case(E1, E2), by="E4", day=4, sign=keys["E4"])
    assert told(repo) == [("E4", "签名用的是 E4 的钥匙，而此人在 2026-03-04 不在册")]


def test_a_rebase_is_signed_by_who_made_it(repo: Repo, keys: dict[str, Path]) -> None:
    begin(repo, keys)
    then(repo, case(E1, E2), by="E2", committer="E4", sign=keys["E4"])
    assert told(repo) == []


def test_a_merge_that_only_joins_needs_no_signature_its_commits_do(
    repo: Repo, keys: dict[str, Path]
) -> None:
    begin(repo, keys)
    on_branch(repo)
    then(repo, case(E1, E2), sign=keys["E2"])
    merge(repo, "f")
    assert told(repo) == []
    repo.git("checkout", "--quiet", "-b", "g")
    then(repo, case(E1, E2, E3), by="E4", day=6)
    merge(repo, "g", day=7)
    assert told(repo) == [("E4", "提交没有签名")]
