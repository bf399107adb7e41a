"""Every sentence of the tests beside this file: one rule, one case, the verdicts that the design's words ask for."""

from pathlib import Path

import pytest
from plain_yaml import read_yaml

HERE = Path(__file__).parent
TABLES = sorted(set(HERE.glob("*.yml")) - {HERE / "world.yml"})


def sentences():
    for table in TABLES:
        data = read_yaml(table)
        for test in data["tests"]:
            test["rule"] = {**data.get("rule", {}), **test.get("rule", {})}
            yield pytest.param(test, id=f"{table.stem}: {test['name']}")


@pytest.mark.parametrize("test", list(sentences()))
def test_sentence(test, judge, tmp_path):
    expected = test["expect"] if isinstance(test["expect"], list) else [test["expect"]]
    found, data = judge(test)
    assert sorted(found) == sorted(expected), [item["message"] for item in data["findings"]]
    if "message" in test:
        assert test["message"] in [item["message"] for item in data["findings"]]
    if "points_at" in test:
        places = [item for item in data["findings"] if item["rule"] == "the-rule"]
        assert [pointed_at(tmp_path, place, test["points_at"]) for place in places] == [
            test["points_at"]
        ]
    if "related" in test:
        places = [place for item in data["findings"] for place in item["related"]]
        assert [pointed_at(tmp_path, place, test["related"]) for place in places] == [
            test["related"]
        ]


def pointed_at(root, place, wanted):
    """The text of the file at that place, as much of it as is wanted."""
    line = (root / place["path"]).read_text("utf-8").splitlines()[place["line"] - 1]
    return line[place["column"] - 1 :][: len(wanted)]
