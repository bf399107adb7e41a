"""A forge knows files by their place in the repository; everybody else by that in the instance."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from checker.engine import Options, check_instance
from checker.formats import FORGES, FORMATS, render
from checker.loading.instance import load_instance

WORLD = Path(__file__).parent / "world"


@pytest.fixture
def told(tmp_path: Path):
    """What a format says of the world in a folder of a repository, of a worktree, or in none."""

    def tell(name: str, top: str | None) -> str:
        root = tmp_path / "office" / "投诉"
        shutil.copytree(WORLD, root, dirs_exist_ok=True)
        if top == "repository":
            (tmp_path / "office" / ".git").mkdir(parents=True)
        elif top == "worktree":
            (tmp_path / ".git").write_text("gitdir: elsewhere\n", "utf-8")
        instance = load_instance(root)
        options = Options(second=instance.instant("2026-11-20"), clock=False)
        return render(check_instance(instance, options), name, "zh")

    return tell


@pytest.mark.parametrize("name", sorted(FORGES))
def test_the_folder_is_part_of_the_place(name: str, told) -> None:
    alone = told(name, None)
    inner = "%E6%8A%95%E8%AF%89/" if name == "sarif" else "投诉/"
    assert inner not in alone
    text = told(name, "repository")
    assert text.count(f"{inner}cases/") > 0
    assert f"office/{inner}" not in text


def test_a_worktree_is_a_repository(told) -> None:
    found = json.loads(told("gitlab", "worktree"))
    assert {item["location"]["path"].split("/")[0] for item in found} == {"office"}


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - FORGES))
def test_others_stay_in_the_instance(name: str, told) -> None:
    assert told(name, None) == told(name, "repository")
