"""A required field left blank never switches its rules off in silence."""

import pytest

NEVER = {"kind": "required-event", "events": ["replied"], "once": "closed"}
RECEIVED = "received 2026-03-02T09:00 S3"
ACCEPTED = "accepted 2026-03-03T09:00 S3"


def field(kind, required, **more):
    return {"label": "项", "type": kind, "required": required, **more}


@pytest.mark.parametrize(
    ("fields", "case", "expected"),
    [
        pytest.param(
            {"f": field("text", "true")}, {}, ["violation unfilled"], id="required and missing"
        ),
        pytest.param({"f": field("text", "true")}, {"f": "文"}, ["met"], id="required and filled"),
        pytest.param(
            {"f": field("text", "true")},
            {"f": ""},
            ["violation unfilled"],
            id="empty is not filled",
        ),
        pytest.param(
            {"f": field("text", "true")},
            {"f": "null"},
            ["violation unfilled"],
            id="null is not filled",
        ),
        pytest.param(
            {"f": field("text", "true")},
            {"f": " 　"},
            ["violation unfilled"],
            id="blank is not filled",
        ),
        pytest.param(
            {"f": field("boolean", "true")}, {"f": "false"}, ["met"], id="false is filled"
        ),
        pytest.param({"f": field("integer", "true")}, {"f": "0"}, ["met"], id="0 is filled"),
        pytest.param({"f": field("text", "false")}, {}, ["not_applicable"], id="not required"),
        pytest.param(
            {"f": field("text", "true"), "g": field("text", "true")},
            {"g": "文"},
            ["violation unfilled"],
            id="each missing field is one defect",
        ),
        pytest.param(
            {"f": field("text", "true"), "g": field("text", "true")},
            {},
            ["violation unfilled", "violation unfilled"],
            id="two missing fields are two",
        ),
        pytest.param(
            {"f": field("text", "accepted")},
            {},
            ["not_applicable"],
            id="owed from an event that has not come",
        ),
        pytest.param(
            {"f": field("text", "accepted")},
            {"events": [RECEIVED, ACCEPTED]},
            ["violation unfilled"],
            id="owed from an event that has come",
        ),
    ],
)
def test_required_field(judge, fields, case, expected):
    test = {"rule": NEVER, "case": {"events": [RECEIVED], **case}, "revision": {"fields": fields}}
    _, data = judge(test)
    found = [
        " ".join(filter(None, (item["status"], item["reason"])))
        for item in data["findings"]
        if item["rule"] == "required-field"
    ]
    assert found == expected


def test_a_field_left_blank_that_a_rule_asks_about_is_a_violation_of_its_own(judge):
    rule = {"kind": "required-event", "events": ["replied"], "when": {"f": "文"}}
    test = {
        "rule": rule,
        "case": {"events": [RECEIVED]},
        "revision": {"fields": {"f": field("text", "true")}},
    }
    verdicts, data = judge(test)
    assert verdicts == ["not_applicable"]
    assert {item["rule"]: item["status"] for item in data["findings"]}[
        "required-field"
    ] == "violation"
