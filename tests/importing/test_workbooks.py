"""What somebody types into a spreadsheet becomes the case that was meant, or a word at its cell."""

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.importing import workbook

ROOT = Path(__file__).parents[2]
CASE = {
    "编号": "新1",
    "标题": "下单延迟",
    "严重程度": "一般投诉",
    "业务类别": "other",
    "来源": "公司自收",
    "投诉渠道": "电话",
}
EVENT = {"案件编号": "新1", "事件类型": "接收投诉", "时间": "2026-11-02T10:15", "经办人": "E1003"}


def test_a_register_comes_back_from_its_export(root, tousu, cases, tmp_path):
    file = tmp_path / "register.xlsx"
    words = ["export", "--root", str(ROOT), "--format", "xlsx", "--output", str(file)]
    assert CliRunner().invoke(cli, words).exit_code == 0
    done = tousu("import", file)
    assert done.exit_code == 0, done.stderr
    before, after = cases(ROOT), cases(root)
    assert list(before) == list(after)
    assert len(done.stdout.splitlines()) == len(after)
    for name, case in before.items():
        assert replace(after[name], data={}) == replace(case, data={}), name


def test_a_filled_template_gets_the_next_ids(filled, tousu, root):
    file = filled(
        {
            "案件": [
                CASE,
                CASE | {"编号": "新2", "认定理由": "影响较小，客户流失", "责任人": "E1003"},
            ],
            "事件": [
                EVENT,
                EVENT | {"案件编号": "新2"},
                EVENT | {"事件类型": "登记", "时间": "2026-11-02 11:00"},
            ],
            "当事人": [{"案件编号": "新2", "身份": "被投诉人", "单位": "深圳福田营业部"}],
        }
    )
    done = tousu("import", file)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split() == ["cases/2026/TS-2026-000001.yml", "cases/2026/TS-2026-000002.yml"]
    assert (root / "cases/2026/TS-2026-000002.yml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/case.schema.json\n"
        "id: TS-2026-000002\n"
        "title: 下单延迟\n"
        "accused:\n"
        "  - {unit: sz-futian}\n"
        "responsible: {staff: E1003}\n"
        "severity: general\n"
        "severity_grounds: [minor, customer-lost]\n"
        "category: other\n"
        "source: self\n"
        "channel: phone\n"
        "events:\n"
        "  - id: e1\n"
        "    type: received\n"
        "    at: 2026-11-02T10:15\n"
        "    by: E1003\n"
    )
    assert "e2" in (root / "cases/2026/TS-2026-000001.yml").read_text(encoding="utf-8")


def test_dry_run_prints_and_writes_nothing(filled, tousu, root):
    done = tousu("import", filled({"案件": [CASE], "事件": [EVENT]}), "--dry-run")
    assert done.exit_code == 0
    assert "# cases/2026/TS-2026-000001.yml" in done.stdout
    assert "type: received" in done.stdout
    assert not (root / "cases/2026").exists()


HOSTILE = "=1+1\n- 'x': \"y\" # z\n  第二行　𠮷😀 \ttab: no"


def test_any_text_comes_through_as_typed(filled, tousu, root, cases):
    file = filled(
        {
            "案件": [CASE | {"标题": "no", "投诉内容": "第一行\n# 第二行"}],
            "事件": [EVENT | {"备注": "null"}],
        }
    )
    book = openpyxl.load_workbook(file)
    cell = book["案件"]["D2"]
    cell.value, cell.data_type = HOSTILE, "s"
    book.save(file)
    assert tousu("import", file).exit_code == 0
    (case,) = cases(root).values()
    assert (case.title, case.summary, case.events[0].note) == ("no", HOSTILE, "null")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"案件": [CASE | {"严重程度": "非常严重"}]}, "登记.xlsx:案件!L2: error: 不是可选的值 [schema]"),
        ({"事件": [EVENT | {"时间": "昨天"}]}, "登记.xlsx:事件!D2: error: 时间的写法不对 [bad-time]"),
        ({"事件": [EVENT | {"时间": 46000.5}]}, "登记.xlsx:事件!D2: error: 表格软件把它变成了数字"),
        ({"事件": [EVENT | {"时间": ""}]}, "登记.xlsx:事件!2: error: 缺少 at [schema]"),
        ({"事件": [EVENT | {"经办人": "E9999"}]}, "登记.xlsx:事件!E2: error: 没有人员 E9999"),
        ({"事件": [EVENT | {"经办人": 1003}]}, "登记.xlsx:事件!E2: error: 表格软件把它变成了数字"),
        ({"事件": [EVENT | {"案件编号": "新9"}]}, "登记.xlsx:事件!A2: error: “案件”表里没有这个编号"),
        ({"事件": [EVENT | {"备注": "=A1"}]}, "登记.xlsx:事件!G2: error: 是公式，不是内容"),
        ({"案件": [CASE | {"标题": datetime(2026, 3, 2)}]}, "登记.xlsx:案件!C2: error: 表格软件把它变成了时间"),  # noqa: DTZ001 - a cell's
        ({"案件": [CASE | {"标题": True}]}, "登记.xlsx:案件!C2: error: 表格软件把它变成了真或假"),
        ({"案件": [CASE, CASE]}, "登记.xlsx:案件!A3: error: 编号重复"),
        ({"案件": [CASE | {"编号": "T 1"}], "事件": [EVENT | {"案件编号": "T 1"}]}, "案件!A2: error: 编号只能用"),
        ({"当事人": [{"案件编号": "新1", "身份": "证人"}]}, "登记.xlsx:当事人!B2: error: 身份应是"),
        ({"记录": [{"案件编号": "新1", "事件编号": "e7"}]}, "登记.xlsx:记录!B2: error: 这个案件没有这个事件编号"),
        ({"案件": [CASE | {"客户主张的损失": "很多"}]}, "error: 应是数字"),
        ({"案件": []}, "登记.xlsx:案件: error: 没有任何案件"),
    ],
)  # fmt: skip
def test_a_defect_is_named_at_its_cell_and_nothing_is_written(filled, tousu, root, rows, said):
    file = filled({"案件": [CASE], "事件": [EVENT]} | rows)
    done = tousu("import", file)
    assert done.exit_code == 1, done.stderr
    assert said in done.stderr
    assert "没有写入任何内容" in done.stderr
    assert done.stdout == ""
    assert not (root / "cases/2026").exists()


def test_one_defect_is_said_once(filled, tousu):
    done = tousu("import", filled({"案件": [CASE], "事件": [EVENT | {"经办人": 1003}]}))
    assert done.stderr.count("error:") == 1, "not also that the value is missing"


def test_one_bad_case_stops_the_good_ones(filled, tousu, root):
    good = CASE | {"编号": "新2"}
    file = filled(
        {"案件": [CASE, good], "事件": [EVENT | {"时间": "x"}, EVENT | {"案件编号": "新2"}]}
    )
    assert tousu("import", file).exit_code == 1
    assert not (root / "cases/2026").exists()


def test_an_id_that_exists_is_refused(filled, tousu, root):
    target = root / "cases/2026/TS-2026-000010.yml"
    target.parent.mkdir()
    shutil.copy(ROOT / "cases/2026/TS-2026-000010.yml", target)
    before = target.read_bytes()
    name = "ts-2026-000010"
    done = tousu(
        "import", filled({"案件": [CASE | {"编号": name}], "事件": [EVENT | {"案件编号": name}]})
    )
    assert done.exit_code == 1
    assert "登记.xlsx:案件!A2: error: 已有案件 ts-2026-000010 [duplicate-id]" in done.stderr
    assert target.read_bytes() == before


def test_what_a_spreadsheet_stores_as_dates_and_numbers_is_read_where_it_is_one(
    filled, tousu, root, cases
):
    row = EVENT | {"时间": datetime(2026, 11, 2, 10, 14, 59, 999_990)}  # noqa: DTZ001 - a cell's
    dated = EVENT | {"事件类型": "登记", "时间": datetime(2026, 11, 3)}  # noqa: DTZ001 - a cell's

    def show_day(book):
        book["事件"]["D3"].number_format = "yyyy-mm-dd"

    file = filled({"案件": [CASE | {"客户主张的损失": 930.5}], "事件": [row, dated]}, show_day)
    assert tousu("import", file).exit_code == 0
    (case,) = cases(root).values()
    assert [event["at"] for event in case.data["events"]] == ["2026-11-02T10:15", "2026-11-03"]
    assert case.data["loss"] == "930.5"


def test_full_width_letters_and_blanks_are_made_plain_aloud(filled, tousu, root, cases):
    file = filled(
        {
            "案件": [CASE],
            "事件": [EVENT | {"经办人": " Ｅ１００３ ", "时间": "２０２６-11-02　10:15"}],
        }
    )
    done = tousu("import", file)
    assert done.exit_code == 0, done.stderr
    assert "登记.xlsx:事件!D2: 全角字符改成了半角" in done.stderr
    (case,) = cases(root).values()
    assert (case.events[0].by, case.data["events"][0]["at"]) == ("E1003", "2026-11-02 10:15")


def test_unknown_titles_and_sheets_are_named(filled, tousu):
    def change(book):
        book["案件"]["C1"] = "投诉内溶"
        book.create_sheet("别的")["A1"] = "x"

    done = tousu("import", filled({"案件": [CASE], "事件": [EVENT]}, change))
    assert done.exit_code == 1
    assert "登记.xlsx:案件!C1: error: 不认识的列标题 [unknown-key]" in done.stderr
    assert "投诉内容" in done.stderr, "the closest title is offered"
    assert "没有读工作表 别的" in done.stderr


# --- files that are none


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + (".xml" if "." not in name else ""), content)
    return stream.getvalue()


def with_part(raw, name, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda raw: b"", "已损坏"),
        (lambda raw: b"not a workbook", "已损坏"),
        (lambda raw: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为不加密的 .xlsx"),
        (lambda raw: raw[: len(raw) // 2], "已损坏"),
        (lambda raw: zipped(a="<a/>"), "已损坏"),
        (lambda raw: with_part(raw, "xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "已损坏"),
        (lambda raw: with_part(raw, "xl/vbaProject.bin", "x"), "宏"),
        (lambda raw: with_part(raw, "xl/media/bomb.bin", b"\0" * 3_000_000), "太大"),
        (lambda raw: with_part(raw, "xl/worksheets/sheet1.xml", "<worksheet"), "已损坏"),
    ],
    ids=["empty", "text", "old", "cut", "other zip", "entities", "macros", "bomb", "broken sheet"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_one_clear_line(
    template, tousu, tmp_path, monkeypatch, make, said
):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 2_000_000)
    file = tmp_path / "f.xlsx"
    file.write_bytes(make(template))
    done = tousu("import", file)
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("错误：f.xlsx：")
    assert said in lines[0]


@pytest.mark.parametrize("words", [(), ("x.xlsx", "--map", "m"), ("--xes", "x.xes")])
def test_what_to_import_must_be_clear(tousu, tmp_path, words):
    for name in ("x.xlsx", "x.xes", "m"):
        (tmp_path / name).touch()
    assert (
        tousu(
            "import",
            *(str(tmp_path / word) if "." in word or word == "m" else word for word in words),
        ).exit_code
        == 2
    )
