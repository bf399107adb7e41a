"""A made-up register, small enough to read, and a repository that git itself builds of it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

AS_OF = "2026-03-20"

ORGANIZATION = """\
units:
  - {id: hq, name: 总部, type: headquarters, head: E1}
  - {id: sz, name: 深圳, type: branch, parent: hq, head: E2}
staff:
  - {id: E1, name: 甲某, unit: hq, title: 总监}
  - {id: E2, name: 乙某, unit: sz, title: 负责人, aliases: [yi@example.com]}
  - {id: E3, name: 丙某, unit: sz, title: 专员, aliases: [bing@example.com]}
  - {id: E4, name: 丁某, unit: sz, title: 专员, aliases: [ding@example.com]}
"""

REVISION = """\
format: 1
policy: house
revision: "2025"
title: 内部办法
effective_from: 2025-01-01
timezone: Asia/Shanghai
calendar: CN
fields:
  severity:
    label: 严重程度
    type: choice
    ordered: true
    choices: [{id: general, label: 一般}, {id: serious, label: 严重}]
events:
  received: {label: 接收, opens: true}
  accepted: {label: 受理}
  noted: {label: 备注}
  corrected: {label: 更正, corrects: true}
  regraded: {label: 调整, reclassifies: severity}
  closed: {label: 办结, closes: true}
chapters:
  - id: "1"
    title: 总则
    articles:
      - {id: "1.1", label: 第一条, title: 时限, text: 及时办理。}
rules:
  - {id: accept-in-time, kind: deadline, title: 受理时限, basis: ["1.1"], from: received, to: accepted, within: {working_days: 1}}
  - {id: close-in-time, kind: deadline, title: 办结时限, basis: ["1.1"], when: {severity: serious}, from: received, to: closed, within: {working_days: 5}}
  - {id: no-own-case, kind: recusal, title: 回避, basis: ["1.1"], parties: accused, events: all}
  - {id: group-needs-note, kind: required-event, title: 群体投诉须备注, basis: ["1.1"], when: {related.group_size: {gte: 2}}, events: [noted], once: closed}
  - {id: monthly, kind: periodic-report, title: 月度报告, basis: ["1.1"], every: month, document: analysis, within: {working_days: 5}, first: 2026-01}
"""  # noqa: E501 - a rule a line

HISTORY = """\
  - {id: append-only, kind: history, title: 只增不改, basis: ["1.1"], append_only: [events, waivers, acknowledgements]}
  - {id: keep, kind: retention, title: 保存, basis: ["1.1"], keep: {years: 20}}
"""

TESTS = """\
policy: house
base: {id: T-1, events: [{id: e1, type: received, at: 2026-03-02T10:00, by: E3}]}
tests:
  - name: 次日受理
    rule: accept-in-time
    as_of: 2026-03-10
    case: {events: [{id: e1, type: received, at: 2026-03-02T10:00, by: E3}, {id: e2, type: accepted, at: 2026-03-03T10:00, by: E3}]}
    expect: {status: met}
"""  # noqa: E501 - a rule a line

CLOSED = """\
id: C-1
complainant: {ref: K-1, name: 张**}
accused: [{staff: E4}]
responsible: {unit: sz, staff: E3}
severity: serious
# kept as it is
events:
  - {id: e1, type: received, at: 2026-03-02T10:00, by: E3}
  - {id: e2, type: accepted, at: 2026-03-02T15:00, by: E3}
  - id: e3
    type: closed
    at: 2026-03-05T15:00
    by: E3
    records:
      - {kind: document, path: cases/evidence/C-1/form.txt, sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad, bytes: 3}
"""  # noqa: E501 - a rule a line

OPEN = """\
id: C-2
complainant: {ref: K-2, name: 李**}
responsible: {unit: sz, staff: E3}
incident: I-1
severity: general
events:
  - {id: e1, type: received, at: 2026-03-18T10:00, by: E3}
  - {id: e2, type: accepted, at: 2026-03-19T10:00, by: E3}
"""

LATE = """\
id: C-3
complainant: {ref: K-3, name: 王**}
responsible: {unit: sz, staff: E4}
severity: general
events:
  - {id: e1, type: received, at: 2026-03-09T10:00, by: E4}
  - {id: e2, type: accepted, at: 2026-03-12T10:00, by: E4}
"""
"""Accepted three working days after it came: a violation of `accept-in-time`."""

FILES = {
    "policy/organization.yml": ORGANIZATION,
    "policy/house/2025-01-01/revision.yml": REVISION,
    "policy/house/tests/rules.yml": TESTS,
    "cases/2026/C-1.yml": CLOSED,
    "cases/2026/C-2.yml": OPEN,
    "cases/evidence/C-1/form.txt": "abc",
    "cases/reports/analysis/2026-01.yml": "{period: 2026-01, issued: 2026-02-04, by: E1}\n",
    "cases/reports/analysis/2026-02.yml": "{period: 2026-02, issued: 2026-03-05, by: E1}\n",
}


def write(root: Path, files: dict[str, str | None]) -> None:
    """Write files; None removes one."""
    for name, text in files.items():
        file = root / name
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def write_world(root: Path) -> None:
    write(root, dict(FILES))


class Repo:
    """A repository in a folder, built by git: identities and dates are the test's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("-c", "init.defaultBranch=main", "init", "-q")

    @classmethod
    def at(cls, root: Path) -> Repo:
        """A repository that is there already."""
        repo = cls.__new__(cls)
        repo.root = root
        return repo

    def git(self, *words: str, name: str = "E1", at: str = "2026-03-19T12:00:00+08:00") -> str:
        environment = {
            **{key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": at,
            "GIT_COMMITTER_DATE": at,
        }
        for role in ("AUTHOR", "COMMITTER"):
            environment[f"GIT_{role}_NAME"] = name
            environment[f"GIT_{role}_EMAIL"] = name if "@" in name else f"{name}@example.org"
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=environment, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, files: dict[str, str | None], name: str = "E1", at: str | None = None) -> str:
        """Write files and commit everything; the commit's id."""
        write(self.root, files)
        self.git("add", "-A")
        when = {"at": at} if at else {}
        self.git("commit", "-q", "--allow-empty", "-m", "a step", name=name, **when)
        return self.git("rev-parse", "HEAD")
