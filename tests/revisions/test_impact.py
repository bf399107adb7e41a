"""The impact of a revision is the difference of two full checks."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.engine import Options, Result, check_instance
from checker.loading.instance import Instance, load_instance
from checker.model.moment import as_of_moment
from checker.model.policy import Policy, Revision
from checker.revisions.impact import Impact, governed_by, impact, outcome
from checker.revisions.rendering import IMPACT_FORMATS, render_impact

BASE = Path(__file__).parent / "base"
REPOSITORY = Path(__file__).parents[2]
GOLDENS = Path(__file__).parent / "goldens"
DAYS = {"demo": "2024-03-15", "complaint-handling": "2026-03-20"}


def options(policy: Policy) -> Options:
    moment = as_of_moment(DAYS[policy.id], policy.zone)
    assert moment is not None
    return Options(second=moment.second or 0, clock=False)


def judged(instance: Instance, a: Revision, b: Revision) -> Impact:
    return impact(a, b, instance, options(instance.policies[a.policy]))


@pytest.fixture(scope="module", params=["base", "repository"])
def whole(request: pytest.FixtureRequest) -> Instance:
    return load_instance(BASE if request.param == "base" else REPOSITORY)


@pytest.fixture(scope="module")
def step(whole: Instance) -> Impact:
    """From the first revision to the last, judged once for all tests."""
    (policy,) = whole.policies.values()
    return judged(whole, policy.revisions[0], policy.revisions[-1])


def only(revision: Revision, instance: Instance, folder: Path) -> Result:
    """A full check of a copy in which this is the one revision, in force since long ago."""
    for part in ("cases", "policy"):
        shutil.copytree(instance.root / part, folder / part)
    policy = folder / "policy" / revision.policy
    (folder / revision.folder).rename(folder / "kept")
    shutil.rmtree(policy)
    policy.mkdir()
    (folder / "kept").rename(policy / "1990-01-01")
    head = policy / "1990-01-01" / "revision.yml"
    day = f"effective_from: {revision.effective_from}"
    text = head.read_text(encoding="utf-8")
    assert text.count(day) == 1
    head.write_text(text.replace(day, "effective_from: 1990-01-01"), encoding="utf-8")
    copy = load_instance(folder)
    assert not copy.problems
    return check_instance(copy, Options(
        second=options(copy.policies[revision.policy]).second, clock=False, everything=True,
        policy=revision.policy,
    ))  # fmt: skip


def counted(result: Result, without: set[str]) -> Counter:
    return Counter(
        (item.path, item.rule, outcome(item))
        for item in result.diagnostics
        if item.path not in without and outcome(item) is not None
    )


def test_impact_is_the_difference_of_two_full_checks(
    whole: Instance, step: Impact, tmp_path: Path
) -> None:
    (policy,) = whole.policies.values()
    a, b = policy.revisions[0], policy.revisions[-1]
    found = step
    old, new = only(a, whole, tmp_path / "a"), only(b, whole, tmp_path / "b")
    without = {item.path for side in (old, new) for item in side.diagnostics
               if item.status == "invalid"}  # fmt: skip
    changes = [item for item in found.changes if item.either.path not in without]
    gone = Counter(
        (item.either.path, item.either.rule, outcome(item.before))
        for item in changes
        if item.before
    )
    come = Counter(
        (item.either.path, item.either.rule, outcome(item.after)) for item in changes if item.after
    )
    before, after = counted(old, without), counted(new, without)
    assert changes
    assert before - after == gone - come
    assert after - before == come - gone
    assert {item.path for item in found.incomparable} <= without


def test_words_of_the_other_revision_alone_are_passed_over(whole: Instance, step: Impact) -> None:
    (policy,) = whole.policies.values()
    alone = check_instance(governed_by(policy.revisions[0], whole), options(policy))
    invalid = {item.path for item in step.incomparable}
    assert step.old.summary["invalid"] == len(invalid) == 0
    assert (alone.summary["invalid"] > 0) == (policy.id == "complaint-handling")


def test_a_revision_has_no_impact_on_itself(whole: Instance) -> None:
    for policy in whole.policies.values():
        for revision in policy.revisions:
            found = judged(whole, revision, revision)
            assert (found.changes, found.running, found.incomparable) == ((), (), ())


def test_turned_round_the_impact_turns_round(whole: Instance, step: Impact) -> None:
    (policy,) = whole.policies.values()
    there, back = step, judged(whole, policy.revisions[-1], policy.revisions[0])
    assert Counter(
        (item.either.rule, outcome(item.before), outcome(item.after)) for item in there.changes
    ) == Counter(
        (item.either.rule, outcome(item.after), outcome(item.before)) for item in back.changes
    )
    assert there.turns["worse"] == back.turns["better"]


def test_running_deadlines(instance: Instance, old: Revision, new: Revision) -> None:
    found = {item.either.case: item for item in judged(instance, old, new).running}
    moved, missed = found["D-3"], found["D-4"]
    assert (moved.either.rule, moved.days, moved.missed) == ("close-in-time", -21, False)
    assert (missed.either.rule, missed.missed) == ("accept-in-time", True)


def test_the_instance_itself_is_left_as_it_was(instance: Instance, old: Revision) -> None:
    alone = governed_by(old, instance)
    assert [item.label for item in alone.policies["demo"].revisions] == ["2020"]
    assert [item.label for item in instance.policies["demo"].revisions] == ["2020", "2024"]
    assert old.effective_from.year == 2020


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", IMPACT_FORMATS)
def test_formats(name, lang, instance, old, new, golden) -> None:
    text = render_impact(judged(instance, old, new), name, lang)
    golden(GOLDENS / f"impact-{lang}.{name}", text)


def test_only_some_cases() -> None:
    said = ["--root", str(BASE), "--as-of", "2024-03-15"]
    for paths, code in ((["cases/2024"], 0), ([str(BASE / "cases/2024/D-3.yml")], 0), (["no"], 2)):
        named = [word for path in paths for word in ("--cases", path)]
        done = CliRunner().invoke(cli, ["policy", "impact", "2020", "2024", *said, *named])
        assert done.exit_code == code, done.output
        assert "D-1" not in done.output
