"""Databases, logs and calendars, each read back by a program that is not ours."""

import io
import json
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import icalendar
import pyarrow.parquet
import pytest

from checker.exporting import ics, packing, parquet, sqlite, xes
from checker.exporting.ics import DueEntry, Warn, folded

XES = "{http://www.xes-standard.org/}"


@pytest.fixture(scope="module")
def database(register, tmp_path_factory):
    file = tmp_path_factory.mktemp("database") / "register.db"
    file.write_bytes(sqlite.render(register.values()))
    return file


def test_sqlite_is_the_same_bytes_each_time(register, database):
    assert sqlite.render(register.values()) == database.read_bytes()


def test_sqlite_keeps_types_keys_and_references(register, database):
    with sqlite3.connect(database) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = {row[2] for row in opened.execute("PRAGMA foreign_key_list(records)")}
        assert tables == {"events"}
        told = "SELECT loss, typeof(loss), opened FROM cases WHERE id = 'TS-2026-000010'"
        assert opened.execute(told).fetchone() == (930, "integer", "2026-03-02")
        for table in register.values():
            count = opened.execute(f'SELECT count(*) FROM "{table.id}"').fetchone()[0]  # noqa: S608 - our own names
            assert count == len(table.rows)
        with pytest.raises(sqlite3.IntegrityError):
            opened.execute("PRAGMA foreign_keys = ON").execute(
                "INSERT INTO events (\"case\", id) VALUES ('none', 'e1')"
            )
    opened.close()


def test_sqlite_opens_in_datasette_with_its_meta(database):
    done = subprocess.run(
        [sys.executable, "-m", "datasette", database, "--get", "/register/meta.json?_shape=array"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    meta = {row["key"]: row["value"] for row in json.loads(done.stdout)}
    assert meta["as_of"] == "2026-11-20T23:59:59+08:00"
    assert meta["complaint-handling/2026-03-01"].startswith("sha256:")


def test_parquet_keeps_types_and_is_the_same_bytes_each_time(register):
    raw = parquet.render(register["cases"])
    assert raw == parquet.render(register["cases"])
    rows = pyarrow.parquet.read_table(io.BytesIO(raw)).to_pylist()
    row = next(row for row in rows if row["id"] == "TS-2026-000010")
    assert (row["loss"], row["opened"], row["severity"]) == (
        Decimal(930),
        date(2026, 3, 2),
        "serious",
    )


def test_a_zip_is_the_same_bytes_whatever_the_order():
    one, other = packing.packed({"a": b"1", "b": b"2"}), packing.packed({"b": b"2", "a": b"1"})
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == {
            "a": b"1",
            "b": b"2",
        }


# --- the event log


@pytest.fixture(scope="module")
def log(register, result):
    return ET.fromstring(xes.render(register, result.zone))  # noqa: S314 - our own text


def attributes(element):
    return {child.get("key"): child for child in element if child.get("key")}


def test_xes_has_a_trace_a_case_and_its_events_in_order_of_time(log, result):
    traces = {
        attributes(trace)["concept:name"].get("value"): trace for trace in log.iter(f"{XES}trace")
    }
    assert list(traces) == [item.case.id for item in result.cases]
    for item in result.cases:
        events = traces[item.case.id].findall(f"{XES}event")
        assert sorted(attributes(event)["id"].get("value") for event in events) == sorted(
            event.id for event in item.case.events
        )
        stamps = [attributes(event)["time:timestamp"].get("value") for event in events]
        assert all(
            datetime.fromisoformat(stamp).utcoffset() == timedelta(hours=8) for stamp in stamps
        )
        assert stamps == sorted(stamps)


def test_xes_uses_only_extensions_that_it_names(log):
    named = {extension.get("prefix") for extension in log.iter(f"{XES}extension")}
    keys = {element.get("key") for element in log.iter() if element.get("key")}
    assert {key.split(":")[0] for key in keys if ":" in key} == named
    kinds = {element.tag.removeprefix(XES) for element in log.iter() if element.get("key")}
    assert kinds == {"string", "date", "int", "float"}
    for event in log.iter(f"{XES}event"):
        found = [child.get("key") for child in event]
        assert len(found) == len(set(found)), "a key stands once"


def test_xes_keeps_what_was_written_and_all_that_hangs_on_a_case(log, register):
    event = next(
        event
        for event in log.iter(f"{XES}event")
        if "records.1" in attributes(event) and attributes(event)["id"].get("value") == "e7"
    )
    record = attributes(attributes(event)["records.1"])
    assert {"kind", "title", "sha256", "bytes", "uri"} <= set(record)
    below = {key for trace in log.iter(f"{XES}trace") for key in attributes(trace)}
    assert {"waivers.1", "acknowledgements.1", "parties.1", "severity", "loss"} <= below
    summaries = [row[register["cases"].place("summary")] for row in register["cases"].rows]
    told = [attributes(trace).get("summary") for trace in log.iter(f"{XES}trace")]
    assert [None if one is None else one.get("value") for one in told] == summaries


# --- the calendar

WHOLE = DueEntry(
    key=("p", "TS-1", "accept", "e1"), day=date(2026, 3, 3), second=None,
    summary="TS-1 受理，须在一日内；见 \\ 制度", description="第一行\n第二行：" + "很长" * 60, category="投诉时限",
    warn=Warn(2, 0),
)  # fmt: skip
TIMED = DueEntry(
    key=("p", "TS-1", "report", "e1"), day=date(2026, 3, 3), second=1772500000,
    summary="BEGIN:VEVENT\r\nX:y", description="", category="c", warn=Warn(0, 3600), overdue=True,
)  # fmt: skip


def events_of(raw):
    return list(icalendar.Calendar.from_ical(raw).walk("VEVENT"))


def test_ics_says_days_as_days_and_instants_as_instants():
    whole, timed = events_of(ics.render([WHOLE, TIMED], 1772400000, "待办"))
    assert whole.decoded("dtstart") == date(2026, 3, 3)
    assert whole.decoded("dtend") == date(2026, 3, 4)
    assert timed.decoded("dtstart") == datetime.fromtimestamp(1772500000, UTC)
    assert str(whole["summary"]) == WHOLE.summary
    assert str(whole["description"]) == WHOLE.description
    assert str(timed["summary"]) == "BEGIN:VEVENT\nX:y", "text never begins a property of its own"


def test_ics_reminds_when_it_becomes_due_soon():
    whole, timed = events_of(ics.render([WHOLE, TIMED], 1772400000, "待办"))
    before = [event.walk("VALARM")[0].decoded("trigger") for event in (whole, timed)]
    assert before == [timedelta(hours=-39), timedelta(hours=-1)], "two days before at nine; an hour"


def test_ics_keeps_the_uid_of_an_obligation_when_its_due_date_moves():
    moved = replace(WHOLE, day=date(2026, 4, 3), summary="x")
    uids = [str(event["uid"]) for event in events_of(ics.render([WHOLE, moved, TIMED], 0, ""))]
    assert uids[0] == uids[1] != uids[2]


def test_ics_lines_are_folded_by_octets_and_end_as_the_standard_says():
    raw = ics.render([WHOLE, TIMED], 0, "长" * 100)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode() is not None for line in lines), "no character is cut"
    assert b"\n" not in b"".join(lines)
    assert "".join(part.removeprefix(" ") for part in folded("字" * 90)) == "字" * 90
