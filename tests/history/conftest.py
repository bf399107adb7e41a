"""Repositories built by git itself, from the steps that a test lists."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.formats.json import as_data
from checker.history.auditing import Audit
from checker.history.histories import Wanted
from checker.history.start import begun

HERE = Path(__file__).parent
REVISION: dict[str, Any] = {
    "format": 1,
    "policy": "p",
    "revision": "1",
    "title": "办法",
    "effective_from": "2020-01-01",
    "timezone": "Asia/Shanghai",
    "calendar": "CN",
    "fields": {
        "severity": {
            "label": "严重程度",
            "type": "choice",
            "ordered": True,
            "choices": [{"id": name} for name in ("general", "serious", "major")],
        },
        "outcome": {"label": "结果", "type": "text"},
    },
    "events": {
        "received": {"label": "接收", "opens": True},
        "accepted": {"label": "受理"},
        "closed": {"label": "办结", "closes": True},
        "reopened": {"label": "重新办理", "reopens": True},
        "corrected": {"label": "更正", "corrects": True},
        "reclassified": {"label": "调整", "reclassifies": "severity"},
    },
    "chapters": [{"id": "c1", "articles": [{"id": "1", "label": "第一条", "text": "文"}]}],
}
RULES = {
    "trace": {"kind": "history", "append_only": ["events", "waivers", "acknowledgements"]},
    "prompt": {"kind": "history", "recorded_within": {"working_days": 1}},
    "prompt-hours": {"kind": "history", "recorded_within": {"hours": 24}},
    "hands-off": {"kind": "history", "not_by": "accused"},
    "apart": {"kind": "history", "separate_policy_change": True},
    "no-own-waiver": {"kind": "history", "waiver_not_by": "author"},
    "no-lowering": {"kind": "history", "never_lowered": ["severity"]},
    "signed": {"kind": "history", "signed": True},
    "keep": {"kind": "retention", "keep": {"years": 20}},
    "accept": {
        "kind": "deadline",
        "from": "received",
        "to": "accepted",
        "within": {"working_days": 1},
    },
}
ORGANIZATION = """
units:
  - {id: hq, name: 总部, type: headquarters, head: E1}
staff:
  - {id: E1, name: 甲某, unit: hq, aliases: [e1@x.example]}
  - {id: E2, name: 乙某, unit: hq, roles: [intake], aliases: [e2@x.example]}
  - {id: E3, name: 丙某, unit: hq, aliases: [e3@x.example, Li.Mou@example.com, E7003]}
  - {id: E4, name: 丁某, unit: hq, aliases: [e4@x.example]}
"""


class Repo:
    """A repository under a test's folder; the instance may lie below its top."""

    def __init__(self, top: Path, below: str = "") -> None:
        self.top = top
        self.root = top / below
        self.root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet")
        self.git("symbolic-ref", "HEAD", "refs/heads/main")

    def git(self, *arguments: str, **environment: str) -> str:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        settings = ("-c", "core.hooksPath=/dev/null", "-c", "merge.conflictStyle=merge")
        done = subprocess.run(
            ["git", *settings, *arguments],
            cwd=self.top,
            env={
                **clean,
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_AUTHOR_NAME": "nobody",
                "GIT_AUTHOR_EMAIL": "nobody@x.example",
                "GIT_COMMITTER_NAME": "nobody",
                "GIT_COMMITTER_EMAIL": "nobody@x.example",
                **environment,
            },
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0 or arguments[0] == "merge", done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, files: dict[str, Any]) -> None:
        for name, content in files.items():
            file = self.root / name
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            text = content if isinstance(content, str) else dump(content)
            file.write_bytes(text.encode())

    def policy(self, rules: list[str], **changes: Any) -> None:
        """A policy of some of the rules, and the organization."""
        listed = [{"id": name, "basis": ["1"], **RULES[name]} for name in rules]
        head = {**REVISION, **changes, "rules": listed}
        self.write(
            {
                f"policy/p/{head['effective_from']}/revision.yml": head,
                "policy/organization.yml": ORGANIZATION,
            }
        )

    def commit(
        self,
        by: str = "E2",
        at: str = "2026-03-02T12:00:00+08:00",
        committer: str | None = None,
        made: str | None = None,
        sign: Path | None = None,
        message: str = "step",
    ) -> str:
        """Commit everything as somebody: a staff id or `Name <address>`; `made` is the author's date."""
        self.git("add", "--all", ".")
        extra = ("-c", f"user.signingkey={sign}", "-c", "gpg.format=ssh") if sign else ()
        flags = ("--gpg-sign",) if sign else ("--no-gpg-sign",)
        self.git(
            *extra,
            "commit",
            "--quiet",
            "--allow-empty",
            *flags,
            "-m",
            message,
            **identity(by, committer, at, made),
        )
        return self.git("rev-parse", "HEAD")

    def audit(self, **wanted: Any) -> dict[str, Any]:
        """The findings as the JSON format has them."""
        where = {name: wanted.pop(name) for name in ("branch", "since") if name in wanted}
        with begun(self.root, **where) as start:
            audit = Audit(start, Wanted(**wanted))
        return as_data(audit.result(audit.judged(audit.lineages())), "zh")

    def findings(self, **wanted: Any) -> list[str]:
        """What is found in short: case, rule, reason, author, the entry's id."""
        return [short(item) for item in self.audit(**wanted)["findings"]]


def identity(by: str, committer: str | None, at: str, made: str | None = None) -> dict[str, str]:
    author, maker = person(by), person(committer or by)
    return {
        "GIT_AUTHOR_NAME": author[0],
        "GIT_AUTHOR_EMAIL": author[1],
        "GIT_AUTHOR_DATE": made or at,
        "GIT_COMMITTER_NAME": maker[0],
        "GIT_COMMITTER_EMAIL": maker[1],
        "GIT_COMMITTER_DATE": at,
    }


def person(text: str) -> tuple[str, str]:
    if "<" in text:
        name, _, email = text.partition(" <")
        return name, email.rstrip(">")
    return f"n{text}", f"{text.lower()}@x.example"


def short(item: dict[str, Any]) -> str:
    reason = item["reason"] if item["status"] == "violation" else item["status"]
    entry = item.get("before") or item.get("after") or {}
    if item["trigger"]:
        entry = {"id": item["trigger"]["event"]}
    words = [item["case"], item["rule"], reason, item["commit"]["author"], entry.get("id")]
    return " ".join(word for word in words if word)


def dump(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)


def case(*events: str, name: str = "C-1", **more: Any) -> dict[str, Any]:
    """A case; an event is `id type at by key=value …`."""
    return {"id": name, **more, "events": [event(text) for text in events]}


def event(text: str) -> dict[str, str]:
    name, kind, at, by, *more = text.split()
    return {"id": name, "type": kind, "at": at, "by": by} | dict(
        part.split("=", 1) for part in more
    )


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "r")
