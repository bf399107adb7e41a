"""A revision by its label, its day, a folder, or in git; and the exit codes of both commands."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli
from checker.cli.policy import diff, impact
from checker.revisions import rendering

BASE = Path(__file__).parent / "base"


def run(*words: str, root: Path = BASE) -> Result:
    return CliRunner().invoke(cli, ["policy", *words, "--root", str(root)])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(BASE, tmp_path / "instance")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A revision not yet in force, outside the instance, in a folder of any name."""
    folder = shutil.copytree(BASE / "policy/demo/2024-01-01", tmp_path / "draft")
    file = folder / "revision.yml"
    text = file.read_text(encoding="utf-8").replace("2024-01-01", "2027-01-01")
    text = text.replace('revision: "2024"', 'revision: "2027"')
    file.write_text(text.replace("working_days: 3", "working_days: 1"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("a", ["2020", "2020-01-01", str(BASE / "policy/demo/2020-01-01")])
def test_by_label_day_and_folder(a: str) -> None:
    done = run("diff", a, "2024")
    assert done.exit_code == 0, done.output
    assert "受理时限由 5 个工作日缩短为 3 个工作日" in done.output


def test_a_draft_is_compared_and_judged(draft: Path) -> None:
    done = run("diff", "2024", str(draft))
    assert "受理时限由 3 个工作日缩短为 1 个工作日" in done.output
    done = run("impact", "2024", str(draft), "--as-of", "2024-03-13")
    assert done.exit_code == 0, done.output
    assert "D-4 [accept-in-time] 2024-03-14 → 2024-03-12" in done.output


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True)


def test_in_git_also_below_the_top_of_the_repository(tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "repository" / "below")
    git(tmp_path / "repository", "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    file = root / "policy/demo/2024-01-01/revision.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("working_days: 3", "working_days: 2"), encoding="utf-8")
    for name in ("HEAD:2024-01-01", "HEAD:2024", "HEAD:policy/demo/2024-01-01"):
        done = run("diff", name, "2024", root=root)
        assert "受理时限由 3 个工作日缩短为 2 个工作日" in done.output
    done = run("diff", "HEAD:1999", "2024", root=root)
    assert (done.exit_code, "没有修订 1999" in done.output) == (2, True)


def test_a_calendar_that_is_gone_cannot_judge(tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "repository")
    calendar = root / "policy/calendars/OWN.yml"
    calendar.parent.mkdir()
    calendar.write_text("base: CN\noff: [2024-03-13]\n", encoding="utf-8")
    file = root / "policy/demo/2024-01-01/revision.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("calendar: CN\n", "calendar: OWN\n", 1), encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    file.write_text(text, encoding="utf-8")
    calendar.unlink()
    assert run("diff", "2024", "HEAD:2024", root=root).exit_code == 0
    done = run("impact", "2024", "HEAD:2024", root=root)
    assert (done.exit_code, "OWN" in done.output) == (2, True), done.output


@pytest.mark.parametrize("a", ["2019", "no-such:2020", "--x:2020", "cases", "x:"])
def test_unknown_names_are_refused(a: str) -> None:
    for command in ("diff", "impact"):
        done = run(command, "--", a, "2024") if a.startswith("-") else run(command, a, "2024")
        assert done.exit_code == 2
        assert "Traceback" not in done.output


def test_a_draft_that_cannot_be_read_is_told_where(draft: Path) -> None:
    file = draft / "revision.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("kind: deadline", "kind: deadlin", 1), encoding="utf-8")
    done = run("diff", "2024", str(draft))
    assert done.exit_code == 2
    assert f"{draft}/revision.yml:" in done.output
    assert "没有这种规则" in done.output
    file.write_text("a: [", encoding="utf-8")
    assert run("diff", "2024", str(draft)).exit_code == 2


def test_a_broken_instance_is_refused(copy: Path) -> None:
    file = copy / "policy/demo/2020-01-01/revision.yml"
    file.write_text("format: 1\n", encoding="utf-8")
    for command in ("diff", "impact"):
        assert run(command, "2020", "2024", root=copy).exit_code == 2


def test_revisions_of_two_policies_are_refused(copy: Path) -> None:
    shutil.copytree(copy / "policy/demo", copy / "policy/other")
    for file in (copy / "policy/other").rglob("revision.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("policy: demo", "policy: other"), encoding="utf-8")
    assert run("diff", "2020", "2024", root=copy).exit_code == 2
    assert run("diff", "2020", "2024", "--policy", "demo", root=copy).exit_code == 0
    mixed = str(copy / "policy/other/2024-01-01")
    assert run("diff", "2020", mixed, "--policy", "demo", root=copy).exit_code == 2
    assert run("diff", "2020", "2024", "--policy", "none", root=copy).exit_code == 2


def test_the_command_and_the_makers_know_the_same_formats() -> None:
    assert diff.FORMATS == rendering.DIFF_FORMATS
    assert diff.FILES == rendering.DIFF_FILES
    assert impact.FORMATS == rendering.IMPACT_FORMATS
