"""The lock: what is frozen when, and that nothing frozen changes unasked."""

from datetime import date

from checker.document import DEFAULT_LIMITS
from checker.loading.instance import load_instance
from checker.policychecks.lock import lockable, plan, text_of, write_lock

LOCK = "policy/demo/revisions.lock"


def the_plan(instance, on: date):
    return plan(instance.root, instance.loaded[0], on, DEFAULT_LIMITS)


def test_what_began_is_frozen_quoted_and_sorted(make, today) -> None:
    instance = make({"lock": False})
    lock = the_plan(instance, today)
    assert (lock.added, lock.changed) == (["2020-01-01", "2024-01-01"], [])
    write_lock(instance.root, lock)
    digests = [revision.digest for revision in instance.policies["demo"].revisions]
    lines = (instance.root / LOCK).read_text(encoding="utf-8").splitlines()
    assert lines[2:] == [f'"2020-01-01": "{digests[0]}"', f'"2024-01-01": "{digests[1]}"']
    assert load_instance(instance.root).problems == []
    assert sorted(path.name for path in (instance.root / "policy/demo").iterdir()) == [
        "2020-01-01",
        "2024-01-01",
        "revisions.lock",
        "tests",
    ]


def test_both_sides_of_the_effective_day(make) -> None:
    instance = make({"lock": False})
    assert the_plan(instance, date(2023, 12, 31)).added == ["2020-01-01"]
    assert the_plan(instance, date(2024, 1, 1)).added == ["2020-01-01", "2024-01-01"]
    assert the_plan(instance, date(2019, 12, 31)).entries == {}


def test_a_second_lock_changes_nothing(make, today) -> None:
    instance = make({})
    lock = the_plan(instance, today)
    assert (lock.added, lock.changed, len(lock.entries)) == ([], [], 2)


def test_a_later_entry_stays_when_locked_at_an_earlier_day(make) -> None:
    lock = the_plan(make({}), date(2021, 1, 1))
    assert list(lock.entries) == ["2020-01-01", "2024-01-01"]


def test_altered_and_vanished_revisions_are_named(make, today) -> None:
    root = make({}).root
    head = root / "policy/demo/2020-01-01/revision.yml"
    head.write_text(head.read_text(encoding="utf-8") + "# altered\n", encoding="utf-8")
    (root / "policy/demo/2024-01-01").rename(root / "gone")
    instance = load_instance(root)
    assert lockable(instance.loaded[0])
    lock = the_plan(instance, today)
    assert lock.changed == ["2020-01-01", "2024-01-01"]
    assert list(lock.entries) == ["2020-01-01"]


def test_an_invalid_policy_is_not_locked(make) -> None:
    broken = make({"replace": {"policy/demo/2024-01-01/revision.yml": [["from:", "form:"]]}})
    assert not lockable(broken.loaded[0])


def test_text_of_nothing_is_comments_only() -> None:
    assert all(line.startswith("#") for line in text_of({}).splitlines())
