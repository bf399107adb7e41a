"""The matrix: each clause with its rules, their tests, and the cases they decided."""

import json

from checker.engine import Options, check_instance
from checker.policychecks.coverage import RevisionCover, cover, decided
from checker.policychecks.coveragereport import counts, render

CASE = """\
id: TS-{id}
severity: low
events:
  - {{id: e1, type: received, at: 2026-03-02T09:00, by: A2}}
  - {{id: e2, type: accepted, at: 2026-03-{day}T09:00, by: A3, records: [{{kind: document, uri: "a:1"}}]}}
"""
CASES = {
    f"cases/2026/TS-{number}.yml": CASE.format(id=number, day=day)
    for number, day in enumerate(("03", "04", "20"))
}
AS_OF = 1_790_000_000


def covers(make) -> list[RevisionCover]:
    instance = make({"add": CASES})
    return cover(instance, check_instance(instance, Options(second=AS_OF, everything=True)))


def test_cases_are_counted_by_status_under_the_revision_that_judged(make) -> None:
    old, new = covers(make)
    rules = {rule.id: rule for rule in new.rules}
    assert rules["accept-in-time"].cases == {"violation": 1, "met": 2}
    assert rules["intake-accepts"].cases == {"violation": 3}
    assert rules["intake-in-post"].cases == {"met": 1}
    assert rules["loss-is-high"].cases == {"not_applicable": 3}
    assert decided(rules["loss-is-high"]) == 0
    assert all(not rule.cases for rule in old.rules)


def test_counts_of_each_revision(make) -> None:
    old, new = (counts(item) for item in covers(make))
    assert old == {
        "clauses": 4, "ruled": 3, "declared": 1, "open": 0, "rules": 4, "untested": 0, "unseen": 4,
    }  # fmt: skip
    assert (new["rules"], new["unseen"]) == (5, 1)


def test_text_names_clause_rule_tests_cases(make) -> None:
    instance = make({"add": CASES})
    result = check_instance(instance, Options(second=AS_OF, everything=True))
    lines = render(cover(instance, result), result.as_of, "text", "zh").splitlines()
    at = lines.index("第一条  1", 12)
    assert lines[at + 1 : at + 3] == [
        "  accept-in-time [deadline]  测试 2（违规 1，不违规 1）  违规 1，已履行 2",
        "  loss-is-high [classification]  测试 2（违规 1，不违规 1）  —",
    ]
    assert lines[-1] == "  行为指引：记录看不出态度"
    english = render(cover(instance, result), result.as_of, "text", "en")
    assert "2 test(s): 1 fire, 1 do not  1 violation, 2 met" in english


def test_json_and_markdown(make) -> None:
    instance = make({"add": CASES})
    result = check_instance(instance, Options(second=AS_OF, everything=True))
    data = json.loads(render(cover(instance, result), result.as_of, "json", "zh"))
    new = data["revisions"][1]
    assert new["clauses"][0] == {
        "id": "1",
        "label": "第一条",
        "rules": ["accept-in-time", "loss-is-high"],
        "compliance": None,
    }
    assert new["rules"][0]["tests"] == {"all": 2, "fires": 1, "holds": 1}
    table = render(cover(instance, result), result.as_of, "markdown", "zh")
    assert "| 第二条（一） | 2.1 | acceptance-traced |" in table
