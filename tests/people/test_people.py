"""Every sentence of the tests beside this file: one rule, one case, the verdicts that the design's words ask for."""

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
TABLES = sorted(set(HERE.glob("*.yml")) - {HERE / "world.yml"})


def sentences():
    for table in TABLES:
        data = yaml.load(table.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        for test in data["tests"]:
            test["rule"] = {**data.get("rule", {}), **test.get("rule", {})}
            yield pytest.param(test, id=f"{table.stem}: {test['name']}")


@pytest.mark.parametrize("test", list(sentences()))
def test_sentence(test, judge):
    expected = test["expect"] if isinstance(test["expect"], list) else [test["expect"]]
    found, data = judge(test)
    assert sorted(found) == sorted(expected), [item["message"] for item in data["findings"]]
    if "message" in test:
        assert test["message"] in [item["message"] for item in data["findings"]]
