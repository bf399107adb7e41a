"""The packs: sound, linted, tested, and every number labelled by how it is known."""

import html
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.engine import Options, check_instance
from checker.loading.instance import load_instance
from checker.loading.packs import PACKS, pack_ids, shipped_packs
from checker.model.moment import as_of_moment
from checker.pages import register
from checker.pages.cases.overview import overview as case_overview
from checker.pages.view import Site
from checker.policychecks.lint import lint_instance
from checker.policychecks.ruletests import run_instance

REPOSITORY = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
DUTIES = {"statute", "regulation"}
NUMBERED = {"deadline", "retention", "periodic-report"}
REVISIONS = {
    "asic-rg-271": ["2021-10-05"],
    "cfpb-portal": ["2012-01-19", "2016-11-01"],
    "cn-petition": ["2005-05-01", "2022-05-01"],
    "cn-securities-statutes": ["2020-03-01", "2021-11-01"],
    "fca-disp-1": ["2012-02-14", "2016-06-30", "2026-06-01"],
    "finra-complaints": ["2011-12-05"],
}


def test_the_packs_there_are() -> None:
    packs = shipped_packs()
    assert not packs.problems
    assert pack_ids() == packs.policies.keys()
    assert {
        name: [str(item.effective_from) for item in policy.revisions]
        for name, policy in packs.policies.items()
    } == REVISIONS


def test_lint_finds_no_error_and_every_revision_is_frozen() -> None:
    report = lint_instance(shipped_packs(), TODAY)
    assert [item for item in report.findings if item.level == "error"] == []


def test_the_rule_tests_pass() -> None:
    report = run_instance(shipped_packs(), frozenset(), frozenset(), None)
    assert report.runs
    assert not report.problems
    assert not report.failed


def test_no_number_is_a_duty_unless_it_was_read() -> None:
    for policy in shipped_packs().policies.values():
        for revision in policy.revisions:
            kinds = {item.id: item.kind for item in revision.head.provenance}
            assert set(kinds.values()) <= {*DUTIES, "second-hand", "remembered", "decision"}
            for rule in revision.rules:
                assert rule.provenance, (policy.id, rule.id)
                kind = kinds[rule.provenance]
                assert kind != "remembered"
                if rule.kind in NUMBERED and kind not in DUTIES:
                    assert rule.level == "warning", (policy.id, rule.id)
                if kind == "second-hand":
                    assert "未核对原文" in (rule.rationale or ""), (policy.id, rule.id)


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    root = tmp_path / "instance"
    for part in ("policy", "cases"):
        shutil.copytree(REPOSITORY / part, root / part)
    return root


def run(root: Path, *words: str):
    return CliRunner().invoke(cli, ["policy", *words, "--root", str(root)])


@pytest.mark.parametrize("pack", ["cn-petition", "cn-securities-statutes", "fca-disp-1"])
def test_an_adopted_pack_brings_no_error_to_the_lint(instance: Path, pack: str) -> None:
    assert run(instance, "adopt", pack).exit_code == 0
    done = run(instance, "lint")
    assert (done.exit_code, "错误 0" in done.output) == (0, True), done.output


def test_a_pack_is_adopted_whole_and_once(instance: Path) -> None:
    done = run(instance, "adopt", "fca-disp-1")
    assert done.exit_code == 0, done.output
    assert "还没有写的有 " in done.stderr
    assert (instance / "policy/calendars/GB-ENG.yml").is_file()
    assert "fca-disp-1" in load_instance(instance).policies
    assert not list((instance / "policy").glob(".adopt*"))
    again = run(instance, "adopt", "fca-disp-1")
    assert (again.exit_code, "已经存在" in again.output) == (2, True)
    assert run(instance, "adopt", "no-such").exit_code == 2


CASE = """\
id: TS-2026-900001
policy: [complaint-handling, cn-securities-statutes]
title: 演示
complainant: {ref: C-1, unit: bj-haidian}
responsible: {unit: bj-haidian, staff: E1803}
severity: general
category: service-quality
source: self
channel: phone
investor_type: ordinary
mediation_requested: true
events:
  - {id: e1, type: received, at: 2026-04-01T09:00, by: E1803}
  - {id: e2, type: registered, at: 2026-04-01T10:00, by: E1803}
  - {id: e3, type: accepted, at: 2026-04-02T10:00, by: E1803}
  - {id: e4, type: closed, at: 2026-04-09T10:00, by: E1803}
"""


def test_one_case_is_judged_by_two_policies(instance: Path) -> None:
    assert run(instance, "adopt", "cn-securities-statutes").exit_code == 0
    file = "cases/2026/TS-2026-900001.yml"
    (instance / file).write_text(CASE, encoding="utf-8")
    whole = load_instance(instance)
    moment = as_of_moment("2026-11-20", whole.policies["complaint-handling"].zone)
    assert moment is not None
    assert moment.second is not None
    options = Options(second=moment.second, clock=False, everything=True, paths=(file,))
    verdicts = {
        (item.policy, item.rule): item.status for item in check_instance(whole, options).diagnostics
    }
    assert verdicts["complaint-handling", "honour-mediation-request"] == "violation"
    assert verdicts["cn-securities-statutes", "mediation-not-refused"] == "violation"
    assert verdicts["cn-securities-statutes", "no-raw-personal-data"] == "met"
    assert verdicts["complaint-handling", "accept-in-time"] == "met"


def test_the_site_shows_two_policies_side_by_side(instance: Path) -> None:
    assert run(instance, "adopt", "cn-securities-statutes").exit_code == 0
    (instance / "cases/2026/TS-2026-900001.yml").write_text(CASE, encoding="utf-8")
    plain = CASE.replace("900001", "900002")
    plain = plain.replace("[complaint-handling, cn-securities-statutes]", "complaint-handling")
    (instance / "cases/2026/TS-2026-900002.yml").write_text(plain, encoding="utf-8")
    whole = load_instance(instance)
    moment = as_of_moment("2026-11-20", whole.policies["complaint-handling"].zone)
    assert moment is not None
    assert moment.second is not None
    site = Site(check_instance(whole, Options(second=moment.second, clock=False, everything=True)))
    overview = html.unescape(case_overview(site, site.by_id["TS-2026-900001"]))
    assert "tousu-policies" in overview
    assert "境内证券公司处理投诉的法定义务" in overview
    assert "tousu-policies" not in case_overview(site, site.by_id["TS-2026-900002"])
    (script,) = register.data(site).values()
    table = json.loads(script.removeprefix("window.TOUSU_REGISTER=").rstrip(";\n"))
    keys = [column["key"] for column in table["columns"]]
    place = keys.index("violation.cn-securities-statutes")
    found = {row[0]: row[place] for row in table["rows"]}
    assert (found["TS-2026-900001"], found["TS-2026-900002"]) == ("1", "")


def test_the_list(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["policy", "packs"])
    assert done.exit_code == 0
    assert all(name in done.output for name in REVISIONS)
    assert "5 条的数字是转述" in done.output
    data = CliRunner().invoke(cli, ["policy", "packs", "--format", "json"])
    assert '"pack": "asic-rg-271"' in data.output
    assert PACKS.is_dir()
