"""`from checker import check`: the JSON format, typed; exit 2 as exceptions."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from checker import api, check
from checker.cli import cli

REPOSITORY = Path(__file__).parents[1]
WORLD = REPOSITORY / "tests" / "formats" / "world"
AS_OF = "2026-03-20"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def told(root: Path, *words: str) -> dict:
    """What `tousu check --format json` says."""
    done = CliRunner().invoke(
        cli, ["check", "--format", "json", "--root", str(root), "--no-cache", *words],
    )  # fmt: skip
    return json.loads(done.stdout)


def plain(checked: api.Checked) -> dict:
    """Dataclasses as the data that JSON has."""
    return json.loads(json.dumps(dataclasses.asdict(checked)))


@pytest.mark.parametrize("everything", [False, True])
def test_it_says_what_the_json_says(root, everything) -> None:
    words = ["--all"] if everything else []
    checked = check(root, as_of=AS_OF, everything=everything)
    assert plain(checked) == told(root, "--as-of", AS_OF, *words)
    assert checked.findings


def test_it_says_so_of_the_sample_register_too() -> None:
    assert plain(check(REPOSITORY, jobs=2)) == told(REPOSITORY)


def test_what_is_chosen_is_chosen_there_too(root) -> None:
    checked = check(
        root, as_of=AS_OF, select=["accept-in-time"], ignore=["intake-in-post"], paths=["cases/2026/"],
        policy="demo",
    )  # fmt: skip
    words = ("--select", "accept-in-time", "--ignore", "intake-in-post", "--policy", "demo")
    assert plain(checked) == told(root, str(root / "cases/2026"), "--as-of", AS_OF, *words)


def test_findings_are_typed(root) -> None:
    checked = check(root, as_of=AS_OF)
    late = next(one for one in checked if one.reason == "late" and one.status == "violation")
    assert (late.case, late.rule, late.line) == ("C-1", "accept-in-time", late.line)
    assert isinstance(late.trigger, api.At)
    assert late.trigger.event == "e1"
    assert late.due.endswith("T24:00:00+08:00")
    assert late.related[0].message == "起算：2026-03-02 10:15 接收"
    assert late.counts()
    assert not checked.passes()
    assert len(checked) == len(checked.findings)
    with pytest.raises(dataclasses.FrozenInstanceError):
        late.case = "C-2"  # type: ignore[misc]


def test_levels_open_the_gate_as_fail_on_does(root) -> None:
    def codes(fail_on: str) -> int:
        words = ["--select", "acceptance-traced", "--as-of", AS_OF, "--fail-on", fail_on]
        paths = ["check", "--root", str(root), str(root / "cases/2026/C-1.yml")]
        return CliRunner().invoke(cli, [*paths, *words]).exit_code

    traced = check(root, as_of=AS_OF, select=["acceptance-traced"], paths=["cases/2026/C-1.yml"])
    assert traced.findings
    assert traced.passes() is (codes("error") == 0) is True
    assert traced.passes("warning") is (codes("warning") == 0) is False


def test_the_time_may_be_a_date_an_instant_or_text(root) -> None:
    wanted = check(root, as_of=AS_OF).as_of
    zone = ZoneInfo("Asia/Shanghai")
    assert check(root, as_of=dt.date(2026, 3, 20)).as_of == wanted == "2026-03-20T23:59:59+08:00"
    instant = dt.datetime(2026, 3, 20, 9, tzinfo=zone)
    for same in (
        instant,
        instant.astimezone(dt.UTC),
        instant.replace(tzinfo=None),
        "2026-03-20T09:00",
    ):
        assert check(root, as_of=same).as_of == "2026-03-20T09:00:00+08:00"


def test_without_a_time_it_is_now_or_what_the_settings_hold(root, monkeypatch) -> None:
    monkeypatch.setattr("checker.api.time.time", lambda: 1_773_968_400.9)
    assert check(root).as_of == "2026-03-20T09:00:00+08:00"
    (root / "policy/settings.yml").write_text("as_of: 2026-03-20\n", encoding="utf-8")
    assert check(root).as_of == "2026-03-20T23:59:59+08:00"


def test_messages_in_english(root) -> None:
    messages = [one.message for one in check(root, as_of=AS_OF, lang="en")]
    assert any("later than due 2026-03-05" in one for one in messages)


def test_the_instance_is_found_upward(root) -> None:
    assert check(root / "cases" / "2026", as_of=AS_OF) == check(root, as_of=AS_OF)


CANNOT = {
    "no instance": (api.NotAnInstance, {"path": "/"}),
    "no time": (api.UnreadableTime, {"as_of": "yesterday"}),
    "no rule": (api.UnknownName, {"select": ["accept-in-tim"]}),
    "no policy": (api.UnknownName, {"policy": "dmo"}),
    "no case": (api.NoCase, {"paths": ["cases/1999"]}),
}


@pytest.mark.parametrize(("error", "asked"), CANNOT.values(), ids=CANNOT)
def test_what_is_exit_2_is_raised(root, error, asked) -> None:
    with pytest.raises(error) as raised:
        check(**({"path": root} | asked))
    assert isinstance(raised.value, api.CannotCheck)


def test_a_broken_policy_is_raised_with_what_was_found(root) -> None:
    (root / "policy/organization.yml").write_text("units: [", encoding="utf-8")
    with pytest.raises(api.InvalidPolicy, match=r"organization\.yml:1") as raised:
        check(root, as_of=AS_OF)
    assert raised.value.checked.findings[0].status == "invalid"


def test_an_empty_register_is_raised(root) -> None:
    shutil.rmtree(root / "cases")
    (root / "cases").mkdir()
    with pytest.raises(api.NoCase):
        check(root, as_of=AS_OF)


def test_every_name_and_field_is_documented() -> None:
    page = (REPOSITORY / "docs/api.md").read_text(encoding="utf-8")
    for name in api.__all__:
        assert getattr(api, name).__doc__, name
        assert name in page or name in ("At", "Place", "InForce"), name
    for model in (api.Finding, api.Checked):
        for field in dataclasses.fields(model):
            assert field.name in page, field.name


def test_the_example_runs(capsys, monkeypatch) -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (REPOSITORY / "docs/api.md").read_text("utf-8"), re.DOTALL
    )
    monkeypatch.chdir(REPOSITORY)
    exec(compile(example, "docs/api.md", "exec"), {})  # noqa: S102 - our own page
    out = capsys.readouterr().out.split("\n")
    assert out[0] == "2026-11-20T23:59:59+08:00 100 cases"
    assert out[1] == "gate open: True"
    assert out[-2].startswith("[('not_applicable', ")


def test_importing_the_package_alone_loads_nothing() -> None:
    code = (
        "import checker, sys; print([m for m in sys.modules if m.startswith(('checker.', 'yaml'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True
    )
    assert done.stdout == "[]\n"


def test_a_name_that_is_not_there() -> None:
    import checker  # noqa: PLC0415 - what it is before anything is asked of it

    with pytest.raises(AttributeError, match="chek"):
        checker.chek  # noqa: B018 - the asking is the test


def test_the_package_is_marked_as_typed() -> None:
    assert (REPOSITORY / "checker" / "py.typed").is_file()
