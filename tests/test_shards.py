"""Shares of a run, put together, are the whole run to the byte; anything less is no report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some of the sample register, with a case that is not clean and two of one incident."""
    root = tmp_path_factory.mktemp("register")
    shutil.copytree(ROOT / "policy", root / "policy")
    shutil.copytree(ROOT / "cases/evidence", root / "cases/evidence")
    paths = sorted(ROOT.glob("cases/2*/*.yml"))
    related = [path for path in paths if "incident: INC" in path.read_text("utf-8")]
    for path in sorted({*paths[::7], *related}):
        target = root / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    broken = root / "cases/2026/TS-2026-000900.yml"
    broken.write_text("id: TS-2026-000900\nnonsense: 1\n", "utf-8")
    return root


def tousu(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(item) for item in args])


def check(root: Path, *args: object) -> Result:
    return tousu("check", "--root", root, "--as-of", "2026-11-20", "--format", "json", *args)


def shares(root: Path, count: int, folder: Path, *args: object) -> list[Path]:
    files = []
    for number in range(1, count + 1):
        file = folder / f"{number}.json"
        file.write_text(check(root, "--shard", f"{number}/{count}", *args).stdout, "utf-8")
        files.append(file)
    return files


@pytest.fixture(scope="module")
def three(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return shares(root, 3, tmp_path_factory.mktemp("three"))


@pytest.mark.parametrize(
    ("count", "args"), [(1, ()), (3, ("--all",)), (2, ("cases/2025",)), (30, ())]
)
def test_merged_they_are_the_whole(root, tmp_path, count, args) -> None:
    whole = check(root, *args)
    merged = tousu("merge", *reversed(shares(root, count, tmp_path, *args)))
    assert merged.stdout == whole.stdout
    assert merged.exit_code == whole.exit_code


def test_the_registers_own_findings_stand_once(three) -> None:
    rules = [
        [item["rule"] for item in json.loads(file.read_text("utf-8"))["findings"]] for file in three
    ]
    assert "monthly-analysis-report" in rules[0]
    assert "monthly-analysis-report" not in {*rules[1], *rules[2]}


def test_what_is_missing_or_twice_is_no_whole(three) -> None:
    for chosen in (three[:2], [*three, three[0]], [three[0], three[1], three[1]]):
        result = tousu("merge", *chosen)
        assert result.exit_code == 2
        assert result.stdout == ""


def test_shards_of_other_inputs_are_refused(root, three, tmp_path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    case = min(copy.glob("cases/2025/*.yml"))
    case.write_text(case.read_text("utf-8") + "# looked at\n", "utf-8")
    other = tmp_path / "other.json"
    other.write_text(check(copy, "--shard", "3/3").stdout, "utf-8")
    assert tousu("merge", *three[:2], other).exit_code == 2
    english = tmp_path / "english.json"
    english.write_text(check(root, "--shard", "3/3", "--ignore", "level-grave").stdout, "utf-8")
    assert tousu("merge", *three[:2], english).exit_code == 2


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"shard": 1}', "null"])
def test_what_is_no_shard_is_refused(three, tmp_path, text) -> None:
    file = tmp_path / "x.json"
    file.write_text(text, "utf-8")
    result = tousu("merge", *three[:2], file)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_damaged_shard_is_refused(three, tmp_path) -> None:
    data = json.loads(three[2].read_text("utf-8"))
    for key in ("findings", "summary", "as_of"):
        file = tmp_path / f"{key}.json"
        rest = {name: value for name, value in data.items() if name != key}
        file.write_text(json.dumps(rest), "utf-8")
        assert tousu("merge", *three[:2], file).exit_code == 2


def test_an_id_in_two_shards_is_left_to_the_whole_run(root, tmp_path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    first, second = sorted(copy.glob("cases/2025/*.yml"))[:2]
    second.write_bytes(first.read_bytes())
    result = tousu("merge", *shares(copy, 2, tmp_path))
    assert result.exit_code == 2
    assert check(copy).exit_code == 1


def test_no_case_at_all_is_not_green(root, tmp_path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root / "policy", copy / "policy")
    (copy / "cases").mkdir()
    assert tousu("merge", *shares(copy, 2, tmp_path)).exit_code == 2


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "1/0", "１/３", "-1/3"])
def test_a_share_that_is_none(root, text) -> None:
    assert check(root, "--shard", text).exit_code == 2


def test_a_share_is_json_alone(root) -> None:
    assert check(root, "--shard", "1/2", "--format", "text").exit_code == 2
    assert check(root, "--shard", "1/2", "--output", "text:x").exit_code == 2
