"""Several formats from one run: each file is what that format alone would say."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.formats import FORMATS, WITHOUT_AS_OF

from .conftest import WORLD

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def asked(tmp_path):
    root = Path(shutil.copytree(WORLD, tmp_path / "world"))
    return ["check", "--root", str(root), "--as-of", "2026-03-20"]


def run(words):
    return CliRunner().invoke(cli, [*words], prog_name="tousu")


def test_every_format_at_once_and_each_alone(asked, tmp_path) -> None:
    targets = {name: tmp_path / f"out.{name}" for name in FORMATS}
    outputs = [word for name, file in targets.items() for word in ("--output", f"{name}:{file}")]
    done = run([*asked, "--format", "text", *outputs])
    assert done.exit_code == 1
    assert done.stdout == run([*asked, "--format", "text"]).stdout
    for name, file in targets.items():
        assert file.read_bytes().decode() == run([*asked, "--format", name]).stdout, name


@pytest.mark.parametrize("name", FORMATS)
def test_the_instant_is_said_once(asked, name) -> None:
    done = run([*asked, "--format", name])
    assert ("2026-03-20T23:59:59+08:00" in done.stderr) is (name in WITHOUT_AS_OF)
    assert ("2026-03-20T23:59:59+08:00" in done.stdout) is (name not in WITHOUT_AS_OF)


def test_the_same_format_twice(asked, tmp_path) -> None:
    one, two = tmp_path / "1.sarif", tmp_path / "2：甲.sarif"
    run([*asked, "--output", f"sarif:{one}", "--output", f"sarif:{two}"])
    assert one.read_bytes() == two.read_bytes() != b""


def test_written_too_where_nothing_counts_and_where_nothing_could_be_checked(
    asked, tmp_path
) -> None:
    file = tmp_path / "out.json"
    quiet = ["--fail-on", "never", "--select", "intake-in-post"]
    assert run([*asked, *quiet, "--output", f"json:{file}"]).exit_code == 0
    assert file.stat().st_size
    file.unlink()
    (tmp_path / "world/policy/organization.yml").write_text("units: [", encoding="utf-8")
    assert run([*asked, "--output", f"json:{file}"]).exit_code == 2
    assert '"status": "invalid"' in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["sarif", "sarif:", "sarrif:x", ":x", "x.sarif"])
def test_a_target_that_is_none_writes_nothing(asked, tmp_path, target) -> None:
    good = tmp_path / "good.json"
    done = run([*asked, "--output", f"json:{good}", "--output", target])
    assert (done.exit_code, done.stdout, good.exists()) == (2, "", False)


def test_a_folder_that_is_not_there(asked, tmp_path) -> None:
    done = run([*asked, "--output", f"json:{tmp_path / 'none' / 'x.json'}"])
    assert done.exit_code == 2
    assert "写不了" in done.stderr


def test_from_several_processes_too(asked, tmp_path) -> None:
    """A real process, and a terminal's width does not matter."""
    file = tmp_path / "out.xml"
    done = subprocess.run(
        [sys.executable, "-m", "checker", *asked, "--jobs", "2", "--format", "json",
         "--output", f"junit:{file}"],
        cwd=REPOSITORY, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert file.read_text(encoding="utf-8") == run([*asked, "--format", "junit"]).stdout
