"""The schemas accept what the checker reads, however an editor types it, and refuse slips."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker.document import read_document
from checker.loading.instance import Instance, load_instance
from checker.schemas import schema_text, schemas
from checker.schemas.docstrings import keys_of
from checker.schemas.hovers import HOVERS, VALUES
from checker.schemas.policy import policy_models, policy_schema
from checker.schemas.words import KINDS

REPOSITORY = Path(__file__).parents[2]
STARTER = REPOSITORY / "checker" / "starter"
ROOTS = {"repository": REPOSITORY, "starter": STARTER}


def validator(instance: Instance, name: str) -> Draft202012Validator:
    schema = schemas(list(instance.policies.values()))[name]
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_text(path: Path) -> Any:
    """Every scalar as text, as the checker reads it."""
    return read_document(path.read_bytes(), path.name).data


def as_typed(path: Path) -> Any:
    """Numbers and booleans typed, dates as editors show them."""
    return _jsonable(yaml.safe_load(path.read_text(encoding="utf-8")))


def _jsonable(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(key): _jsonable(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_jsonable(item) for item in data]
    return data.isoformat() if isinstance(data, dt.date) else data


def told(errors: Any) -> list[str]:
    return [f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors]


def files(root: Path, name: str) -> list[Path]:
    patterns = {
        "case": "cases/[0-9]*/*.yml",
        "policy": "policy/*/[0-9]*/*.yml",
        "organization": "policy/organization.yml",
        "report": "cases/reports/**/*.yml",
    }
    return sorted(root.glob(patterns[name]))


@pytest.mark.parametrize("read", [as_text, as_typed])
@pytest.mark.parametrize("name", ["case", "policy", "organization", "report"])
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_every_file_of_an_instance_is_accepted(root: Path, name: str, read: Any) -> None:
    check = validator(load_instance(root), name)
    wrong = {path.name: told(check.iter_errors(read(path))) for path in files(root, name)}
    assert {file: errors for file, errors in wrong.items() if errors} == {}


CASE: dict[str, Any] = {
    "id": "TS-2025-000001",
    "severity": "general",
    "events": [{"id": "e1", "type": "received", "at": "2025-03-10T10:00", "by": "E1002"}],
}
EVENT = CASE["events"][0]
REFUSED = {
    "an unknown key": CASE | {"severty": "general"},
    "an unknown choice": CASE | {"severity": "huge"},
    "an unknown event type": CASE | {"events": [EVENT | {"type": "recieved"}]},
    "an unknown key of an event": CASE | {"events": [EVENT | {"when": "2025-03-10"}]},
    "an unknown kind of record": CASE
    | {"events": [EVENT | {"records": [{"kind": "x", "uri": "a:b"}]}]},
    "a record that is nowhere": CASE | {"events": [EVENT | {"records": [{"kind": "document"}]}]},
    "an unknown rule": CASE | {"events": [EVENT | {"deadline": "close-in-tim"}]},
    "a time that is none": CASE | {"events": [EVENT | {"at": "2025/03/10"}]},
    "a correction of nothing": CASE | {"events": [EVENT, EVENT | {"type": "corrected"}]},
    "no events": {"id": "TS-2025-000001"},
    "an empty list of events": CASE | {"events": []},
    "a policy that is not there": CASE | {"policy": "complaints"},
    "a party of another shape": CASE | {"accused": [{"person": "E1002"}]},
    "a list for a mapping": CASE | {"complainant": ["C-1"]},
}
ACCEPTED = {
    "the plain case": CASE,
    "blank fields": CASE | {"severity": None, "accused": None, "previous": [], "title": None},
    "numbers where text is read": CASE | {"title": 2025, "complainant": {"ref": 12345}},
    "one earlier case": CASE | {"previous": "TS-2024-000001"},
    "several policies": CASE | {"policy": ["complaint-handling"]},
    "a date": CASE | {"events": [EVENT | {"at": "2025-03-10"}]},
    "an offset": CASE | {"events": [EVENT | {"at": "2025-03-10 10:00:00+08:00"}]},
}


@pytest.fixture(scope="module")
def case_check() -> Draft202012Validator:
    return validator(load_instance(STARTER), "case")


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_slips_are_refused(case: Any, case_check: Draft202012Validator) -> None:
    assert not case_check.is_valid(case)


@pytest.mark.parametrize("case", ACCEPTED.values(), ids=ACCEPTED)
def test_what_the_checker_reads_is_accepted(case: Any, case_check: Draft202012Validator) -> None:
    assert told(case_check.iter_errors(case)) == []


RULE = {
    "id": "x",
    "kind": "deadline",
    "title": "x",
    "basis": ["1"],
    "from": "received",
    "to": "closed",
    "within": {"working_days": 3},
}


@pytest.mark.parametrize(
    ("rule", "accepted"),
    [
        (RULE, True),
        (RULE | {"within": {"working_days": "3"}, "each": "true", "basis": 12.1}, True),
        (RULE | {"within": {"latest": [{"hours": 48}, {"working_days": 1}]}}, True),
        (RULE | {"pause": {"from": "a", "to": "b", "at_most": None}}, True),
        (RULE | {"kind": "deadlines"}, False),
        (RULE | {"from_": "received"}, False),
        (RULE | {"within": {"working_days": 3, "hours": 1}}, False),
        (RULE | {"within": {"fortnights": 1}}, False),
        ({key: value for key, value in RULE.items() if key != "basis"}, False),
        ({"id": "x", "title": "x", "basis": "1"}, False),
    ],
)
def test_rules_are_typed_by_their_kind(rule: Any, accepted: bool) -> None:
    check = validator(load_instance(STARTER), "policy")
    assert check.is_valid({"rules": [rule]}) is accepted


def test_choices_carry_their_labels_and_meanings() -> None:
    schema = schemas(list(load_instance(STARTER).policies.values()))["case"]
    options = schema["properties"]["severity"]["oneOf"]
    assert options[0] == {"const": "general", "title": "一般投诉", "description": "影响较小"}
    kinds = schema["$defs"]["event"]["properties"]["type"]["oneOf"]
    assert {"const": "received", "title": "接到投诉", "description": "之后案件为“待受理”"} in kinds


def test_the_text_is_the_same_every_time() -> None:
    texts = [
        {name: schema_text(schema) for name, schema in schemas(list(one.policies.values())).items()}
        for one in (load_instance(STARTER), load_instance(STARTER))
    ]
    assert texts[0] == texts[1]


def test_every_key_of_the_policy_has_a_chinese_title() -> None:
    schema = schemas(list(load_instance(STARTER).policies.values()))["policy"]
    places = [schema, *schema["$defs"].values()]
    untitled = {
        name
        for place in places
        for name, item in place.get("properties", {}).items()
        if "title" not in item
    }
    assert untitled == set()


def test_the_committed_schemas_are_those_of_the_policy() -> None:
    """Run `tousu schema` (`make fix`) where this fails."""
    made = schemas(list(load_instance(REPOSITORY).policies.values()))
    for name, schema in made.items():
        file = REPOSITORY / "schema" / f"{name}.schema.json"
        assert file.read_text(encoding="utf-8") == schema_text(schema), file.name


def test_every_key_and_value_of_a_policy_is_told_in_chinese_and_none_more() -> None:
    found = policy_models()
    keys = {owner for model in found for owner in keys_of(model).values()}
    assert {model.__name__ for model in found} | keys == HOVERS.keys()
    values = {
        item["const"]
        for item in _dicts(policy_schema())
        if "title" in item and isinstance(item.get("const"), str)
    }
    assert values - KINDS.keys() == VALUES.keys()


def test_hovers_are_chinese_first_and_then_the_models_own_sentence() -> None:
    schema = policy_schema()
    told = [item["description"] for item in _dicts(schema["$defs"]) if "description" in item]
    assert told
    for text in told:
        chinese, _, english = text.partition("\n\n")
        assert re.search("[\u4e00-\u9fff]", chinese), text
        assert english, text
    keys = schema["$defs"]["Recusal"]["properties"]
    assert {key for key, item in keys.items() if "description" not in item} == set()
    assert keys["basis"]["description"].endswith(
        "The articles or clauses it carries out; at least one."
    )


def _dicts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
    parts = (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    )
    for part in parts:
        yield from _dicts(part)


@pytest.mark.parametrize(
    "file", [".vscode/settings.json", "checker/starter/dot-vscode/settings.json"]
)
def test_the_editor_asks_no_other_host_and_knows_every_schema(file: str) -> None:
    settings = json.loads((REPOSITORY / file).read_text(encoding="utf-8"))
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["yaml.kubernetesCRDStore.enable"] is False
    schemas_of = settings["yaml.schemas"]
    assert all(name.startswith("./schema/") for name in schemas_of)
    made = {path.name for path in (REPOSITORY / "schema").glob("*.json")}
    assert {name.rpartition("/")[2] for name in schemas_of} == made
