"""Files beside the pages: the register for spreadsheets, what is owed for calendars."""

import csv
import io
from dataclasses import replace

import openpyxl

from checker.pages import Site, sources
from checker.pages.columns import columns, rows
from checker.pages.duecalendar import calendars, dated
from checker.reporting.due import select


def unfolded(content: bytes) -> str:
    return content.decode().replace("\r\n ", "")


def test_the_register_as_csv_has_the_published_columns_and_all_cases(site: Site) -> None:
    content = sources(site)["register.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    head, *body = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head == [column["title"] for column in columns(site)]
    assert [row[0] for row in body] == [row[0] for row in rows(site)]
    assert b"PLANTED" not in content


def test_as_a_workbook_days_are_days_and_formulas_are_text(site: Site) -> None:
    assert "register.xlsx" not in sources(site)
    content = sources(replace(site, downloads=("xlsx",)))["register.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet.max_row == len(site.cases) + 1
    assert sheet["B2"].is_date
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_the_calendar_has_all_that_has_a_date_and_units_their_own(site: Site) -> None:
    files = calendars(site)
    owed = dated(select(site.result))
    assert owed
    assert files["due.ics"].count(b"BEGIN:VEVENT") == len(owed)
    for unit in {one.unit for one in owed if one.unit}:
        own = files[f"due/{unit}.ics"]
        assert own.count(b"BEGIN:VEVENT") == sum(one.unit == unit for one in owed)
        assert site.publisher.unit(unit) in unfolded(own)
    uids = [line for line in unfolded(files["due.ics"]).splitlines() if line.startswith("UID:")]
    assert len(set(uids)) == len(owed)


def test_no_person_and_no_hidden_id_is_in_a_calendar(site: Site, internal_site: Site) -> None:
    told = "".join(unfolded(content) for one in (site, internal_site)
                   for content in calendars(one).values())  # fmt: skip
    assert "PLANTED" not in told
    assert "13800138000" not in told


def test_an_entry_is_the_same_for_every_audience(site: Site, internal_site: Site) -> None:
    assert calendars(site).keys() == calendars(internal_site).keys()
