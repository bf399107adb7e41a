"""`tousu report`: what is asked for, where it goes, and how it fails."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

AS_OF = ("--as-of", "2025-12-31")
CASE = """\
id: TS-2025-000050
responsible: {unit: branch-1}
severity: general
category: service
source: self
events:
  - {id: e1, type: received, at: 2025-08-04T09:00, by: E1002}
"""


@pytest.fixture
def with_case(root: Path) -> Path:
    (root / "cases/2025/TS-2025-000050.yml").write_text(CASE, encoding="utf-8")
    return root


@pytest.mark.usefixtures("with_case")
@pytest.mark.parametrize("period", ["2025-08", "2025-Q3", "2025"])
def test_a_report_counts_what_came(run, period: str) -> None:
    result = run("report", period, "--format", "json", *AS_OF)
    assert result.exit_code == 0, result.stderr
    data = json.loads(result.stdout)
    assert data["period"] == period
    rows = {row["key"]: row["cells"][0] for row in data["sections"][0]["tables"][0]["rows"]}
    assert "TS-2025-000050" in rows["received"]["cases"]
    assert rows["received"]["value"] == len(rows["received"]["cases"])


@pytest.mark.parametrize("period", ["2025-13", "2025-Q5", "2025/08", "08", "; rm", ""])
def test_a_period_that_is_none_is_one_line_and_exit_2(run, period: str) -> None:
    result = run("report", period)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "错误：期间应写成 2026-02（月）、2026-Q1（季）或 2026（年）"
    ]


@pytest.mark.usefixtures("with_case")
def test_a_period_before_any_case_is_zero_and_says_so(run) -> None:
    result = run("report", "2001-05", *AS_OF)
    assert result.exit_code == 0
    assert "之前，没有案件" in result.stdout
    result = run("report", "2001-05", "--format", "json", *AS_OF)
    assert "之前，没有案件" in result.stderr


@pytest.mark.usefixtures("with_case")
def test_the_suffix_says_the_format(run, tmp_path: Path) -> None:
    for name, start in (
        ("r.docx", b"PK"),
        ("r.xlsx", b"PK"),
        ("r.json", b"{"),
        ("r.md", b"# "),
        ("r.txt", "投诉分析报告".encode()),
        ("r", "投诉分析报告".encode()),
    ):
        result = run("report", "2025-08", "--output", str(tmp_path / name), *AS_OF)
        assert (result.exit_code, result.stdout) == (0, ""), result.stderr
        assert (tmp_path / name).read_bytes().startswith(start), name


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_a_workbook_goes_to_whatever_reads_it(run, name: str) -> None:
    result = run("report", "2025-08", "--format", name, *AS_OF)
    assert result.exit_code == 0
    assert result.stdout_bytes.startswith(b"PK")


def test_what_is_no_template_is_one_line(run, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"no zip")
    target = tmp_path / "r.docx"
    words = ("--template", str(tmp_path / "bad.docx"), "--output", str(target))
    result = run("report", "2025-08", *words, *AS_OF)
    assert result.exit_code == 2
    assert "模板" in result.stderr
    assert not target.exists()


def test_a_firms_own_template_is_filled(root: Path, run, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("某公司 {{ title }}")
    own.save(str(tmp_path / "own.docx"))
    target = tmp_path / "r.docx"
    for words in (("--template", str(tmp_path / "own.docx")), ()):
        assert run("report", "2025-08", *words, "--output", str(target), *AS_OF).exit_code == 0
        assert docx.Document(str(target)).paragraphs[0].text == "某公司 投诉分析报告：2025 年 8 月"
        (root / "site/forms").mkdir(parents=True, exist_ok=True)
        own.save(str(root / "site/forms/analysis-report.docx"))


def test_a_template_runs_nothing(run, tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("{{ ''.__class__.__mro__[1].__subclasses__() }}")
    own.save(str(tmp_path / "own.docx"))
    words = ("--template", str(tmp_path / "own.docx"), "--output", str(tmp_path / "r.docx"))
    assert run("report", "2025-08", *words, *AS_OF).exit_code == 2


def test_files_that_could_not_be_judged_are_told_and_exit_1(with_case: Path, run) -> None:
    (with_case / "cases/2025/TS-2025-000051.yml").write_text("id: [", encoding="utf-8")
    result = run("report", "2025-08", *AS_OF)
    assert result.exit_code == 1
    assert "有 1 个案件文件有误" in result.stdout


@pytest.mark.usefixtures("with_case")
def test_the_cases_of_each_number_can_be_listed_in_text(run) -> None:
    assert "TS-2025-000050" not in run("report", "2025-08", *AS_OF).stdout
    told = run("report", "2025-08", "--cases", *AS_OF).stdout
    line = next(line for line in told.splitlines() if line.startswith("    接收 · 本期 "))
    assert "TS-2025-000050" in line
