"""The yaml-test-suite against our reader: what it accepts is what the suite says, and no error of it.

Refusing more than YAML does is the point of the subset; reading another value never is. What is plain must be
to libyaml what it is to the quick reader. Run by `make bench`, which fetches the suite; exits 1 where a document is
read otherwise.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

from checker.document import ABSENT, DEFAULT_LIMITS, REFUSED, Refused, read_document
from checker.document.events import read_events
from checker.document.plain import plain_data

HERE = Path(__file__).parent
NODE = HERE.parent / "build" / "bench-node"
KNOWN = (
    "652Z", "9C9N", "9JBA", "CVW2", "DK95", "G5U8", "HM87", "JEF9", "L24T", "QB6E", "S98Z", "SU5Z",
    "X4QW", "Y79Y", "YJV2",
)  # fmt: skip
"""libyaml's own readings, older than YAML 1.2.2: `#` without a blank before it, tabs, `?` in flow."""
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\b": "\b", "\\r": "\r", "\\\\": "\\"}


def main() -> int:
    dump = subprocess.run(
        ["node", str(HERE / "suite.mjs"), str(NODE)], capture_output=True, check=True
    )
    cases = [
        (item["id"], case) for item in json.loads(dump.stdout)["default"] for case in item["cases"]
    ]
    accepted, plain, wrong, unlike = 0, 0, [], []
    for name, case in cases:
        quick = None if REFUSED.search(case["yaml"]) else plain_data(case["yaml"], DEFAULT_LIMITS)
        plain += quick is not None
        if quick is not None and quick != by_events(case["yaml"]):
            unlike.append(name)
        try:
            data = read_document(case["yaml"].encode(), "x.yml").data
        except Refused:
            continue
        accepted += 1
        if case.get("fail") or data != expected(case.get("tree", "")):
            wrong.append(name)
    fresh = sorted({*wrong} - {*KNOWN})
    print(
        f"yaml-test-suite: {len(cases)} documents, {accepted} in our subset, "
        f"{len(wrong)} read as libyaml does, {len(fresh)} of them new {' '.join(fresh)}"
    )
    print(f"{plain} are plain, {len(unlike)} of them not so to libyaml {' '.join(unlike)}")
    return bool(fresh or unlike)


def by_events(text: str) -> Any:
    """What libyaml reads of a text; nothing is like a refusal."""
    try:
        return read_events(text, DEFAULT_LIMITS)[0]
    except Refused:
        return Refused


def expected(tree: str) -> Any:
    """The data of a stream of one document, every scalar text, as the suite's events give it."""
    lines = [line.lstrip(" ") for line in tree.split("\n") if line.strip(" ")]
    body = deque(line for line in lines if line[:4] not in ("+STR", "-STR", "+DOC", "-DOC"))
    return _node(body) if body else None


def _node(lines: deque[str]) -> Any:
    line = lines.popleft()
    if line.startswith("=VAL"):
        return _scalar(line)
    items = []
    while not lines[0].startswith(("-MAP", "-SEQ")):
        items.append(_node(lines))
    lines.popleft()
    return dict(zip(items[::2], items[1::2], strict=True)) if line.startswith("+MAP") else items


def _scalar(line: str) -> str | None:
    style, raw = line[5], line[6:]
    text, rest = "", raw
    while rest:
        pair = rest[:2]
        text += ESCAPES.get(pair, rest[0])
        rest = rest[2:] if pair in ESCAPES else rest[1:]
    return None if style == ":" and text in ABSENT else text


if __name__ == "__main__":
    sys.exit(main())
