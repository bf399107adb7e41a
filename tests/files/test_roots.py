"""Where an instance begins: the nearest folder upward, never one beyond a folder that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.loading.instance import NoInstance, find_root
from checker.loading.roots import inner_path, repository_above, root_above


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """An instance in a folder of its own, below another instance."""
    for root in (tmp_path, tmp_path / "firm"):
        for part in ("policy", "cases/2026"):
            (root / part).mkdir(parents=True)
    return tmp_path / "firm"


def test_the_nearest_instance_upward(instance, tmp_path) -> None:
    for start in (instance, instance / "cases/2026", instance / "cases/none/yet"):
        assert find_root(start) == instance
    assert find_root(tmp_path / "elsewhere") == tmp_path


def test_a_relative_start_is_taken_from_the_working_folder(instance, monkeypatch) -> None:
    monkeypatch.chdir(instance / "cases/2026")
    assert find_root(Path()) == find_root(Path("none")) == instance


def test_a_file_is_no_part_of_an_instance(instance, tmp_path) -> None:
    (instance / "policy").rmdir()
    (instance / "policy").write_text("", "utf-8")
    assert find_root(instance) == tmp_path


def test_none_up_to_the_top(tmp_path) -> None:
    assert root_above(str(tmp_path)) is None
    with pytest.raises(NoInstance):
        find_root(tmp_path)


def test_one_that_cannot_be_looked_into_is_not_passed_over(instance) -> None:
    (instance / "policy").rmdir()
    (instance / "policy").symlink_to("policy")
    with pytest.raises(OSError, match="symbolic links"):
        find_root(instance)


@pytest.mark.parametrize("is_folder", [True, False], ids=["a repository", "a worktree"])
def test_where_in_its_repository_it_lies(instance, tmp_path, is_folder) -> None:
    assert inner_path(str(instance)) == ""
    git = tmp_path / ".git"
    git.mkdir() if is_folder else git.write_text("gitdir: elsewhere", "utf-8")
    assert inner_path(str(instance)) == "firm/"
    (tmp_path / "link").symlink_to(instance)
    assert inner_path(str(tmp_path / "link")) == "firm/"
    assert inner_path(str(tmp_path)) == ""


def test_a_git_that_leads_nowhere_is_no_repository(instance, tmp_path) -> None:
    (tmp_path / ".git").mkdir()
    (instance / ".git").symlink_to("gone")
    assert repository_above(str(instance)) == str(tmp_path)
