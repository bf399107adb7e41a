"""The cache never makes a verdict another: each check here is compared with one without it."""

from __future__ import annotations

import json
import random
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from checker.cache.codec import decoded, encoded, shapes
from checker.cache.folder import clear, folder_of, read_lines, write_lines
from checker.cache.keys import is_old, policy_key, signature
from checker.cache.memory import FEW, Memory, open_remembering
from checker.cache.place import MOST_FILES
from checker.cache.verdicts import Remembered
from checker.engine import Options, Run
from checker.loading.instance import load_instance
from tests.cache.conftest import touch_back

NOW = 1_795_000_000  # in November 2026, when all samples are open or done
OPEN = 1_795_190_399  # the day of the sample register, on which many deadlines run
HOUR, DAY = 3600, 86400


def cases(root: Path) -> list[Path]:
    return sorted(root.glob("cases/2*/*.yml"))


def verdict_files(folder: Path) -> list[Path]:
    return [
        path for path in folder.iterdir() if path.name not in ("instance", "standing", "answers")
    ]


def test_nothing_changed_nothing_is_judged(judge, root) -> None:
    _, first = judge(NOW)
    _, second = judge(NOW)
    assert (first, second) == (len(cases(root)), 0)


def test_one_case_changed_one_is_judged(judge, root) -> None:
    judge(NOW)
    path = cases(root)[0]
    path.write_text(path.read_text("utf-8") + "# looked at again\n", "utf-8")
    assert judge(NOW)[1] == 1


def test_a_change_that_keeps_size_and_time_is_seen(judge, root) -> None:
    path = next(path for path in cases(root) if "by: E1003" in path.read_text("utf-8"))
    touch_back(path)
    judge(NOW)
    text = path.read_text("utf-8")
    path.write_text(text.replace("by: E1003", "by: E9999", 1), "utf-8")
    touch_back(path)
    result, anew = judge(NOW)
    assert anew == 1
    assert any(item.rule == "unknown-reference" for item in result.diagnostics)


def test_evidence_moved_out_of_the_instance_behind_a_link_is_missed(judge, root, tmp_path) -> None:
    """Moving its folder changes nothing that the file system says of the file itself."""
    texts = "".join(path.read_text("utf-8") for path in cases(root))
    folder = next(path for path in (root / "cases/evidence").iterdir() if f"{path.name}/" in texts)
    judge(NOW)
    folder.rename(tmp_path / "outside")
    folder.symlink_to(tmp_path / "outside")
    result, _ = judge(NOW)
    assert any(item.rule == "evidence-missing" for item in result.diagnostics)


def test_every_turn_of_a_verdict_is_seen(judge, root) -> None:
    """Deadlines turn at the second that was stored for them, and not before."""
    run = Run(load_instance(root), Options(second=OPEN, clock=False))
    turns = {item.until for item in run.outcomes(run.files, []) if item.until}
    assert len(turns) > 5
    for turn in sorted(turns)[:: len(turns) // 5]:
        for second in (turn - 1, turn):
            judge(second)


@pytest.mark.parametrize("clock", [True, False])
def test_time_goes_on_and_back(judge, clock) -> None:
    random_days = random.Random(7)
    instants = [NOW - random_days.randrange(500 * DAY) for _ in range(5)]
    for second in [*sorted(instants), NOW, *instants]:
        judge(second, clock=clock)


def test_random_edits(judge, root) -> None:
    chance = random.Random(11)
    second = NOW - 100 * DAY
    for _ in range(14):
        chance.choice(EDITS)(root, chance)
        second += chance.choice((0, 0, HOUR, 3 * DAY, -DAY))
        judge(second, clock=chance.random() < 0.5)


def _retime(root: Path, chance: random.Random) -> None:
    path = chance.choice(cases(root))
    text = path.read_text("utf-8")
    path.write_text(text.replace("T10:", f"T{chance.randrange(8, 19):02}:", 1), "utf-8")


def _remove(root: Path, chance: random.Random) -> None:
    chance.choice(cases(root)).unlink()


def _copy(root: Path, chance: random.Random) -> None:
    path = chance.choice(cases(root))
    path.with_name(f"TS-2026-{chance.randrange(10**6):06}.yml").write_bytes(path.read_bytes())


def _break(root: Path, chance: random.Random) -> None:
    path = chance.choice(cases(root))
    path.write_text("id: [\n", "utf-8")


def _unlink_incident(root: Path, chance: random.Random) -> None:
    related = [path for path in cases(root) if "incident: INC" in path.read_text("utf-8")]
    for path in related[:1]:
        text = path.read_text("utf-8")
        path.write_text(text.replace("incident: INC", "incident: INX"), "utf-8")


def _spoil_evidence(root: Path, chance: random.Random) -> None:
    files = sorted(path for path in (root / "cases/evidence").rglob("*") if path.is_file())
    path = chance.choice(files)
    path.write_bytes(path.read_bytes()[::-1])


def _staff_leave(root: Path, chance: random.Random) -> None:
    path = root / "policy/organization.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("id: E1003", "id: E1003x", 1), "utf-8")


def _day_off(root: Path, chance: random.Random) -> None:
    path = root / "policy/calendars/cn-mainland/2026.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    day = f"2026-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
    path.write_text(f"year: 2026\nnotice: 示例\noff: [{day}]\n", "utf-8")


EDITS = (
    _retime, _retime, _remove, _copy, _break, _unlink_incident, _spoil_evidence, _staff_leave,
    _day_off,
)  # fmt: skip


def test_what_others_say_is_asked_anew(judge, root) -> None:
    judge(NOW)
    first = next(path for path in cases(root) if "incident: INC" in path.read_text("utf-8"))
    first.unlink()
    assert judge(NOW)[1] > 0


@pytest.mark.parametrize("few", [0, FEW])
def test_one_case_alone_hears_of_the_others(judge, root, few, monkeypatch) -> None:
    monkeypatch.setattr("checker.cache.memory.FEW", few)
    judge(NOW)
    related = [path for path in cases(root) if "incident: INC" in path.read_text("utf-8")]
    related[0].unlink()
    judge(NOW, paths=(related[1].relative_to(root).as_posix(),))


def test_a_few_named_cases_are_judged_and_not_looked_for(judge, root, monkeypatch) -> None:
    """What is kept of a register of ten thousand takes ten times as long to read."""
    judge(NOW)
    monkeypatch.setattr(Remembered, "open", lambda *_: pytest.fail("read"))
    named = tuple(path.relative_to(root).as_posix() for path in cases(root)[:3])
    assert judge(NOW, paths=named)[1] == len(named)


def test_another_policy_is_another_cache(judge, root) -> None:
    judge(NOW)
    organization = root / "policy/organization.yml"
    organization.write_text(organization.read_text("utf-8") + "# reviewed\n", "utf-8")
    assert judge(NOW)[1] == len(cases(root))


def test_a_broken_policy_is_told_and_nothing_of_it_kept(judge, root) -> None:
    judge(NOW)
    (root / "policy/settings.yml").write_text("nonsense: 1\n", "utf-8")
    instance, memory = open_remembering(root)
    assert memory is None
    assert instance.problems


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw.replace(b'"violation"', b'"met"').replace(b'"acknowledged"', b'"met"'),
        lambda raw: raw[::-1],
        lambda raw: b"\xff" + raw,
        lambda raw: b"{}\n" * 3,
    ],
)
def test_damage_is_judged_anew_and_told(judge, root, damage) -> None:
    judge(NOW)
    folder = folder_of(root)
    (path,) = verdict_files(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert judge(NOW)[1] > 0
    instance, memory = open_remembering(root)
    run = Run(instance, Options(second=NOW, clock=False))
    memory.check(run, run.outcomes)
    assert memory.damaged == 0  # it was written anew
    path.write_bytes(damage(path.read_bytes()))
    memory.check(run, run.outcomes)
    assert memory.damaged > 0


def test_lines_that_are_whole_but_no_verdict(judge, root) -> None:
    judge(NOW)
    (path,) = verdict_files(folder_of(root))
    write_lines(path, ["[]", "{}", '["a", [1], 1, 1, [], {}]', "null"])
    assert judge(NOW)[1] == len(cases(root))


@pytest.mark.parametrize(
    "text", ["null", "[]", '{"~": "Instance"}', '{"~": "system", "a": 1}', "[1, 2, 3, 4]", "{"]
)
def test_an_instance_that_is_none_is_read_anew(judge, root, text) -> None:
    judge(NOW)
    path = folder_of(root) / "instance"
    key = read_lines(path)[0][0]
    write_lines(path, [key, text])
    judge(NOW)


def test_a_branch_cannot_bring_a_cache(root, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / ".tousu-cache"))
    assert folder_of(root) is None
    instance, memory = open_remembering(root)
    assert memory is None
    assert not instance.problems


def test_another_register_has_another_cache(root, tmp_path) -> None:
    other = tmp_path / "other"
    (other / "policy").mkdir(parents=True)
    assert folder_of(root) != folder_of(other)


def test_no_cache_where_it_cannot_be_written(judge, root, home) -> None:
    home.write_text("a file where a folder should be", "utf-8")
    judge(NOW)
    judge(NOW)


def test_two_runs_at_once_are_both_kept(judge, root) -> None:
    judge(NOW)
    instance, memory = open_remembering(root)
    run = Run(instance, Options(second=NOW, clock=False))
    first, second = (Remembered.open(run, memory.folder, memory.key) for _ in range(2))
    for known, path in zip((first, second), cases(root), strict=False):
        path.write_text(path.read_text("utf-8") + "# again\n", "utf-8")
        file = path.relative_to(root).as_posix()
        assert [item.file for item in known.spread(run.outcomes)([file], [])] == [file]
    first.save()
    second.save()
    assert judge(NOW)[1] == 0


def test_the_cache_stays_small(judge, root) -> None:
    folder = folder_of(root)
    for number in range(MOST_FILES + 3):
        write_lines(folder / f"{number:032}", ["x"])
    judge(NOW)
    assert len(list(folder.iterdir())) <= MOST_FILES
    for _ in range(5):
        path = cases(root)[0]
        path.write_text(path.read_text("utf-8") + "# again\n", "utf-8")
        judge(NOW)
    lines = max(len(read_lines(path)[0]) for path in verdict_files(folder))
    assert lines <= 2 * len(cases(root))
    assert clear(folder) > 0
    assert not folder.exists()


def test_nothing_is_kept_of_a_file_that_is_none(root, tmp_path) -> None:
    link = tmp_path / "link"
    link.symlink_to(cases(root)[0])
    assert signature(link) is None
    assert signature(tmp_path) is None
    assert signature(tmp_path / "nowhere") is None
    (root / "policy/calendars").symlink_to(tmp_path)
    assert policy_key(root) is None


def test_a_file_changed_a_moment_ago_is_read(monkeypatch, root) -> None:
    monkeypatch.undo()
    sign = signature(cases(root)[0])
    assert not is_old(sign, max(sign[1:3]) + 1)
    assert is_old(sign, max(sign[1:3]) + 60 * 10**9)


def test_only_the_model_is_made_from_a_cache() -> None:
    assert {"Finding", "Outcome", "Revision", "Deadline", "Say"} <= set(shapes())
    for data in ({"~": "Path", "value": "x"}, {"~": None}, {"os": "x"}):
        with pytest.raises(ValueError, match=r".*"):
            decoded(data)
    with pytest.raises(ValueError, match="PosixPath"):
        encoded(Path("x"))


def test_a_kept_revision_is_what_was_read_part_by_part_as_it_is_asked_for(judge, root) -> None:
    judge(NOW)
    read = load_instance(root).policies
    kept = open_remembering(root)[0].policies
    assert read.keys() == kept.keys()
    for name, policy in read.items():
        assert (kept[name].id, kept[name].locked) == (policy.id, policy.locked)
        assert len(kept[name].revisions) == len(policy.revisions)
        for thawing, revision in zip(kept[name].revisions, policy.revisions, strict=True):
            assert thawing.label == revision.label
            assert "head" in vars(thawing)
            assert "rules" not in vars(thawing)
            for spec in fields(revision):
                assert getattr(thawing, spec.name) == getattr(revision, spec.name)
            assert thawing.rules is thawing.rules
            assert not hasattr(thawing, "colour")
            assert vars(replace(thawing, folder="x"))["folder"] == "x"


def test_a_kept_policy_that_is_not_whole_is_read_anew(judge, root) -> None:
    judge(NOW)
    path = folder_of(root) / "instance"
    (key, text), _ = read_lines(path)
    write_lines(path, (key, text.replace('"rules":', '"others":')))
    (instance, _) = open_remembering(root)
    assert all(revision.rules for item in instance.policies.values() for revision in item.revisions)


@pytest.mark.parametrize(
    "items",
    [{date(2026, 10, 1), date(2025, 1, 29)}, {"b", "a"}, set()],
    ids=["days", "ids", "none"],
)
def test_a_kept_set_is_the_same_set_whatever_its_order(items) -> None:
    kept = json.dumps(encoded(frozenset(items)))
    assert decoded(json.loads(kept)) == frozenset(items)
    assert kept == json.dumps(encoded(frozenset(sorted(items, reverse=True))))


def test_the_folder_is_the_users_alone(judge, root) -> None:
    judge(NOW)
    assert folder_of(root).stat().st_mode & 0o077 == 0
    assert isinstance(open_remembering(root)[1], Memory)
