"""Builds an instance from the world of this folder and one test's files; checks it; tells the file problems."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checker.cli.checking import exit_code
from checker.engine import Options, check_instance
from checker.formats.json import as_data
from checker.formats.text import render as as_text
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

WORLD = Path(__file__).parent / "world"


@dataclass
class Outcome:
    """What a check said: findings as data, exit code, the text report."""

    findings: list
    exit: int
    text: str

    @property
    def problems(self):
        return [item for item in self.findings if item["kind"] == "file"]

    def breaches(self, case):
        """The rules that a case breaks."""
        return [
            item["rule"]
            for item in self.findings
            if item["case"] == case and item["status"] == "violation"
        ]

    def told(self):
        """The problems, as the tests write them."""
        return [f"{p['path']} {p['rule']} {p['line']}:{p['column']}" for p in self.problems]


class Bench:
    """An instance in a folder of its own: the world's files, and what a test puts over them."""

    def __init__(self, root):
        self.root = root

    def put(self, path, data):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))

    def edit(self, path, old, new):
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"nothing to edit in {path}"
        self.put(path, text.replace(old, new, 1))

    def lay_out(self, test):
        """Put a sentence's files over the world, then its edits."""
        for path, text in test.get("files", {}).items():
            self.put(path, text)
        for path, changes in test.get("edit", {}).items():
            for old, new in changes:
                self.edit(path, old, new)

    def digests(self):
        """The digest of each policy's only revision."""
        policies = load_instance(self.root).policies
        return {name: policy.revisions[0].digest for name, policy in policies.items()}

    def check(self, as_of="2026-03-31", *, clock=False):
        """Load and check as the command does."""
        instance = load_instance(self.root)
        second = as_of_moment(as_of, ZoneInfo("Asia/Shanghai")).second
        result = check_instance(instance, Options(second=second, clock=clock, everything=True))
        data = as_data(result, "zh")
        return Outcome(data["findings"], exit_code(result, "error", False), as_text(result, "zh"))


@pytest.fixture
def bench(tmp_path):
    shutil.copytree(WORLD, tmp_path, dirs_exist_ok=True)
    return Bench(tmp_path)
