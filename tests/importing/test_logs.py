"""An event log becomes cases as its map says; what has no place in them is said, not dropped."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.exporting.casesheets import case_tables
from checker.loading.instance import load_instance

ROOT = Path(__file__).parents[2]

LOG = """<?xml version="1.0"?>
<log xmlns="http://www.xes-standard.org/" xes.version="1.0">
  <string key="source" value="crm"/>
  <trace>
    <string key="concept:name" value="77"/>
    <string key="prio" value="high"/>
    <string key="城市" value="深圳"/>
    <event>
      <string key="concept:name" value="收到"/>
      <date key="time:timestamp" value="2026-11-02T02:15:00.000+00:00"/>
      <string key="org:resource" value="alice"/>
      <string key="comment" value="来电: &#10;第二行"/>
      <string key="lifecycle:transition" value="complete"/>
    </event>
    <event>
      <string key="concept:name" value="内部同步"/>
      <date key="time:timestamp" value="2026-11-02T02:20:00Z"/>
    </event>
  </trace>
</log>
"""
MAP = """
case_id: CRM-{id}
activities: {收到: received}
resources: {alice: E1003}
fields: {prio: severity}
values: {severity: {high: 重大投诉}}
event_fields: {comment: note}
ignore: {activities: [内部同步]}
"""
CSV = """编号,活动,时间,谁,城市
5,收到,2026/11/02 10:15,E1003,深圳
6,收到,2026/11/02 11:15,E1003,广州
5,received,2026/11/03 09:00,E1003,深圳
"""
CSV_MAP = """
case: 编号
activity: 活动
time: 时间
resource: 谁
case_id: CRM-{id}
timezone: UTC
time_format: "%Y/%m/%d %H:%M"
activities: {收到: received}
"""


@pytest.fixture
def imported(tousu, tmp_path):
    def run(log, text, *more, kind="xes"):
        files = [tmp_path / f"log.{kind}", tmp_path / "map.yml"]
        for file, content in zip(files, (log, text), strict=True):
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tousu("import", f"--{kind}", files[0], "--map", files[1], *more)

    return run


def test_a_log_becomes_cases(imported, root, cases):
    done = imported(LOG, MAP)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == "cases/2026/CRM-77.yml\n"
    (case,) = cases(root).values()
    assert case.data["severity"] == "major"
    assert case.data["events"] == [
        {
            "id": "e1",
            "type": "received",
            "at": "2026-11-02T10:15",
            "by": "E1003",
            "note": "来电: \n第二行",
        }
    ]


def test_what_was_not_read_is_counted_by_name(imported):
    done = imported(LOG, MAP)
    assert "没有读属性 城市：1 次" in done.stderr
    assert "按对应表略过活动 内部同步：1 次" in done.stderr
    quiet = imported(LOG, MAP.replace("ignore: {", "ignore: {attributes: [城市], "), "--dry-run")
    assert "城市" not in quiet.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("activities: {收到: received}", ""), "收到: error: 这种活动没有对应的事件类型（1 次）"),
        (
            ("ignore: {activities: [内部同步]}", ""),
            "内部同步: error: 这种活动没有对应的事件类型（1 次）",
        ),
        (("resources: {alice: E1003}", ""), "alice: error: 经办人没有对应的工号（1 次）"),
        (("E1003", "E9999"), "第 1 条轨迹第 1 个事件: error: 没有人员 E9999"),
        (("CRM-{id}", "客{id}"), "第 1 条轨迹: error: 编号只能用英文字母"),
        (("high: 重大投诉", "low: x"), "第 1 条轨迹: error: 不是可选的值"),
    ],
)
def test_what_has_no_place_stops_the_import(imported, root, change, said):
    done = imported(LOG, MAP.replace(*change))
    assert done.exit_code == 1
    assert said in done.stderr
    assert "缺少" not in done.stderr, "what was refused is not also missing"
    assert not (root / "cases/2026").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("case_id: CRM-{id}", "case_id: CRM"), "map.yml:2:10"),
        (("severity}", "severety}"), "map.yml:5:16"),
        (("收到: received", "收到: recieved"), "map.yml:3:18"),
        (("activities: {", "activites: {"), "不认识的键 activites"),
        (("ignore: {activities: [内部同步]}", "a: &x 1"), "map.yml"),
    ],
)
def test_a_wrong_map_is_named_at_its_line(imported, change, said):
    done = imported(LOG, MAP.replace(*change, 1))
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_csv_log_becomes_cases(imported, root, cases):
    done = imported(CSV, CSV_MAP, kind="csv")
    assert done.exit_code == 0, done.stderr
    found = cases(root)
    assert list(found) == ["CRM-5", "CRM-6"]
    assert [event["at"] for event in found["CRM-5"].data["events"]] == [
        "2026-11-02T18:15",
        "2026-11-03T17:00",
    ]
    assert "没有读属性 城市：3 次" in done.stderr


def test_a_csv_of_a_chinese_spreadsheet_is_read_when_the_map_says_so(imported):
    raw = CSV.encode("gb18030")
    assert imported(raw, CSV_MAP, kind="csv").exit_code == 2
    assert imported(raw, CSV_MAP + "encoding: gb18030\n", kind="csv").exit_code == 0


def test_times_without_a_zone_are_refused(imported):
    done = imported(CSV, CSV_MAP.replace("timezone: UTC", ""), kind="csv")
    assert done.exit_code == 1
    assert "第 2 行: error: 时间读不了 [bad-time]" in done.stderr


def test_values_of_a_case_that_differ_within_it_are_refused(imported):
    log = CSV.replace("深圳\n6", "上海\n6")
    done = imported(log, CSV_MAP + "fields: {城市: title}\n", kind="csv")
    assert done.exit_code == 1
    assert "第 4 行: error: 同一案件的 城市 不一致" in done.stderr


def test_new_ids_follow_the_register(imported, root):
    done = imported(CSV, CSV_MAP.replace("case_id: CRM-{id}", "new_ids: true"), kind="csv")
    assert done.stdout.split() == ["cases/2026/TS-2026-000001.yml", "cases/2026/TS-2026-000002.yml"]


@pytest.mark.parametrize(
    "log",
    [
        b"",
        b"<log>",
        b"<a/>",
        b"\xff\xfe<\x00",
        b'<!DOCTYPE log [<!ENTITY a "b">]><log><trace><string key="x" value="&a;"/></trace></log>',
        b'<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>',
        b'<?xml version="1.0" encoding="nothing"?><log/>',
        b"<log>" + b"<trace>" * 100,
    ],
)
def test_a_log_that_cannot_be_read_is_one_clear_line(imported, log):
    done = imported(log, MAP)
    assert done.exit_code == 2
    assert done.stderr.startswith("错误：log.xes：")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "log",
    [
        "",
        "编号,活动\n1,2\n",
        "编号,活动,时间,谁\n1,2\n",
        '编号,活动,时间,谁\n"1,2\n',
        "编号,编号,活动,时间\n",
    ],
)
def test_a_csv_that_cannot_be_read_is_one_clear_line(imported, log):
    done = imported(log, CSV_MAP, kind="csv")
    assert done.exit_code == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("log", "kind"), [(b"<log/>", "xes"), ("编号,活动,时间,谁,城市\n", "csv")])
def test_a_log_without_cases_is_no_import(imported, log, kind):
    done = imported(log, MAP if kind == "xes" else CSV_MAP, kind=kind)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "里面没有任何案件" in done.stderr


def own_map():
    """A map that takes back all that our own log holds of cases and events."""
    instance = load_instance(ROOT)
    cases, events, *_ = case_tables(list(instance.policies.values()), instance.organization)
    fields = {
        column.id: column.id for column in cases.columns if not column.made and column.id != "id"
    }
    own = {"id", "case", "type", "at", "by"}
    rest = {
        column.id: column.id
        for column in events.columns
        if not column.made and column.id not in own
    }
    lines = ["time: at", "event: id", "timezone: Asia/Shanghai", "fields:"]
    lines += [f"  {name}: {name}" for name in fields]
    lines += ["event_fields:", *(f"  {name}: {name}" for name in rest)]
    lines += [
        "ignore: {attributes: [position, day, instant, type, by, org:group, opened, closed, status]}"
    ]
    return "\n".join(lines)


def without_what_a_log_lacks(case):
    """Records, parties and statements hang below; order in the file is not order in time."""
    events = sorted(
        (replace(event, index=0, records=()) for event in case.events), key=lambda one: one.id
    )
    return replace(
        case,
        data={},
        events=tuple(events),
        waivers=(),
        acknowledgements=(),
        accused=(),
        assisting=(),
    )


def test_a_register_comes_back_from_its_own_log_as_far_as_a_log_holds_it(
    imported, root, cases, tmp_path
):
    file = tmp_path / "own.xes"
    words = ["export", "--root", str(ROOT), "--format", "xes", "--output", str(file)]
    assert CliRunner().invoke(cli, words).exit_code == 0
    done = imported(file.read_bytes(), own_map())
    assert done.exit_code == 0, done.stderr
    before, after = cases(ROOT), cases(root)
    assert list(before) == list(after)
    for name, case in before.items():
        assert without_what_a_log_lacks(after[name]) == without_what_a_log_lacks(case), name
    assert "没有读属性 records.1" in done.stderr or "没有读下层属性" in done.stderr
    assert "没有读属性 waivers.1" in done.stderr
