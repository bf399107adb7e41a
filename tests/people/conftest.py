"""Builds an instance from the world of this folder, one rule and one case; tells the verdicts of the rule."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from plain_yaml import read_yaml

from checker.engine import Options, check_instance
from checker.formats.json import as_data
from checker.loading.instance import load_instance
from checker.model.moment import as_of_moment

HERE = Path(__file__).parent


def read(name):
    """The file's data, every scalar as text."""
    return read_yaml(HERE / name)


WORLD = read("world.yml")


def event(number, text):
    """An event from `type at by key=value …`; a mapping stays as it is, but for its id."""
    if isinstance(text, dict):
        return {"id": f"e{number}", **text}
    words = text.split()
    made = {"id": f"e{number}", "type": words[0], "at": words[1], "by": words[2]}
    for word in words[3:]:
        key, value = word.split("=", 1)
        head, _, tail = key.partition(".")
        made[head] = {tail: value} if tail else value
    return made


def absent(data):
    """The same, with the plain scalars that mean absent as nothing."""
    if isinstance(data, dict):
        return {key: absent(value) for key, value in data.items()}
    if isinstance(data, list):
        return [absent(value) for value in data]
    return None if data == "null" else data


def case_data(case):
    """A whole case from a test's part of it."""
    merged = {**WORLD["case"], **case}
    merged["events"] = [event(n, item) for n, item in enumerate(merged.get("events", []), 1)]
    return absent(merged)


@pytest.fixture
def judge(tmp_path):
    """Check one test's case under its rule: the verdicts of that rule, and the whole result as data."""

    def put(path, data):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    def run(test):
        rule = {"id": "the-rule", "title": "规则", "basis": ["1"], **test["rule"]}
        revision = {**WORLD["revision"], **test.get("revision", {}), "rules": [rule]}
        put("policy/p/2018-01-01/revision.yml", revision)
        put("policy/organization.yml", test.get("organization", WORLD["organization"]))
        for one in [test.get("case", {}), *test.get("others", [])]:
            data = case_data(one)
            put(f"cases/{data['events'][0]['at'][:4]}/{data['id']}.yml", data)
        instance = load_instance(tmp_path)
        moment = as_of_moment(test.get("as_of", "2026-03-31"), ZoneInfo("Asia/Shanghai"))
        options = Options(second=moment.second, clock=False, everything=True)
        result = check_instance(instance, options)
        data = as_data(result, "zh")
        found = [
            item
            for item in data["findings"]
            if item["case"] in (None, "C-1")
            and (item["rule"] == "the-rule" or item["kind"] == "file")
        ]
        return [verdict(item) for item in found], data

    return run


def verdict(item):
    """`status reason`, or `invalid code`, as the tests write it."""
    if item["status"] == "invalid":
        return f"invalid {item['rule']}"
    return f"{item['status']} {item['reason']}" if item["reason"] else item["status"]
