"""Each attack on the record, found; beside it the honest step that looks alike and stays green."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.history.conftest import ORGANIZATION, Repo, case, event, identity

FILE = "cases/2026/C-1.yml"
E1 = "e1 received 2026-03-02T10:00 E2"
E2 = "e2 accepted 2026-03-02T11:00 E2 note=a"
E3 = "e3 closed 2026-03-03T09:00 E2"
DAY = "2026-03-0{}T12:00:00+08:00"
WAIVER = {"rule": "accept", "reason": "r", "by": "E1", "at": "2026-03-02", "until": "2026-04-01"}
OWNED = {"rule": "accept", "cause": "c", "measure": "m", "by": "E1", "at": "2026-03-03"}


def begin(repo: Repo, *rules: str, **more: Any) -> None:
    """A policy, then a case of two events, each by E2."""
    repo.policy(list(rules))
    repo.write({"cases/README.md": "x"})
    repo.commit("E1", "2026-03-01T09:00:00+08:00")
    repo.write({FILE: case(E1, E2, **more)})
    repo.commit("E2", DAY.format(2))


def then(repo: Repo, data: Any, by: str = "E2", day: int = 3, **more: Any) -> str:
    repo.write({FILE: data})
    return repo.commit(by, DAY.format(day), **more)


CHANGES = [
    ("an event added", [E1, E2, E3], {}, []),
    ("an event put in the middle", [E1, "e9 corrected 2026-03-02T10:30 E2", E2], {}, []),
    ("an event removed", [E1], {}, ["C-1 trace rewritten E2 e2"]),
    ("a time changed", [E1, E2.replace("11:00", "10:59")], {}, ["C-1 trace rewritten E2 e2"]),
    ("another author", [E1, E2.replace("E2 note", "E4 note")], {}, ["C-1 trace rewritten E2 e2"]),
    ("a note changed", [E1, E2.replace("=a", "=b")], {}, ["C-1 trace rewritten E2 e2"]),
    ("an event numbered anew", [E1, E2.replace("e2", "e5")], {}, ["C-1 trace rewritten E2 e2"]),
    ("the same instant written otherwise", [E1.replace("10:00", "10:00:00+08:00"), E2], {}, []),
    ("events turned round that a clock parts", [E2, E1], {}, []),
    ("a correction beside the old", [E1, E2, "e3 corrected 2026-03-03 E1 corrects=e2"], {}, []),
    ("a field filled in", [E1, E2], {"outcome": "done"}, []),
]


@pytest.mark.parametrize(
    ("events", "more", "found"), [item[1:] for item in CHANGES], ids=[item[0] for item in CHANGES]
)
def test_what_was_recorded_stays(repo: Repo, events: Any, more: Any, found: Any) -> None:
    begin(repo, "trace")
    then(repo, case(*events, **more))
    assert repo.findings() == found


def test_the_order_of_keys_comments_and_wrapping_say_nothing(repo: Repo) -> None:
    begin(repo, "trace", waivers=[{**WAIVER, "reason": "客户出境，约定四月回复"}])
    then(
        repo,
        "# seen\nevents:\n  - {by: E2, at: 2026-03-02 10:00, type: received, id: e1}\n"
        "  - {id: e2, type: accepted, at: 2026-03-02T11:00, by: E2, note: a}\n"
        "waivers:\n  - reason: >-\n      客户出境，\n      约定四月回复\n    rule: accept\n    by: E1\n"
        "    at: 2026-03-02\n    until: 2026-04-01\nid: C-1\n",
    )
    assert repo.findings() == []


def test_events_of_a_day_that_only_the_file_orders(repo: Repo) -> None:
    first, second = "e1 received 2026-03-02 E2", "e2 accepted 2026-03-02 E2"
    begin(repo, "trace")
    then(repo, case(first, second, name="C-2"))
    repo.write({"cases/2026/C-2.yml": case(first, second, name="C-2"), FILE: case(E1, E2)})
    repo.commit(at=DAY.format(3))
    repo.write({"cases/2026/C-2.yml": case(second, first, name="C-2")})
    repo.commit(at=DAY.format(4))
    assert "C-2 trace rewritten E2 e1" in repo.findings()


def test_events_of_a_day_between_which_one_of_another_day_stands(repo: Repo) -> None:
    first, other = "e1 received 2026-03-02 E2", "e2 closed 2026-03-03 E2"
    third = "e3 accepted 2026-03-02 E2"
    begin(repo, "trace")
    for day, events in ((3, (first, other, third)), (4, (third, other, first))):
        repo.write({"cases/2026/C-2.yml": case(*events, name="C-2")})
        repo.commit(at=DAY.format(day))
    assert "C-2 trace rewritten E2 e1" in repo.findings()


@pytest.mark.parametrize(
    ("events", "order", "found"),
    [
        # no two neighbours changed places, but the last stands before the first now, which has no time
        (("2026-03-02", "2026-03-02T12:00", "2026-03-02T10:00"), (3, 1, 2), True),
        # one instant, written with offsets that lie on two days
        (("2026-03-02T23:30+08:00", "2026-03-02T15:30Z"), (2, 1), True),
        (("2026-03-03T00:30+08:00", "2026-03-02T16:30Z"), (2, 1), True),
        # the clock tells which was first, wherever they stand
        (("2026-03-02T10:00", "2026-03-02T12:00"), (2, 1), False),
        (("2026-03-02", "2026-03-03"), (2, 1), False),
    ],
)
def test_what_only_the_file_orders(
    repo: Repo, events: tuple[str, ...], order: tuple[int, ...], found: bool
) -> None:
    begin(repo, "trace")
    told = [f"e{number} received {at} E2" for number, at in enumerate(events, 1)]
    for day, listed in ((4, told), (5, [told[number - 1] for number in order])):
        repo.write({"cases/2026/C-2.yml": case(*listed, name="C-2")})
        repo.commit(at=DAY.format(day))
    assert any(" trace rewritten " in item for item in repo.findings()) is found


@pytest.mark.parametrize(
    ("key", "entry", "changed"),
    [
        ("waivers", WAIVER, {"until": "2026-05-01"}),
        ("waivers", WAIVER, {"reason": "another"}),
        ("acknowledgements", OWNED, {"cause": "another"}),
    ],
)
def test_statements_stay_too(repo: Repo, key: str, entry: Any, changed: Any) -> None:
    begin(repo, "trace", **{key: [entry]})
    then(repo, case(E1, E2, **{key: [{**entry, **changed}]}))
    then(repo, case(E1, E2), day=4)
    assert repo.findings() == ["C-1 trace rewritten E2"] * 2


def test_a_finding_names_commit_day_entry_and_clause_and_no_free_text(repo: Repo) -> None:
    begin(repo, "trace", title="secret-title")
    commit = then(repo, case(E1, E2.replace("=a", "=secret-note"), title="secret-title"), by="E4")
    data = repo.audit()
    (item,) = data["findings"]
    assert item["commit"] == {"id": commit, "author": "E4", "at": "2026-03-03T12:00:00+08:00"}
    assert item["before"] == {"id": "e2", "type": "accepted", "at": "2026-03-02T11:00", "by": "E2"}
    assert item["after"] == item["before"]
    assert item["message"] == "已入库的事件 e2 被改动：note"
    assert item["basis"] == ["1"]
    assert (item["path"], item["line"]) == (FILE, 8)
    assert "secret" not in str(data)


def test_a_field_that_fell_is_told_with_both_values(repo: Repo) -> None:
    begin(repo, "no-lowering", severity="major")
    then(repo, case(E1, E2, severity="general"))
    (item,) = repo.audit()["findings"]
    assert (item["before"], item["after"]) == ({"severity": "major"}, {"severity": "general"})


def test_a_waiver_of_ones_own_is_told_without_its_reason(repo: Repo) -> None:
    begin(repo, "no-own-waiver")
    then(repo, case(E1, E2, waivers=[WAIVER]), by="E1")
    (item,) = repo.audit()["findings"]
    assert item["after"] == {key: WAIVER[key] for key in ("rule", "by", "at", "until")}


def test_an_unreadable_version_hides_nothing(repo: Repo) -> None:
    begin(repo, "trace", "keep")
    then(repo, "id: C-1\nevents: [\n")
    then(repo, case(E1, E2.replace("=a", "=b")), day=4)
    assert repo.findings() == [
        "C-1 yaml-syntax not_applicable e2@x.example",
        "C-1 trace rewritten E2 e2",
    ]


def test_a_history_that_ends_unreadable_is_no_green(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, "id: C-1\nevents: [\n")
    assert repo.findings() == ["C-1 trace undetermined E2"]


# -- branches


def on_branch(repo: Repo, name: str = "f") -> None:
    repo.git("checkout", "--quiet", "-b", name)


def merge(repo: Repo, *names: str, by: str = "E1", day: int = 5) -> str:
    repo.git("checkout", "--quiet", "main")
    repo.git(
        "merge", "--quiet", "--no-ff", "--no-commit", *names, **identity(by, None, DAY.format(day))
    )
    return repo.commit(by, DAY.format(day))


def test_what_happens_on_a_branch_before_it_is_merged_does_not_count(repo: Repo) -> None:
    begin(repo, "trace")
    on_branch(repo)
    then(repo, case(E1, E2, E3))
    then(repo, case(E1, E2, E3.replace("09:00", "10:00")), day=4)
    merge(repo, "f")
    assert repo.findings() == []


def test_a_merge_that_rewrites_does(repo: Repo) -> None:
    begin(repo, "trace")
    on_branch(repo)
    then(repo, case(E1, E2.replace("=a", "=b")), by="E4")
    commit = merge(repo, "f")
    assert [item["commit"]["id"] for item in repo.audit()["findings"]] == [commit]


def test_a_merge_with_conflicts_resolved_is_in_order(repo: Repo) -> None:
    begin(repo, "trace", "prompt", "hands-off")
    on_branch(repo)
    then(repo, case(E1, E2, "e4 corrected 2026-03-03T09:00 E2 corrects=e1"))
    repo.git("checkout", "--quiet", "main")
    then(repo, case(E1, E2, E3))
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "f")
    both = case(E1, E2, E3, "e4 corrected 2026-03-03T09:00 E2 corrects=e1")
    then(repo, both, by="E1", day=4)
    assert repo.findings() == []


def test_a_merge_with_a_conflict_resolved_by_dropping_one_side(repo: Repo) -> None:
    begin(repo, "trace")
    on_branch(repo)
    then(repo, case(E1, E2, "e4 corrected 2026-03-03T09:00 E2 corrects=e1"))
    repo.git("checkout", "--quiet", "main")
    then(repo, case(E1, E2, E3))
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "f")
    theirs = case(E1, E2, "e4 corrected 2026-03-03T09:00 E2 corrects=e1")
    then(repo, theirs, by="E1", day=4)
    assert repo.findings() == ["C-1 trace rewritten E1 e3"]


def test_a_late_sync_of_several_branches_is_in_order(repo: Repo) -> None:
    begin(repo, "trace", "apart", "keep")
    names = []
    for number in (2, 3, 4):
        repo.git("checkout", "--quiet", "-b", f"b{number}", "main")
        name = f"C-{number}"
        repo.write({f"cases/2026/{name}.yml": case(E1, name=name)})
        repo.commit("E4", DAY.format(number))
        names.append(f"b{number}")
    repo.git("checkout", "--quiet", "main")
    then(repo, case(E1, E2, E3), day=4)
    merge(repo, *names)
    data = repo.audit()
    assert (data["findings"], data["summary"]["cases"]) == ([], 4)


def test_a_rebase_before_the_merge_is_in_order(repo: Repo) -> None:
    begin(repo, "trace", "hands-off")
    on_branch(repo)
    repo.write({"cases/2026/C-2.yml": case(E1, name="C-2")})
    repo.commit("E4", DAY.format(2))
    repo.git("checkout", "--quiet", "main")
    then(repo, case(E1, E2, E3))
    repo.git("checkout", "--quiet", "f")
    repo.git("rebase", "--quiet", "main", GIT_COMMITTER_DATE=DAY.format(4))
    merge(repo, "f")
    assert repo.findings() == []


# -- renames and removal


def test_a_file_renamed_is_the_same_case(repo: Repo) -> None:
    begin(repo, "trace", "keep", "prompt")
    repo.write({FILE: None, "cases/2025/C-1.yml": case(E1, E2)})
    repo.commit(at=DAY.format(3))
    repo.write({"cases/2025/C-1.yml": None, "cases/2026/C-01.yml": case(E1, E2, E3)})
    repo.commit(at=DAY.format(4))
    data = repo.audit()
    assert (data["findings"], data["summary"]["cases"]) == ([], 1)


def test_a_rename_hides_no_rewriting(repo: Repo) -> None:
    begin(repo, "trace", "keep")
    repo.write({FILE: None, "cases/2026/C-01.yml": case(E1, E2.replace("=a", "=b"))})
    repo.commit(at=DAY.format(3))
    assert repo.findings() == ["C-1 trace rewritten E2 e2"]


def test_a_copy_and_a_later_removal_of_the_first_is_a_move(repo: Repo) -> None:
    begin(repo, "trace", "keep")
    repo.write({"cases/2025/C-1.yml": case(E1, E2)})
    repo.commit(at=DAY.format(3))
    repo.write({FILE: None})
    repo.commit(at=DAY.format(4))
    assert repo.findings() == []


def test_another_case_of_the_same_name_is_no_copy(repo: Repo) -> None:
    begin(repo, "keep")
    repo.write({"cases/2025/C-1.yml": case("e1 received 2025-03-02 E2")})
    repo.commit(at=DAY.format(3))
    repo.write({FILE: None})
    repo.commit("E4", DAY.format(4))
    assert repo.findings() == ["C-1 keep removed E4"]


def test_another_case_with_the_same_events_is_no_rename(repo: Repo) -> None:
    begin(repo, "keep", title="一件")
    repo.write({FILE: None, "cases/2026/C-9.yml": case(E1, E2, name="C-9", title="另一件")})
    repo.commit("E4", DAY.format(3))
    assert repo.findings() == ["C-1 keep removed E4"]


def test_a_case_under_a_new_name_and_id_that_says_all_it_said_is_a_rename(repo: Repo) -> None:
    begin(repo, "keep", title="一件")
    repo.write({FILE: None, "cases/2026/C-9.yml": case(E1, E2, E3, name="C-9", title="一件")})
    repo.commit("E4", DAY.format(3))
    assert repo.findings() == []


@pytest.mark.parametrize("place", ["archive/C-1.yml", "cases/evidence/C-1.yml", "cases/2026/.C-1"])
def test_a_file_moved_out_of_the_register_is_removed(repo: Repo, place: str) -> None:
    begin(repo, "keep")
    repo.write({FILE: None, place: case(E1, E2)})
    repo.commit("E4", DAY.format(3))
    assert repo.findings() == ["C-1 keep removed E4"]


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("2046-03-02T12:00:00+08:00", ["C-1 keep removed E4"]),
        ("2046-03-03T12:00:00+08:00", ["C-1 keep removed E4"]),
        ("2046-03-04T00:00:00+08:00", []),
    ],
)
def test_a_file_is_kept_for_its_period(repo: Repo, last: str, found: Any) -> None:
    begin(repo, "keep")
    then(repo, case(E1, E2, E3))
    repo.write({FILE: None})
    repo.commit("E4", last)
    assert repo.findings() == found


def test_a_case_reopened_or_never_closed_is_kept_for_ever(repo: Repo) -> None:
    begin(repo, "keep")
    then(repo, case(E1, E2, E3, "e4 reopened 2026-03-03T10:00 E2"))
    repo.write({FILE: None})
    repo.commit("E4", "2090-03-02T12:00:00+08:00")
    assert repo.findings() == ["C-1 keep removed E4"]


def test_a_removal_stays_one_when_the_file_is_put_back_and_can_then_be_owned(repo: Repo) -> None:
    begin(repo, "keep", "trace", "prompt")
    repo.write({FILE: None})
    repo.commit("E4", DAY.format(3))
    then(repo, case(E1, E2), day=4)
    assert repo.findings() == ["C-1 keep removed E4"]
    assert "文件后来已恢复" in repo.audit()["findings"][0]["notes"]
    owned = {**OWNED, "rule": "keep", "at": "2026-03-05"}
    then(repo, case(E1, E2, acknowledgements=[{**owned, "by": "E4"}]), day=5)
    assert repo.findings() == ["C-1 keep removed E4"]
    then(repo, case(E1, E2, acknowledgements=[{**owned, "by": "E4"}, owned]), day=6)
    assert repo.findings() == ["C-1 keep acknowledged E4"]


def test_a_file_put_back_changed_is_rewritten(repo: Repo) -> None:
    begin(repo, "keep", "trace")
    repo.write({FILE: None})
    repo.commit("E4", DAY.format(3))
    then(repo, case(E1, E2.replace("=a", "=b")), day=4)
    assert repo.findings() == ["C-1 keep removed E4", "C-1 trace rewritten E2 e2"]


# -- late recording


@pytest.mark.parametrize(
    ("at", "found"),
    [
        ("2026-03-03T23:59:59+08:00", []),
        ("2026-03-04T00:00:00+08:00", ["C-1 prompt recorded_late E2 e1"]),
    ],
)
def test_an_event_is_recorded_in_time_up_to_the_last_second(
    repo: Repo, at: str, found: Any
) -> None:
    repo.policy(["prompt"])
    repo.commit("E1", "2026-03-01T09:00:00+08:00")
    repo.write({FILE: case(E1)})
    repo.commit("E2", at)
    assert repo.findings() == found


def test_in_a_year_that_no_calendar_knows_it_cannot_be_said_and_why_is_told(repo: Repo) -> None:
    repo.policy(["prompt"])
    repo.commit("E1", "2098-12-01T09:00:00+08:00")
    repo.write({"cases/2099/C-1.yml": case("e1 received 2099-03-02T10:00 E2")})
    repo.commit("E2", "2099-03-06T09:00:00+08:00")
    (item,) = repo.audit()["findings"]
    assert (item["status"], item["reason"]) == ("undetermined", "calendar_unknown")


def test_hours_from_an_event_without_a_time_may_not_be_said_and_why_is_told(repo: Repo) -> None:
    repo.policy(["prompt-hours"])
    repo.commit("E1", "2026-03-01T09:00:00+08:00")
    repo.write({FILE: case("e1 received 2026-03-02 E2")})
    repo.commit("E2", "2026-03-03T12:00:00+08:00")
    (item,) = repo.audit()["findings"]
    assert (item["status"], item["reason"]) == ("undetermined", "time_needed")


def test_only_the_first_step_that_holds_an_event_counts(repo: Repo) -> None:
    begin(repo, "prompt")
    then(repo, case(E1, E2, "e3 closed 2026-03-02T16:00 E2"), day=9)
    then(repo, case(E1, E2, "e3 closed 2026-03-02T16:00 E2", outcome="x"), day=9)
    (item,) = repo.audit()["findings"]
    assert item["trigger"] == {"event": "e3", "at": "2026-03-02T16:00:00+08:00"}
    assert item["due"] == "2026-03-03T24:00:00+08:00"
    assert item["actual"]["at"] == "2026-03-09T12:00:00+08:00"


def test_a_branch_counts_from_its_merge(repo: Repo) -> None:
    begin(repo, "prompt")
    on_branch(repo)
    then(repo, case(E1, E2, E3))
    merge(repo, "f", day=9)
    assert repo.findings() == ["C-1 prompt recorded_late E1 e3"]


def test_a_date_set_back_before_the_step_below_is_not_believed(repo: Repo) -> None:
    begin(repo, "prompt")
    repo.write({"cases/2026/C-2.yml": case(E1, name="C-2")})
    repo.commit("E4", "2026-03-02T23:00:00+08:00")
    then(repo, case(E1, E2, E3), day=9)
    repo.write({"cases/2026/C-3.yml": case("e1 received 2026-03-04T10:00 E2", name="C-3")})
    repo.commit("E4", "2026-03-04T11:00:00+08:00")
    repo.write({"cases/2026/C-9.yml": case("e1 received 2026-03-09T10:00 E2", name="C-9")})
    repo.commit("E4", "2026-03-09T13:00:00+08:00")
    assert "C-3 prompt recorded_late E4 e1" in repo.findings()


def test_nor_at_the_end_of_the_branch_and_the_finding_says_so(repo: Repo) -> None:
    begin(repo, "prompt")
    then(repo, case(E1, E2, outcome="x"), day=9)
    repo.write({"cases/2026/C-3.yml": case("e1 received 2026-03-04T10:00 E2", name="C-3")})
    repo.commit("E4", "2026-03-04T11:00:00+08:00")
    (item,) = repo.audit()["findings"]
    assert item["actual"]["at"] == "2026-03-09T12:00:00+08:00"
    assert "提交自称 2026-03-04 11:00，早于它所依据的前一步，按前一步的时间计" in item["notes"]


def test_a_date_that_no_calendar_reaches(repo: Repo) -> None:
    begin(repo, "prompt", "hands-off", accused=ACCUSED)
    repo.write({FILE: case(E1, E2, E3, accused=[{"staff": "E3", "since": "2026-03-02"}])})
    repo.commit("E3", "@4102444800000 +0000", made="@0 +0000")
    assert repo.findings() == [
        "C-1 hands-off forbidden_actor E3",
        "C-1 prompt recorded_late E3 e3",
    ]


def test_days_that_no_calendar_knows_are_undetermined(repo: Repo) -> None:
    repo.policy(["prompt"])
    repo.commit("E1", "2031-03-01T09:00:00+08:00")
    repo.write({"cases/2031/C-1.yml": case("e1 received 2031-03-03T10:00 E2")})
    repo.commit("E2", "2031-03-20T09:00:00+08:00")
    assert repo.findings() == ["C-1 prompt undetermined E2 e1"]


# -- who


ACCUSED = [{"staff": "E3"}]


@pytest.mark.parametrize(
    "by",
    [
        "E3",
        "x <LI.MOU@EXAMPLE.COM>",
        "e7003 <x@y.example>",
        "x <E7003@corp.example>",
        "\uff25\uff13",
        "E\u200b3",
        "x <li.mou+git@example.com>",
        "x <1234+E3@forge.example>",
    ],
)
def test_the_accused_does_not_commit_under_any_name(repo: Repo, by: str) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    then(repo, case(E1, E2, E3, accused=ACCUSED), by=by)
    assert repo.findings() == ["C-1 hands-off forbidden_actor E3"]


def test_nor_as_committer_of_somebody_elses_change(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    then(repo, case(E1, E2, E3, accused=ACCUSED), by="E2", committer="E3")
    assert repo.findings() == ["C-1 hands-off forbidden_actor E2"]


def test_nor_inside_a_branch_that_somebody_else_merges(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    on_branch(repo)
    commit = then(repo, case(E1, E2, E3, accused=ACCUSED), by="E3")
    then(repo, case(E1, E2, E3, accused=ACCUSED, outcome="x"), by="E2", day=4)
    merge(repo, "f")
    assert [item["commit"]["id"] for item in repo.audit()["findings"]] == [commit]


def test_nor_under_a_name_that_the_branch_gives_up(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    on_branch(repo)
    repo.write({FILE: None, "cases/tmp.yml": case(E1, E2, accused=ACCUSED)})
    repo.commit("E2", DAY.format(3))
    repo.write({"cases/tmp.yml": case(E1, E2, E3, accused=ACCUSED)})
    repo.commit("E3", DAY.format(3))
    repo.write({"cases/tmp.yml": None, FILE: case(E1, E2, E3, accused=ACCUSED)})
    repo.commit("E2", DAY.format(4))
    merge(repo, "f")
    assert repo.findings() == ["C-1 hands-off forbidden_actor E3"]


def test_nor_by_taking_themselves_off_the_list(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    then(repo, case(E1, E2), by="E3")
    assert repo.findings() == ["C-1 hands-off forbidden_actor E3"]


def test_the_mailmap_hides_nobody_and_names_whom_it_knows(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    repo.write(
        {"../r/.mailmap": "n2 <e2@x.example> <e3@x.example>\nn3 <e3@x.example> <new@y.example>\n"}
    )
    then(repo, case(E1, E2, E3, accused=ACCUSED), by="E3")
    then(repo, case(E1, E2, E3, accused=ACCUSED, outcome="x"), by="z <new@y.example>", day=4)
    assert len(repo.findings()) == 2


def test_an_address_taken_off_the_list_is_still_known(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    then(repo, case(E1, E2, E3, accused=ACCUSED), by="x <li.mou@example.com>")
    repo.write({"policy/organization.yml": ORGANIZATION.replace("Li.Mou@example.com, ", "")})
    repo.commit("E4", DAY.format(4))
    assert repo.findings() == ["C-1 hands-off forbidden_actor E3"]


@pytest.mark.parametrize(
    ("since", "found"),
    [("2026-03-03", ["C-1 hands-off forbidden_actor E3"]), ("2026-03-04", [])],
)
def test_a_commit_before_one_was_known_to_be_accused(repo: Repo, since: str, found: Any) -> None:
    begin(repo, "hands-off")
    then(repo, case(E1, E2, E3), by="E3")
    then(repo, case(E1, E2, E3, accused=[{"staff": "E3", "since": since}]), day=5)
    assert repo.findings() == found


def test_others_may(repo: Repo) -> None:
    begin(repo, "hands-off", accused=ACCUSED)
    then(repo, case(E1, E2, E3, accused=ACCUSED), by="E4")
    assert repo.findings() == []


@pytest.mark.parametrize(
    ("by", "found"), [("E1", ["C-1 no-own-waiver self_serving E1"]), ("E2", [])]
)
def test_a_waiver_is_not_by_who_commits_it(repo: Repo, by: str, found: Any) -> None:
    begin(repo, "no-own-waiver")
    then(repo, case(E1, E2, waivers=[WAIVER]), by=by)
    assert repo.findings() == found


def test_on_a_branch_the_one_who_added_it_counts_not_who_merges(repo: Repo) -> None:
    begin(repo, "no-own-waiver")
    on_branch(repo)
    then(repo, case(E1, E2, waivers=[WAIVER]), by="E2")
    merge(repo, "f", by="E1")
    assert repo.findings() == []
    repo.git("checkout", "--quiet", "-b", "g")
    then(repo, case(E1, E2, waivers=[WAIVER, {**WAIVER, "at": "2026-03-05"}]), by="E1", day=6)
    merge(repo, "g", by="E4", day=7)
    assert repo.findings() == ["C-1 no-own-waiver self_serving E1"]


# -- policy and case


def test_a_case_and_what_governs_it_do_not_change_together(repo: Repo) -> None:
    begin(repo, "apart")
    repo.policy(["apart"], title="另一个名字")
    then(repo, case(E1, E2, E3))
    assert repo.findings() == ["C-1 apart self_serving E2"]


def test_nor_in_two_commits_of_one_merge(repo: Repo) -> None:
    begin(repo, "apart")
    on_branch(repo)
    repo.policy(["apart"], title="另一个名字")
    repo.commit("E4", DAY.format(3))
    then(repo, case(E1, E2, E3), day=4)
    merge(repo, "f")
    assert repo.findings() == ["C-1 apart self_serving E1"]


def test_in_two_steps_they_may(repo: Repo) -> None:
    begin(repo, "apart")
    repo.policy(["apart"], title="另一个名字")
    repo.commit("E4", DAY.format(3))
    then(repo, case(E1, E2, E3), day=4)
    assert repo.findings() == []


def test_a_revision_that_does_not_govern_the_case_may_come_with_it(repo: Repo) -> None:
    begin(repo, "apart")
    repo.policy(["apart"], effective_from="2026-06-01", revision="2")
    then(repo, case(E1, E2, E3))
    assert repo.findings() == []


def test_the_step_that_brings_the_policy_itself_is_the_beginning(repo: Repo) -> None:
    repo.policy(["apart"])
    then(repo, case(E1, E2))
    assert repo.findings() == []


# -- lowering


def lowering(repo: Repo, was: str, now: Any, *more: str) -> list[str]:
    begin(repo, "no-lowering", severity=was)
    then(repo, case(E1, E2, *more, **({} if now is None else {"severity": now})))
    return repo.findings()


DOWN = "e3 reclassified 2026-03-03T09:00 E1 was=major now=general"


@pytest.mark.parametrize(
    ("was", "now", "events", "found"),
    [
        ("major", "general", [], ["C-1 no-lowering lowered E2"]),
        ("major", None, [], ["C-1 no-lowering lowered E2"]),
        ("general", "major", [], []),
        ("major", "general", [DOWN], []),
        ("major", "serious", [DOWN], ["C-1 no-lowering lowered E2"]),
        (
            "major",
            "general",
            [DOWN.replace("reclassified", "corrected")],
            ["C-1 no-lowering lowered E2"],
        ),
        (
            "major",
            "general",
            [
                "e3 reclassified 2026-03-03T09:00 E1 was=major now=serious",
                "e4 reclassified 2026-03-03T10:00 E1 was=serious now=general",
            ],
            [],
        ),
        ("major", "trifling", [], ["C-1 no-lowering undetermined E2"]),
    ],
)
def test_a_field_falls_only_with_an_event_that_says_so(
    repo: Repo, was: str, now: Any, events: Any, found: Any
) -> None:
    assert lowering(repo, was, now, *events) == found


def test_an_old_reclassification_does_not_serve_twice(repo: Repo) -> None:
    begin(repo, "no-lowering", severity="major")
    then(repo, case(E1, E2, DOWN, severity="general"))
    then(repo, case(E1, E2, DOWN, severity="major"), day=4)
    then(repo, case(E1, E2, DOWN, severity="general"), day=5)
    assert repo.findings() == ["C-1 no-lowering lowered E2"]


def test_a_case_that_is_gone_or_cannot_be_read_did_not_fall(repo: Repo) -> None:
    begin(repo, "no-lowering", "keep", severity="major")
    repo.write({FILE: "severity: [\n"})
    repo.commit("E2", DAY.format(3))
    then(repo, case(E1, E2, severity="major"), day=4)
    repo.write({FILE: None})
    repo.commit("E4", DAY.format(5))
    assert [found for found in repo.findings() if "no-lowering" in found] == []
    assert "C-1 keep removed E4" in repo.findings()


# -- frozen revisions


def locked(repo: Repo) -> None:
    file = repo.root / "policy/p/2020-01-01/revision.yml"
    text = file.read_bytes()
    digest = hashlib.sha256(b"revision.yml\n%d\n" % len(text) + text).hexdigest()
    repo.write({"policy/p/revisions.lock": {"2020-01-01": f"sha256:{digest}"}})


def test_a_frozen_revision_altered_and_locked_anew_is_found(repo: Repo) -> None:
    repo.policy(["trace"])
    locked(repo)
    repo.commit("E1", DAY.format(1))
    repo.write({FILE: case(E1)})
    repo.commit("E2", DAY.format(2))
    repo.policy(["trace"], title="另一个名字")
    locked(repo)
    repo.commit("E4", DAY.format(3))
    (item,) = repo.audit()["findings"]
    assert (item["rule"], item["status"], item["commit"]["author"]) == (
        "revision-altered",
        "invalid",
        "E4",
    )


def test_a_new_revision_is_no_alteration_and_a_dropped_lock_is(repo: Repo) -> None:
    repo.policy(["trace"])
    locked(repo)
    repo.write({FILE: case(E1)})
    repo.commit("E1", DAY.format(2))
    repo.policy(["trace"], effective_from="2026-06-01", revision="2")
    repo.commit("E4", DAY.format(3))
    assert repo.findings() == []
    repo.write({"policy/p/revisions.lock": None})
    repo.commit("E4", DAY.format(4))
    assert [item["rule"] for item in repo.audit()["findings"]] == ["revision-altered"]


# -- which revision, and `when`


def test_the_case_as_it_stood_before_decides_what_governs(repo: Repo) -> None:
    """Moving the opening day to before any revision does not escape the rule that forbids it."""
    begin(repo, "trace")
    then(repo, case(E1.replace("2026", "2019"), E2))
    assert repo.findings() == ["C-1 trace rewritten E2 e1"]


def test_an_earlier_opening_entered_first_is_no_way_out(repo: Repo) -> None:
    """In two steps: the case goes back to a revision without the rule, then the entry changes."""
    begin(repo, "trace")
    repo.policy(["hands-off"], effective_from="2019-01-01", revision="0")
    repo.commit("E1", DAY.format(2))
    earlier = E1.replace("e1", "e9").replace("2026", "2019")
    then(repo, case(E1, E2, earlier), day=3)
    then(repo, case(E1, E2.replace("=a", "=b"), earlier), day=4)
    assert repo.findings() == ["C-1 trace rewritten E2 e2"]


@pytest.mark.parametrize("day", [2, 3])
def test_a_revision_dated_back_is_no_way_out(day: int, repo: Repo) -> None:
    """A revision without the rule is put under a merged case, then the entry changes.

    That the commit gives the second of the case's own does not help: commits have an order.
    """
    begin(repo, "trace")
    repo.policy(["hands-off"], effective_from="2026-01-01", revision="2")
    repo.commit("E1", DAY.format(day))
    then(repo, case(E1, E2.replace("=a", "=b")), day=4)
    assert repo.findings() == ["C-1 trace rewritten E2 e2"]


def test_what_was_there_before_the_case_governs_it(repo: Repo) -> None:
    """The twin: the revision came first, with the case or before it."""
    repo.policy(["trace"])
    repo.policy(["hands-off"], effective_from="2026-01-01", revision="2")
    repo.write({FILE: case(E1, E2)})
    repo.commit("E2", DAY.format(2))
    then(repo, case(E1, E2.replace("=a", "=b")), day=4)
    assert repo.findings() == []


def test_a_condition_is_asked_of_the_case_before_the_step(repo: Repo) -> None:
    repo.policy(["trace"])
    file = repo.root / "policy/p/2020-01-01/revision.yml"
    text = file.read_text().replace("  append_only:", "  when: {severity: major}\n  append_only:")
    file.write_text(text)
    repo.commit("E1", DAY.format(1))
    repo.write(
        {FILE: case(E1, E2, severity="major"), "cases/2026/C-2.yml": case(E1, E2, name="C-2")}
    )
    repo.commit("E2", DAY.format(2))
    then(repo, case(E1, severity="general"))
    repo.write({"cases/2026/C-2.yml": case(E1, name="C-2")})
    repo.commit("E2", DAY.format(4))
    assert repo.findings() == ["C-1 trace rewritten E2 e2"]


def test_a_rewriting_is_owned_by_somebody_else(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, case(E1, E2.replace("=a", "=b")), by="E4")
    owned = {**OWNED, "rule": "trace", "at": "2026-03-04"}
    before = {**owned, "at": "2026-03-02"}
    then(repo, case(E1, E2.replace("=a", "=b"), acknowledgements=[before]), day=4)
    assert repo.findings() == ["C-1 trace rewritten E4 e2"]
    then(repo, case(E1, E2.replace("=a", "=b"), acknowledgements=[before, owned]), day=5)
    assert repo.findings() == ["C-1 trace acknowledged E4 e2"]


def test_no_waiver_covers_it(repo: Repo) -> None:
    begin(repo, "trace", waivers=[{**WAIVER, "rule": "trace"}])
    then(repo, case(E1, E2.replace("=a", "=b"), waivers=[{**WAIVER, "rule": "trace"}]))
    assert repo.findings() == ["C-1 trace bad_waiver E2 e2"]


def test_the_event_helper_reads_what_it_says() -> None:
    assert event("e1 received 2026-03-02 E2 note=a") == {
        "id": "e1", "type": "received", "at": "2026-03-02", "by": "E2", "note": "a",
    }  # fmt: skip


ODD: list[tuple[Any, list[str]]] = [
    ({"id": "C-1", "events": "x"}, ["e1", "e2"]),
    ({"id": "C-1", "events": {"a": "b"}}, ["e1", "e2"]),
    ({"id": "C-1", "events": ["a", None, ["b"]]}, ["e1", "e2"]),
    ({"id": ["x"], "events": [{"id": ["e1"], "type": ["x"], "at": {"a": "1"}}]}, ["e1", "e2"]),
    ({"id": "C-1", "policy": ["p", {"a": "1"}], "events": [event(E1), event(E2)]}, []),
    ({"id": "C-1", "events": [event(E1), event(E2)], "accused": [{"staff": ["E3"]}, "E3"]}, []),
    ({"id": "C-1", "events": [event(E1), event(E2)], "waivers": [{"by": ["x"], "rule": {}}]}, []),
]


@pytest.mark.parametrize(("data", "lost"), ODD)
def test_files_of_odd_shapes_are_compared_too(repo: Repo, data: Any, lost: list[str]) -> None:
    begin(repo, "trace", "prompt", "hands-off", "no-own-waiver", "no-lowering", severity="major")
    then(repo, {**data, "severity": "major"})
    assert repo.findings() == [f"C-1 trace rewritten E2 {name}" for name in lost]


def test_a_case_turned_into_a_link_is_no_green(repo: Repo) -> None:
    begin(repo, "trace", "keep")
    (repo.root / FILE).unlink()
    (repo.root / FILE).symlink_to("../../policy/organization.yml")
    repo.commit("E4", DAY.format(3))
    assert repo.findings() == ["C-1 trace undetermined E4"]
