"""Verdicts against the words of the design: each test in *.yml is one sentence, a small case and what must be said."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from checker.cli import cli
from checker.engine import Options, Run, check_by, check_instance
from checker.formats.json import as_data
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

HERE = Path(__file__).parent


class Loader(yaml.BaseLoader):
    """Every scalar is text, as the checker reads it; nothing and null are absent."""


Loader.add_implicit_resolver("null", __import__("re").compile(r"^(?:~|null|)$"), ["~", "n", ""])
Loader.add_constructor("null", lambda loader, node: None)


class Dumper(yaml.SafeDumper):
    """Never writes an alias: the checker's YAML has none."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any) -> str:
    if isinstance(data, str):
        return data
    return yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)


def load(file: Path) -> dict[str, Any]:
    return yaml.load(file.read_text(encoding="utf-8"), Loader)  # noqa: S506 - a BaseLoader


BASE = load(HERE / "base.yaml")


def policy_files(name: str, given: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The folders of one policy: each revision is the base's, with what is given laid over it."""
    for number, item in enumerate(given.get("revisions") or [{}], start=1):
        head = {**BASE["revision"], "policy": name, "revision": str(number)}
        head |= {**given.get("revision", {}), **item}
        one = head.pop("rule", given.get("rule"))
        rules = head.pop("rules", given.get("rules", []))
        wanted = [one] if one is not None else rules
        defaults = BASE["rule"]
        head["rules"] = [
            {
                **(defaults if rule.get("kind", "deadline") == "deadline" else BASE["any_rule"]),
                **rule,
            }
            for rule in wanted
        ]
        yield f"policy/{name}/{head['effective_from']}/revision.yml", head


def case_file(given: dict[str, Any], number: int) -> tuple[str, Any]:
    """A case; an event may be written `type at key=value…`, its id is e1, e2, …, by E1."""
    case = {"id": f"C-{number}", **{k: v for k, v in given.items() if k not in ("folder", "text")}}
    events = [event_of(item, at) for at, item in enumerate(case.get("events", []), start=1)]
    case["events"] = events
    opened = next((e["at"] for e in events if e.get("type") == "received"), "2026")
    folder = given.get("folder", opened[:4])
    return f"cases/{folder}/{case['id']}.yml", given.get("text", case)


def event_of(item: Any, number: int) -> dict[str, Any]:
    if isinstance(item, dict):
        return {"id": f"e{number}", "by": "E1", **item}
    kind, at, *more = item.split()
    return {"id": f"e{number}", "type": kind, "at": at, "by": "E1"} | dict(
        part.split("=", 1) for part in more
    )


def build(root: Path, given: dict[str, Any]) -> None:
    """Write the instance that a test describes."""
    files: dict[str, Any] = {
        "policy/organization.yml": given.get("organization", BASE["organization"])
    }
    policies = given.get("policies") or {"p": given}
    for name, policy in policies.items():
        files |= policy_files(name, policy)
    cases = (
        given["cases"]
        if "cases" in given
        else [{**given.get("case", {}), "events": given.get("events", [])}]
    )
    (root / "cases").mkdir()
    files |= dict(case_file(case, number) for number, case in enumerate(cases, start=1))
    files |= given.get("files", {})
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dump(data), encoding="utf-8")


def check(root: Path, given: dict[str, Any]) -> dict[str, Any]:
    """Check the instance in this process; the result as its JSON."""
    instance = load_instance(root)
    assert not instance.problems or given.get("broken"), [
        (item.path, item.line, item.finding.message.render("en")) for item in instance.problems
    ]
    zone = next(iter(instance.policies.values())).zone if instance.policies else None
    moment = as_of_moment(given["as_of"], zone) if zone else None
    options = Options(
        second=moment.second if moment and moment.second is not None else 0,
        clock=given.get("clock") == "true",
        everything=True,
    )
    found = as_data(check_instance(instance, options), "en")
    run = Run(instance, replace(options, everything=False))
    assert_is_the_shown_part(as_data(check_by(run, run.outcomes), "en"), found)
    return found


def assert_is_the_shown_part(brief: dict[str, Any], found: dict[str, Any]) -> None:
    """A run that only counts what no report shows finds and counts the same."""
    quiet = ("met", "pending", "not_applicable")
    shown = [f for f in found["findings"] if f["status"] not in quiet or f["level"] == "note"]
    assert brief["findings"] == shown
    assert brief["summary"] == found["summary"]


def text_of(value: Any) -> Any:
    """A value of the JSON as the test files write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return {key: text_of(item) for key, item in value.items()}
    if isinstance(value, list):
        return [text_of(item) for item in value]
    return value


def differences(found: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    for key, value in wanted.items():
        if key == "says":
            whole = " ".join([found["message"], *found["notes"]])
            if value not in whole:
                yield f"says: {value!r} is not in {whole!r}"
        elif key == "due" and value and len(value) == len("2026-01-01"):
            if (found["due"] or "")[:19] != f"{value}T24:00:00":
                yield f"due: {found['due']} is not the end of {value}"
        elif text_of(found[key]) != value:
            yield f"{key}: {found[key]!r}, expected {value!r}"


def cases_of_files() -> Iterator[Any]:
    for file in sorted(HERE.glob("*.yml")):
        data = load(file)
        for test in data["tests"]:
            given = {**data.get("defaults", {}), **test}
            if "rules" in test:
                given.pop("rule", None)
            marks = [pytest.mark.xfail(reason=test["disputed"])] if "disputed" in test else []
            yield pytest.param(given, id=f"{file.stem}: {test['name']}", marks=marks)


@pytest.mark.parametrize("given", list(cases_of_files()))
def test_verdict(given: dict[str, Any], tmp_path: Path) -> None:
    build(tmp_path, given)
    if "exit" in given:
        run_cli(tmp_path, given)
    if ("expect" not in given and "summary" not in given) or "cli_only" in given:
        return
    data = check(tmp_path, given)
    findings = data["findings"]
    if "only" in given:
        findings = [item for item in findings if item["rule"] in given["only"].split()]
    else:
        findings = [item for item in findings if item["rule"] != "required-field"]
    shown = [
        {k: item[k] for k in ("rule", "status", "reason", "due", "message", "notes")}
        for item in findings
    ]
    for key, value in given.get("summary", {}).items():
        assert str(data["summary"][key]) == value, (key, data["summary"], shown)
    if "expect" in given:
        wanted = given["expect"]
        wanted = wanted if isinstance(wanted, list) else [wanted]
        assert len(findings) == len(wanted), shown
        for found, one in zip(findings, wanted, strict=True):
            assert not list(differences(found, {"rule": "r", **one})), shown


def run_cli(root: Path, given: dict[str, Any]) -> None:
    """The exit code of `check`, and what it must and must not print."""
    arguments = ["check", "--root", str(root), *given.get("args", "").split()]
    if "as_of" in given:
        arguments += ["--as-of", given["as_of"]]
    before = Path.cwd()
    os.chdir(root)
    try:
        result = CliRunner().invoke(cli, arguments)
    finally:
        os.chdir(before)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert str(result.exit_code) == given["exit"], result.output
    assert given.get("prints", "") in result.output, result.output
    if "hides" in given:
        assert given["hides"] not in result.output, result.output
