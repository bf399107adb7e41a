"""What git says, on the auditors' page: commits, rules, days; nobody's name; why there is nothing."""

import html
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.cli.site.traces import history
from checker.pages import Site, audit, sources
from checker.pages.handed import History, Trace

from .conftest import ROOT

RULE = """
  - id: append-only
    kind: history
    title: 只增不改
    basis: ["16.2"]
    append_only: [events]
"""


def git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{part}": text for role in ("AUTHOR", "COMMITTER")
           for part, text in (("NAME", "PLANTED"), ("EMAIL", "p@planted.example"),
                              ("DATE", "2026-11-19T12:00:00+08:00"))}  # fmt: skip
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", folder, "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, env=clean | own | who, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The small instance; an event is rewritten and a case removed in a second commit."""
    root = tmp_path / "instance"
    shutil.copytree(ROOT, root)
    revision = root / "policy/house/2026-01-01/revision.yml"
    revision.write_text(revision.read_text().replace("rules:\n", "rules:" + RULE, 1))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first")
    case = root / "cases/2026/T-1.yml"
    case.write_text(case.read_text().replace("2026-03-09T10:00", "2026-03-03T10:00"))
    git(root, "commit", "--quiet", "-a", "-m", "second")
    return root


def page(site: Site, found: History | None) -> str:
    told = html.unescape(audit.page(replace(site, history=found)).markdown())
    return told.partition("{#history}")[2].partition("## ")[0]


def test_a_rewritten_event_is_told_with_its_commit_and_nobodys_name(site, repository) -> None:
    found = history(repository)
    assert found.missing is None
    trace = next(item for item in found.traces if item.reason == "rewritten")
    assert trace.cases == ("T-1",)
    told = page(site, found)
    assert "被改写" in told
    assert f"<code>{trace.commit}</code>" in told
    assert 'href="cases/2026/T-1.html"' in told
    assert "PLANTED" not in told + repr(found)
    assert "planted.example" not in told + repr(found)
    assert history(repository) == found


def test_when_the_branch_moves_only_that_page_is_another(site: Site, repository: Path) -> None:
    before = sources(replace(site, history=history(repository)))
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "third")
    after = sources(replace(site, history=history(repository)))
    assert {path for path in after if after[path] != before[path]} == {"audit.md"}


def test_without_a_history_the_page_says_why(site: Site, tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "instance")
    found = history(tmp_path / "instance")
    told = page(site, found)
    assert "没有审计：登记簿 不在 git 仓库里" in told
    assert str(tmp_path) not in told
    assert page(site, None) == ""


def test_a_case_that_is_gone_is_named_only_if_its_id_is_like_the_others(site: Site) -> None:
    names = ("T-7", "T-13800138000", "PLANTED-name")
    traces = tuple(
        Trace(policy="house", rule="kept", cases=(name,), status="violation", reason="removed",
              level="error", day=date(2026, 11, 19), commit="0123456789")
        for name in names
    )  # fmt: skip
    told = page(site, History(branch="main", head="0123456789", traces=traces))
    assert "T-7" in told
    assert "13800138000" not in told
    assert "PLANTED" not in told
    assert told.count("编号不公开") == 2


def test_late_events_of_a_commit_are_one_line_and_what_is_grave_stands_first(site: Site) -> None:
    days = (date(2026, 3, 2), date(2026, 3, 9))
    late = Trace(policy="house", rule="prompt", cases=("T-1", "T-2"), status="violation",
                 reason="recorded_late", level="note", day=days[1], commit="aaaaaaaaaa",
                 days=days)  # fmt: skip
    frozen = Trace(policy="house", rule="revision-altered", cases=(), status="invalid", reason=None,
                   level="error", day=days[0], commit="bbbbbbbbbb", told="修订却变了")  # fmt: skip
    told = page(site, History(branch="main", head="c" * 10, traces=(late, frozen)))
    assert told.index("修订却变了") < told.index(
        "补记过晚：2 个事件，发生于 2026-03-02 至 2026-03-09"
    )
    assert "<summary>2 件</summary>" in told
