"""The report itself: every number leads to its cases, the text says no more than they bear."""

import re

import pytest
import yaml

from checker.engine import Result
from checker.reporting import Register, Report, ReportPeriod, gather, report
from checker.reporting.numbers import Table

from .conftest import ROOT


def made(register: Register, text: str) -> Report:
    period = ReportPeriod.read(text)
    assert period is not None
    return report(register, period)


def table(found: Report, name: str) -> Table:
    return next(one for one in found.tables if one.id == name)


def row(found: Report, name: str, key: str) -> list[object]:
    return next(
        [cell.value for cell in one.cells] for one in table(found, name).rows if one.key == key
    )


def told(found: Report) -> str:
    return " ".join(item.told.render("zh") for item in found.remarks)


@pytest.fixture(scope="module")
def february(sample: Register) -> Report:
    return made(sample, "2026-02")


@pytest.mark.parametrize("text", ["2026-02", "2026-Q2", "2026", "2024", "2030-01"])
def test_every_number_is_the_number_of_its_cases(sample: Register, text: str) -> None:
    known = {case.id for case in sample.cases} | {one.subject for one in sample.owed}
    for one in made(sample, text).tables:
        assert all(len(line.cells) == len(one.head) - 1 for line in one.rows), one.id
        assert len({line.key for line in one.rows}) == len(one.rows), one.id
        for line in one.rows:
            for cell in line.cells:
                assert set(cell.cases) <= known
                assert list(cell.cases) == sorted(cell.cases)
                if (
                    isinstance(cell.value, int)
                    and one.id not in ("durations", "incidents")
                    and cell.told.render()[:1] not in "+-"
                ):
                    assert line.key == "closing_days" or cell.value in (0, len(cell.cases)), (
                        one.id,
                        line.key,
                    )


def test_a_table_of_choices_adds_up_to_what_was_received(february: Report) -> None:
    for name in ("severity", "category", "source", "nature"):
        lines = table(february, f"field-{name}").rows
        assert sum(int(line.cells[0].value or 0) for line in lines) == 5, name


def test_units_add_up_too(february: Report) -> None:
    for column, key in ((0, "received"), (2, "closed"), (3, "open_end"), (4, "breaches")):
        total = sum(int(line.cells[column].value or 0) for line in table(february, "units").rows)
        assert total == row(february, "headline", key)[0], key


def test_breaches_by_rule_and_by_unit_are_the_same_breaches(sample: Register) -> None:
    year = made(sample, "2026")
    whole = row(year, "headline", "breaches")[0]
    assert whole == sum(int(line.cells[0].value or 0) for line in table(year, "breaches-rule").rows)
    assert whole == sum(int(line.cells[1].value or 0) for line in table(year, "breaches-unit").rows)


def test_an_acknowledged_breach_stays_a_breach_and_a_waived_one_stands_apart(
    sample: Register,
) -> None:
    year = made(sample, "2026")
    for line in table(year, "breaches-rule").rows:
        breaches, unowned, owned = (cell.value for cell in line.cells[:3])
        assert breaches == int(unowned or 0) + int(owned or 0)
    assert int(row(year, "headline", "waived")[0] or 0) > 0
    waived = {case for line in table(year, "breaches-rule").rows for case in line.cells[3].cases}
    assert waived


def test_it_says_which_rule_made_a_case_severe(sample: Register) -> None:
    year = made(sample, "2026")
    found = {line.key: line for line in table(year, "floors-severity").rows}
    why, floor, applies = found["forwarded-is-major"].cells[:3]
    assert why.told.render().startswith("来源为证监会")
    assert floor.told.render() == "至少重大投诉"
    assert int(applies.value or 0) > 0
    assert int(found["free-serious"].cells[2].value or 0) > 0


def test_steps_are_those_that_the_policy_times_from_the_opening(february: Report) -> None:
    assert [line.label.render() for line in table(february, "durations").rows] == [
        "登记", "受理、不予受理、客户撤回", "办结（重新办理的从重新办理起）",
    ]  # fmt: skip


def test_few_cases_are_not_made_much_of(february: Report, sample: Register) -> None:
    assert "不足 10 件（5 件）" in told(february)
    assert "%" not in told(february)
    assert "%" in told(made(sample, "2026-Q3"))


def test_breaches_are_told_however_few(february: Report) -> None:
    assert "违规 3 项，涉及 2 件；其中 3 项已确认，0 项未确认。" in told(february)


def test_what_cannot_be_said_does_not_pass_for_kept(small: Register) -> None:
    assert "没有违规" not in told(made(small, "2026-03"))


def test_a_period_that_runs_says_so(sample: Register) -> None:
    found = made(sample, "2026-11")
    assert not found.ended
    assert [item.render("zh") for item in found.notices] == [
        "本期未结束：数字只到 2026-11-20，还会增加。"
    ]
    assert made(sample, "2026-10").ended
    assert made(sample, "2026-10").notices == ()


def test_a_period_before_any_case_is_empty_and_says_so(sample: Register) -> None:
    found = made(sample, "2019")
    assert "之前，没有案件" in found.notices[0].render("zh")
    assert {cell.value for line in table(found, "headline").rows for cell in line.cells} <= {None}


def test_a_period_to_come_says_so(sample: Register) -> None:
    found = made(sample, "2027-01")
    assert [item.render("zh") for item in found.notices] == ["本期尚未开始。"]
    assert told(found) == "还没有可说的。", "above all not that nothing was broken"


def test_files_that_could_not_be_judged_are_told(small: Register) -> None:
    found = made(small, "2026-03")
    assert found.unread == len(small.unread) > 0
    assert f"有 {found.unread} 个案件文件有误，没有计入任何数字" in found.notices[0].render("zh")
    assert "读得出来的案件没有违规。" in told(made(small, "2025-12"))


def test_nothing_that_is_not_public_is_in_it(small: Register) -> None:
    assert "PLANTED" not in repr(made(small, "2026"))


def test_fields_that_are_not_public_are_no_table(small: Register) -> None:
    ids = {one.id for one in made(small, "2026").tables}
    assert "field-severity" in ids
    assert not {"field-secret", "field-remark", "field-owner"} & ids


def test_every_sentence_is_in_english_too(sample: Register) -> None:
    found = made(sample, "2026-Q3")
    for item in (*found.notices, *(one.told for one in found.remarks), *found.definitions):
        english = re.sub(r"[“”]", "", item.en)
        assert not re.search(r"[一-鿿]", english), english


def test_the_same_register_gives_the_same_report(sample_result) -> None:
    once, again = (made(gather(sample_result), "2026-Q2") for _ in range(2))
    assert once == again


# --- against what the files and the check say by themselves


def test_no_breach_falls_between_the_periods(sample_result: Result, sample: Register) -> None:
    """All breaches of the check are in some year's report, and in one alone."""
    verdicts = [one for item in sample_result.cases for one in item.verdicts]
    verdicts += [one for one in sample_result.register if one.kind == "periodic-report"]
    for key, statuses in (
        ("breaches", ("violation", "acknowledged")),
        ("waived", ("waived",)),
        ("undetermined", ("undetermined",)),
    ):
        whole = sum(one.finding.status in statuses for one in verdicts)
        years = (made(sample, text) for text in ("2024", "2025", "2026"))
        assert whole == sum(int(row(year, "headline", key)[0] or 0) for year in years), key


@pytest.mark.parametrize("month", ["2025-03", "2025-12", "2026-02", "2026-03", "2026-07"])
def test_the_files_say_the_same(sample: Register, month: str) -> None:
    """Received and closed by the dates that stand in the files, reopened cases aside."""
    received, closed = set(), set()
    for path in sorted((ROOT / "cases").glob("20*/*.yml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        acts = [(str(event["at"])[:7], event["type"]) for event in data["events"]]
        if any(kind == "reopened" for _, kind in acts):
            continue
        received |= {data["id"] for at, kind in acts if kind == "received" and at == month}
        ends = [at for at, kind in acts if kind in ("closed", "declined", "withdrawn")]
        closed |= {data["id"]} if ends and ends[0] == month else set()
    found = {line.key: line.cells[0] for line in table(made(sample, month), "headline").rows}
    again = {case.id for case in sample.cases if len(case.spells) > 1}
    assert set(found["received"].cases) - again == received
    assert set(found["closed"].cases) - again == closed
