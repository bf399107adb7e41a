"""Every sentence of the tables beside this file: one thing done to an instance, the file problems it has.

`expect` lists the problems, each as `[path] code [line:column]`; an empty list says that the files are fine. A case
that is invalid never hides the other one's finding. `message` is a problem's whole line in Chinese.
"""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
CASE = "cases/2026/C-1.yml"
TABLES = sorted(HERE.glob("*.yml"))


def sentences():
    for table in TABLES:
        for test in yaml.load(table.read_text("utf-8"), Loader=yaml.BaseLoader):  # noqa: S506
            yield pytest.param(test, id=f"{table.stem}: {test['name']}")


def case_text(test):
    """The case file: whole, or the usual one with its event, that event's time, or more lines."""
    if "bytes" in test:
        return test["bytes"].encode("latin-1")
    if "case" in test:
        return test["case"]
    event = test.get("event", "{id: e1, type: received, at: AT, by: S1}")
    event = event.replace("AT", test.get("at", "2026-03-02T09:00"))
    return f"id: C-1\nevents:\n  - {event}\n{test.get('more', '')}"


def matches(expected, told):
    """Whether every problem is expected and none is missing; an expectation may leave path and place open."""
    rest = list(told)
    for item in expected:
        hit = next((t for t in rest if set(item.split()) <= set(t.split())), None)
        if hit is None:
            return False
        rest.remove(hit)
    return not rest


@pytest.mark.parametrize("test", list(sentences()))
def test_sentence(test, bench):
    bench.put(test.get("path", CASE), case_text(test))
    for path, text in test.get("files", {}).items():
        bench.put(path, text)
    for path, changes in test.get("edit", {}).items():
        for old, new in changes:
            bench.edit(path, old, new)
    outcome = bench.check(test.get("as_of", "2026-03-31"), clock=test.get("clock") == "true")
    expected = test["expect"] if isinstance(test["expect"], list) else [test["expect"]]
    assert matches(expected, outcome.told()), (outcome.told(), outcome.text)
    broken = any(not item.get("path", "").startswith("cases/") for item in outcome.problems)
    assert outcome.exit == int(test.get("exit", 2 if broken else 1))
    if outcome.exit == 1:
        others = [item for item in outcome.findings if item["case"] == "C-9"]
        assert any(item["status"] == "violation" for item in others), outcome.text
    if "message" in test:
        assert test["message"] in outcome.text
    for secret in test.get("silent", []):
        assert secret not in outcome.text
