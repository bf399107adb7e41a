"""What git allows and hardly anybody does: each found for what it is, none green by accident."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from checker.history.branch import walk
from checker.history.git import NoHistory
from checker.history.start import begun
from tests.history.conftest import Repo, case, dump, identity
from tests.history.test_attacks import DAY, E1, E2, E3, FILE, begin, merge, on_branch, then

RULES = ("trace", "prompt", "hands-off", "keep")
OTHER = "cases/2026/D-{}.yml"
REWRITTEN = ["C-1 trace rewritten E2 e2"]
REMOVED = ["C-1 keep removed E2"]


def side(repo: Repo, number: int) -> None:
    """A branch on which another case is opened; main is checked out again."""
    repo.git("checkout", "--quiet", "-b", f"b{number}", "main")
    repo.write({OTHER.format(number): case(E1, name=f"D-{number}")})
    repo.commit("E2", DAY.format(2))
    repo.git("checkout", "--quiet", "main")


def merged(repo: Repo, *branches: str) -> None:
    who = identity("E2", None, DAY.format(3))
    repo.git("merge", "--quiet", "--no-ff", "-m", "m", *branches, **who)


def begun_merge(repo: Repo) -> None:
    side(repo, 1)
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "b1")


def staged(repo: Repo) -> None:
    """Commit what is staged, and nothing else."""
    repo.git("commit", "--quiet", "-m", "s", **identity("E2", None, DAY.format(3)))


def octopus(repo: Repo) -> None:
    for number in (1, 2, 3):
        side(repo, number)
    merged(repo, "b1", "b2", "b3")


def octopus_of_the_accused(repo: Repo) -> None:
    side(repo, 1)
    side(repo, 2)
    repo.git("checkout", "--quiet", "-b", "theirs", "main")
    then(repo, case(E1, E2, E3, accused=[{"staff": "E3"}]), by="E3")
    repo.git("checkout", "--quiet", "main")
    merged(repo, "b1", "b2", "theirs")


def evil_merge(repo: Repo) -> None:
    begun_merge(repo)
    then(repo, case(E1, E2.replace("11:00", "10:30")))


def merge_that_deletes(repo: Repo) -> None:
    begun_merge(repo)
    repo.git("rm", "--quiet", FILE)
    staged(repo)


def empty_commits(repo: Repo) -> None:
    repo.commit("E3")
    repo.commit("E1")


def reverted(repo: Repo) -> None:
    then(repo, case(E1, E2, E3))
    repo.git("revert", "--no-edit", "HEAD", **identity("E2", None, DAY.format(4)))


def renamed_and_edited(repo: Repo) -> None:
    repo.git("mv", FILE, "cases/2026/C-9.yml")
    repo.write({"cases/2026/C-9.yml": case(E1, E2.replace("=a", "=b"))})
    repo.commit("E2", DAY.format(3))


def renamed_numbered_anew_and_edited(repo: Repo) -> None:
    repo.git("mv", FILE, "cases/2026/C-9.yml")
    repo.write({"cases/2026/C-9.yml": case(E1, E2.replace("=a", "=b"), name="C-9")})
    repo.commit("E2", DAY.format(3))


def removed_and_entered_anew(repo: Repo) -> None:
    repo.write({FILE: None})
    repo.commit("E2", DAY.format(3))
    repo.write({"cases/2026/C-9.yml": case(E1, name="C-9")})
    repo.commit("E2", DAY.format(3))


def submodule(repo: Repo) -> None:
    head = repo.git("rev-parse", "HEAD")
    repo.git("rm", "--quiet", "--cached", FILE)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{head},{FILE}")
    staged(repo)


def linked_folder(repo: Repo) -> None:
    shutil.rmtree(repo.root / "cases")
    repo.write({"else/2026/C-1.yml": case(E1)})
    (repo.root / "cases").symlink_to("else")
    repo.commit("E2", DAY.format(3))


def replaced_commit(repo: Repo) -> None:
    good = repo.git("rev-parse", "HEAD")
    repo.git("replace", then(repo, case(E1)), good)


def replaced_blob(repo: Repo) -> None:
    good = repo.git("rev-parse", f"HEAD:{FILE}")
    then(repo, case(E1))
    repo.git("replace", repo.git("rev-parse", f"HEAD:{FILE}"), good)


def graft(repo: Repo) -> None:
    head = then(repo, case(E1))
    grafts = repo.top / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{head}\n")


def attributes(repo: Repo) -> None:
    repo.git("config", "diff.x.textconv", "true")
    repo.write({".gitattributes": "*.yml -diff export-ignore ident diff=x linguist-generated\n"})
    then(repo, case(E1))


def configured(repo: Repo) -> None:
    for name in ("log.follow", "diff.relative", "diff.noprefix", "core.ignorecase"):
        repo.git("config", name, "true")
    for name in ("log.showRoot", "log.mailmap", "core.quotePath"):
        repo.git("config", name, "false")
    repo.git("config", "log.diffMerges", "off")
    repo.git("config", "diff.ignoreSubmodules", "all")
    then(repo, case(E1))
    repo.git("config", "format.pretty", "none-such")


def mode_changed(repo: Repo) -> None:
    repo.git("update-index", "--chmod=+x", FILE)
    staged(repo)


ODD: list[tuple[Callable[[Repo], None], list[str]]] = [
    (octopus, []),
    (octopus_of_the_accused, ["C-1 hands-off forbidden_actor E3"]),
    (evil_merge, REWRITTEN),
    (merge_that_deletes, REMOVED),
    (empty_commits, []),
    (reverted, ["C-1 trace rewritten E2 e3"]),
    (renamed_and_edited, REWRITTEN),
    (renamed_numbered_anew_and_edited, REMOVED),
    (removed_and_entered_anew, REMOVED),
    (submodule, REMOVED),
    (linked_folder, REMOVED),
    (replaced_commit, REWRITTEN),
    (replaced_blob, REWRITTEN),
    (graft, REWRITTEN),
    (attributes, REWRITTEN),
    (configured, REWRITTEN),
    (mode_changed, []),
]


@pytest.mark.parametrize(("attack", "found"), ODD, ids=[attack.__name__ for attack, _ in ODD])
def test_an_odd_history(repo: Repo, attack: Callable[[Repo], None], found: list[str]) -> None:
    more: dict[str, Any] = {"accused": [{"staff": "E3"}]} if "accused" in attack.__name__ else {}
    begin(repo, *RULES, **more)
    attack(repo)
    assert repo.findings() == found


def test_no_setting_hides_what_the_first_commit_brought(repo: Repo) -> None:
    """Else a case that came with it would look as if it had always been there, and never late."""
    repo.policy(["prompt"])
    repo.write({FILE: case(E1, E2)})
    repo.commit("E2", DAY.format(9))
    repo.git("config", "log.showRoot", "false")
    assert repo.findings() == ["C-1 prompt recorded_late E2 e1", "C-1 prompt recorded_late E2 e2"]


def test_a_commit_of_other_files_is_no_step(repo: Repo) -> None:
    begin(repo, "trace")
    repo.write({"notes.txt": "x"})
    repo.commit("E3", DAY.format(3))
    on_branch(repo)
    repo.write({"notes.txt": "y"})
    repo.commit("E3", DAY.format(4))
    merge(repo, "f")
    with begun(repo.root) as start:
        branch = walk(start)
    assert [passed.commit.author.name for passed in branch.passed] == ["nE1", "nE2"]


def test_git_is_not_left_behind_where_nothing_comes_of_it(repo: Repo) -> None:
    begin(repo, "trace")
    with pytest.raises(ZeroDivisionError), begun(repo.root) as start:
        raise ZeroDivisionError
    assert start.log._process.returncode is not None


def test_a_path_of_any_characters_is_followed(repo: Repo) -> None:
    begin(repo, "trace")
    odd = 'cases/2026/投诉 "x"\n\t一.yml'
    repo.write({odd: case(E1, E2, name="D-1")})
    repo.commit("E2", DAY.format(3))
    repo.write({odd: case(E1, name="D-1")})
    repo.commit("E2", DAY.format(3))
    assert repo.findings() == ["D-1 trace rewritten E2 e2"]


@pytest.mark.parametrize("coding", [b"", b"encoding ISO-8859-1\n"])
def test_a_name_that_is_not_utf_8_hides_nobody(repo: Repo, coding: bytes) -> None:
    begin(repo, "hands-off", accused=[{"staff": "E3"}])
    made = then(repo, case(E1, E2, E3, accused=[{"staff": "E3"}]))
    written = repo.git("cat-file", "commit", made).encode() + b"\n"
    written = written.replace(b"author nE2 <e2@", b"author J\xf6rg <e3@")
    altered = written.replace(b"\n\n", b"\n" + coding + b"\n", 1)
    told = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
    done = subprocess.run(told, cwd=repo.top, input=altered, capture_output=True, check=True)
    repo.git("update-ref", "refs/heads/main", done.stdout.decode().strip())
    assert repo.findings() == ["C-1 hands-off forbidden_actor E3"]


def test_a_key_twice_in_a_version_is_a_version_that_cannot_be_read(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, dump(case(E1, E2, E3)) + "  by: E4\n")
    assert repo.findings() == ["C-1 trace undetermined E2"]
    then(repo, case(E1, E3), day=4)
    assert repo.findings() == [
        "C-1 yaml-syntax not_applicable e2@x.example",
        "C-1 trace rewritten E2 e2",
    ]


def test_a_start_that_came_with_a_merge_the_wrong_way_is_none(repo: Repo) -> None:
    """The old end becomes the second parent; what it held could fall unseen."""
    begin(repo, "trace")
    known = repo.git("rev-parse", "HEAD")
    repo.git("checkout", "--quiet", "-b", "wrong", "HEAD~1")
    then(repo, case(E1), day=2)
    tree = repo.git("rev-parse", "HEAD^{tree}")
    parents = ("-p", "wrong", "-p", "main")
    turned = repo.git(
        "commit-tree", tree, *parents, "-m", "m", **identity("E2", None, DAY.format(3))
    )
    repo.git("update-ref", "refs/heads/main", turned)
    with pytest.raises(NoHistory, match="came with a merge"):
        repo.findings(since=known)
