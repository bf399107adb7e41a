"""`tousu export` as a shell runs it: what it writes, what it refuses, and with which exit code."""

import csv
import io
import shutil
import sqlite3
import sys
import zipfile
from pathlib import Path

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner

from checker.cli import cli

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Some cases of the repository, under its policy."""
    folder = tmp_path_factory.mktemp("some") / "instance"
    shutil.copytree(ROOT / "policy", folder / "policy")
    names = ["2026/TS-2026-000010.yml", "2026/TS-2026-000015.yml", "2026/TS-2026-000050.yml"]
    for name in names:
        target = folder / "cases" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "cases" / name, target)
    shutil.copytree(ROOT / "cases" / "evidence", folder / "cases" / "evidence")
    return folder


@pytest.fixture
def tousu(root):
    def run(*words, instance=root):
        done = CliRunner().invoke(
            cli, [*map(str, words), "--root", str(instance)], prog_name="tousu"
        )
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done

    return run


def test_one_table_goes_to_standard_output(tousu):
    done = tousu("export", "--format", "csv", "--table", "cases")
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"))))
    assert [row["编号"] for row in rows] == ["TS-2026-000010", "TS-2026-000015", "TS-2026-000050"]
    assert rows[0]["严重程度"] == "严重投诉"
    plain = tousu("export", "--format", "csv", "--table", "cases", "--ids")
    assert (
        next(csv.DictReader(io.StringIO(plain.stdout_bytes.decode("utf-8-sig"))))["严重程度"]
        == "serious"
    )


def test_every_file_format_is_the_same_bytes_twice(tousu, tmp_path):
    for name in ("xlsx", "sqlite", "xes", "ics"):
        files = [tmp_path / f"{n}.{name}" for n in (1, 2)]
        for file in files:
            done = tousu("export", "--format", name, "--output", file)
            assert done.exit_code == 0, done.stderr
        assert files[0].read_bytes() == files[1].read_bytes(), name
    book = openpyxl.load_workbook(tmp_path / "1.xlsx")
    assert book.sheetnames[:3] == ["案件", "事件", "记录"]
    with sqlite3.connect(tmp_path / "1.sqlite") as opened:
        assert opened.execute("SELECT count(*) FROM cases").fetchone() == (3,)
    opened.close()


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_all_tables_go_to_a_folder_or_a_zip(tousu, tmp_path, name):
    assert tousu("export", "--format", name, "--output", tmp_path / "out").exit_code == 0
    assert tousu("export", "--format", name, "--output", tmp_path / "out.zip").exit_code == 0
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert {f"cases.{name}", f"findings.{name}", f"meta.{name}"} <= set(files)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {entry: archive.read(entry) for entry in archive.namelist()} == files


def test_due_dates_are_filtered_by_unit_person_and_days(tousu):
    def entries(*words):
        done = tousu("export", "--format", "ics", "--as-of", "2026-03-03T09:00", *words)
        assert done.exit_code == 0, done.stderr
        return {
            str(one["uid"])
            for one in icalendar.Calendar.from_ical(done.stdout_bytes).walk("VEVENT")
        }

    everything = entries()
    assert everything > entries("--unit", "sz-futian") > set()
    assert entries("--staff", "E1003") <= entries("--unit", "sz-futian")
    assert entries("--days", "1") < everything
    assert entries("--unit", "hz-xihu") & entries("--unit", "sz-futian") == set()


def test_what_has_no_due_date_is_said_not_dropped(root, tousu, tmp_path):
    unknown = tmp_path / "instance"
    shutil.copytree(root, unknown)
    file = unknown / "cases/2026/TS-2026-000010.yml"
    text = file.read_text(encoding="utf-8")
    head = text[: text.index("  - id: e2")].replace("2026-03-02T10:15", "2026-12-31T10:15")
    file.write_text(head, encoding="utf-8")
    done = tousu("export", "--format", "ics", "--as-of", "2026-12-31", instance=unknown)
    assert done.exit_code == 0, done.stderr
    assert "算不出期限" in done.stderr, "the calendar of 2027 is not there yet"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--format"),
        (("--format", "csv"), "--table"),
        (("--format", "csv", "--table", "nothing"), "cases"),
        (("--format", "xlsx", "--table", "cases"), "--table"),
        (("--format", "xes", "--unit", "sz-futian"), "ics"),
        (("--format", "ics", "--unit", "sz-futan"), "sz-futian"),
        (("--format", "csv", "--output", "all.csv"), "--table"),
        (("--format", "xlsx", "--output", "missing/folder/r.xlsx"), "missing/folder/r.xlsx"),
        (("--format", "xes", "--template"), "--template"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_word_of_what_would(
    tousu, tmp_path, monkeypatch, words, said
):
    monkeypatch.chdir(tmp_path)
    done = tousu("export", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(("name", "part"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_part_that_is_not_installed_is_named(tousu, tmp_path, monkeypatch, name, part):
    monkeypatch.setitem(sys.modules, part, None)
    monkeypatch.delitem(sys.modules, f"checker.exporting.{name}", raising=False)
    monkeypatch.delattr(f"checker.exporting.{name}", raising=False)
    done = tousu("export", "--format", name, "--output", tmp_path / "out")
    assert done.exit_code == 2
    assert f"tousu[{'parquet' if name == 'parquet' else 'office'}]" in done.stderr


def test_a_file_that_cannot_be_read_is_left_out_aloud(root, tousu, tmp_path):
    broken = tmp_path / "instance"
    shutil.copytree(root, broken)
    (broken / "cases/2026/TS-2026-000015.yml").write_text("id: [", encoding="utf-8")
    done = tousu("export", "--format", "csv", "--table", "cases", instance=broken)
    assert done.exit_code == 1
    assert "1 个文件有误" in done.stderr
    assert "TS-2026-000015" not in done.stdout


def test_the_template_offers_the_policy(tousu, tmp_path):
    file = tmp_path / "form.xlsx"
    assert tousu("export", "--template", "--output", file).exit_code == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == [
        "案件",
        "事件",
        "记录",
        "当事人",
        "豁免",
        "违规确认",
        "怎么填",
        "选项",
    ]
    assert book["选项"].sheet_state == "hidden"
    cases = book["案件"]
    titles = {cell.value: cell for cell in cases[1]}
    assert "立案日期" not in titles, "what the program works out is not asked for"
    severity = titles["严重程度"]
    assert "重大投诉：严重影响交易" in severity.comment.text
    assert cases.column_dimensions[severity.column_letter].width >= 8
    offered = [
        rule
        for rule in cases.data_validations.dataValidation
        if severity.column_letter + "2" in rule.sqref
    ]
    sheet, place = offered[0].formula1.replace("'", "").replace("$", "").split("!")
    assert [cell.value for (cell,) in book[sheet][place]] == ["一般投诉", "严重投诉", "重大投诉"]
    staff = book["事件"].data_validations.dataValidation
    lists = [rule.formula1.replace("'", "").replace("$", "").split("!") for rule in staff]
    assert any(
        "E1003 " in str(book[name][place][0][0].value)
        or "E0001" in str(book[name][place][0][0].value)
        for name, place in lists
    )
