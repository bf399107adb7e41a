"""What the tables say is what the cases hold and what the checker found."""

from collections import Counter
from dataclasses import replace

import pytest

from checker.exporting import Column
from checker.exporting.inwords import id_of, in_words, split, usable


def column(table, name):
    return [row[table.place(name)] for row in table.rows]


def test_every_case_event_and_record_is_there(register, result):
    cases = [item.case for item in result.cases]
    assert column(register["cases"], "id") == [case.id for case in cases]
    assert len(register["events"].rows) == sum(len(case.events) for case in cases)
    records = sum(len(event.records) for case in cases for event in case.events)
    assert len(register["records"].rows) == records
    assert len(register["waivers"].rows) == sum(len(case.waivers) for case in cases)
    owned = sum(len(case.acknowledgements) for case in cases)
    assert len(register["acknowledgements"].rows) == owned
    parties = sum(len(case.accused) + len(case.assisting) for case in cases)
    assert len(register["parties"].rows) == parties


def test_every_verdict_is_there_quiet_ones_too(register, result):
    found = Counter(column(register["findings"], "status"))
    told = {name: number for name, number in result.summary.items() if name in found}
    assert found == told
    assert {"met", "not_applicable", "pending"} <= set(found)


def test_times_stand_as_written_and_as_instants(register):
    table = register["events"]
    rows = {(row[0], row[1]): row for row in table.rows}
    timed, dated = rows["TS-2026-000010", "e1"], rows["TS-2026-000010", "e18"]
    assert timed[table.place("at")] == "2026-03-02T10:15"
    assert timed[table.place("instant")] == "2026-03-02T10:15:00+08:00"
    assert (dated[table.place("at")], dated[table.place("instant")]) == ("2026-04-03", None)


def test_a_case_says_how_it_stands(register):
    table = register["cases"]
    row = next(row for row in table.rows if row[0] == "TS-2026-000010")
    told = {
        name: row[table.place(name)] for name in ("status", "severity", "loss", "loss.currency")
    }
    assert told["status"] == "已归档"
    assert (told["severity"], str(told["loss"]), told["loss.currency"]) == (
        "serious",
        "930.00",
        None,
    )


def test_meta_names_what_the_verdicts_rest_on(register, result):
    meta = dict(register["meta"].rows)
    assert meta["as_of"] == "2026-11-20T23:59:59+08:00"
    for revision in result.revisions:
        assert meta[f"{revision.policy}/{revision.effective_from}"] == revision.digest
    assert meta["organization"] == result.instance.organization.digest
    assert {"calendar/CN", "cases", "git_commit", "tool"} <= set(meta)
    assert all(meta[name].startswith("sha256:") for name in ("calendar/CN", "cases"))


def test_words_come_back_as_the_ids_they_stand_for(register):
    for table in register.values():
        told = in_words(table)
        for place, one in enumerate(table.columns):
            for cell, word in zip(
                (row[place] for row in table.rows), (row[place] for row in told.rows), strict=True
            ):
                if one.words and isinstance(cell, str):
                    parts = split(word) if one.many else [word]
                    wanted = split(cell) if one.many else [cell]
                    assert [id_of(part, one.words) for part in parts] == wanted
    severities = register["cases"].place("severity")
    assert "严重投诉" in {row[severities] for row in in_words(register["cases"]).rows}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"a": "甲", "b": "乙"}, {"a": "甲", "b": "乙"}),
        ({"a": "同", "b": "同"}, {}),  # one word for two ids
        ({"a": "b", "b": "乙"}, {"b": "乙"}),  # a word that is another's id
        ({"a": "甲、乙"}, {}),  # a word that reads as two
        ({"a": " 甲"}, {}),
    ],
)
def test_a_word_is_used_only_where_it_can_be_read_back(words, told):
    assert usable(words) == told


def test_a_table_without_words_stays(register):
    table = replace(
        register["meta"], columns=(Column("key", "项目", "key"), Column("value", "内容", "value"))
    )
    assert in_words(table).rows == [tuple(row) for row in table.rows]
