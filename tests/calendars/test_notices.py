"""Which notice stands behind a day: `explain` names it, and a firm's own file may correct a shipped year."""

from datetime import date
from pathlib import Path

from checker.loading.calendars import CalendarShelf

SHIPPED = "国办发明电〔2025〕7号 国务院办公厅关于2026年部分节假日安排的通知"
OWN = """\
year: 2026
notice: {number: 甲发1号, title: 更正, date: 2026-01-05, address: 'https://example.com'}
off: [2026-03-03]
"""


def test_a_day_off_is_told_with_number_and_title_of_its_notice() -> None:
    calendar = CalendarShelf().get("CN")
    assert calendar is not None
    assert calendar.why(date(2026, 2, 16)) == SHIPPED
    assert calendar.why(date(2026, 3, 3)) == ""


def test_a_corrected_year_is_told_with_the_correction(tmp_path: Path) -> None:
    own = tmp_path / "policy/calendars/CN/2026.yml"
    own.parent.mkdir(parents=True)
    own.write_text(OWN, "utf-8")
    shelf = CalendarShelf(tmp_path)
    calendar = shelf.get("CN")
    assert not shelf.problems
    assert calendar is not None
    assert calendar.counts(date(2026, 3, 3)) is False
    assert calendar.why(date(2026, 3, 3)) == "甲发1号 更正"
