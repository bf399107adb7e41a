"""Every sentence of the tables beside this file: one thing done to an instance, the file problems it has.

`expect` lists the problems, each as `[path] code [line:column]`; an empty list says that the files are fine. A case
that is invalid never hides the other one's finding. `message` is a problem's whole line in Chinese.
"""

import os
from pathlib import Path

import pytest
from plain_yaml import read_yaml

HERE = Path(__file__).parent
CASE = "cases/2026/C-1.yml"
TABLES = sorted(HERE.glob("*.yml"))


def sentences():
    for table in TABLES:
        for test in read_yaml(table):
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
    bench.lay_out(test)
    outcome = bench.check(test.get("as_of", "2026-03-31"), clock=test.get("clock") == "true")
    expected = test["expect"] if isinstance(test["expect"], list) else [test["expect"]]
    assert matches(expected, outcome.told()), (outcome.told(), outcome.text)
    broken = any(not item.get("path", "").startswith("cases/") for item in outcome.problems)
    assert outcome.exit == int(test.get("exit", 2 if broken else 1))
    if outcome.exit == 1 or "others" in test:
        others = [item for item in outcome.findings if item["case"] == "C-9"]
        assert any(item["status"] == "violation" for item in others), outcome.text
    if "message" in test:
        assert test["message"] in outcome.text
    for secret in test.get("silent", []):
        assert secret not in outcome.text


LOCK = "policy/p/revisions.lock"
HEAD = "policy/p/2018-01-01/revision.yml"


def lock(bench):
    """Freeze the world's one revision as it stands."""
    digest = bench.digests()["p"]
    bench.put(LOCK, f'2018-01-01: "{digest}"\n')


def test_a_frozen_revision_as_it_was_is_fine(bench):
    lock(bench)
    assert bench.check().told() == []


def test_a_frozen_revision_that_differs_from_the_lock_is_altered(bench):
    lock(bench)
    bench.edit(HEAD, "working_days: 1", "working_days: 9")
    outcome = bench.check()
    assert outcome.told() == [f"{HEAD} revision-altered 1:1"]
    assert outcome.exit == 2
    assert (
        f"{HEAD}:1:1: error: 2018-01-01 起生效的修订已被冻结，内容却变了 [revision-altered]\n"
        "  处理：还原 policy/p/2018-01-01（git checkout" in outcome.text
    )


def test_a_part_added_to_a_frozen_revision_alters_it(bench):
    lock(bench)
    bench.put("policy/p/2018-01-01/more.yml", "terms: []\n")
    assert bench.check().told() == [f"{HEAD} revision-altered 1:1"]


def test_a_frozen_revision_that_is_gone_is_altered(bench):
    lock(bench)
    bench.put("policy/p/2019-01-01/revision.yml", (bench.root / HEAD).read_bytes())
    bench.edit("policy/p/2019-01-01/revision.yml", "2018-01-01", "2019-01-01")
    (bench.root / HEAD).unlink()
    (bench.root / HEAD).parent.rmdir()
    outcome = bench.check()
    assert any("revision-altered" in told for told in outcome.told())
    assert outcome.exit == 2


def test_a_later_revision_beside_a_frozen_one_alters_nothing(bench):
    lock(bench)
    bench.put("policy/p/2030-01-01/revision.yml", (bench.root / HEAD).read_bytes())
    bench.edit("policy/p/2030-01-01/revision.yml", "2018-01-01", "2030-01-01")
    assert bench.check().told() == []


def test_line_ends_of_another_system_alter_nothing(bench):
    lock(bench)
    bench.put(HEAD, (bench.root / HEAD).read_bytes().replace(b"\n", b"\r\n"))
    assert bench.check().told() == []


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("a file just at the limit", "# " + "x" * (256 * 1024 - 3) + "\n", None),
        ("a file one byte over the limit", "# " + "x" * (256 * 1024 - 2) + "\n", "limit"),
        ("thirty levels", "previous: " + "[" * 30 + "]" * 30 + "\n", "schema"),
        ("more than thirty-two levels", "previous: " + "[" * 33 + "]" * 33 + "\n", "limit"),
        ("ten thousand and one entries", "previous: [" + "C-2," * 10_001 + "]\n", "limit"),
    ],
)
def test_limits(bench, name, text, code):
    usual = "id: C-1\nevents: [{id: e1, type: received, at: 2026-03-02, by: S1}]\n"
    if text.startswith("#"):
        text = text[: len(text) - len(usual) - 1] + "\n"
    bench.put(CASE, usual + text)
    outcome = bench.check()
    assert [item["rule"] for item in outcome.problems] == ([code] if code else []), name
    assert outcome.exit == 1


def test_a_file_that_is_too_large_says_so(bench):
    bench.put(CASE, "# " + "x" * 300_000)
    assert (
        f"{CASE}:1:1: error: 文件超过 262144 字节 [limit]\n"
        "  处理：长内容放进证据文件，这里只留摘要；确有需要时在 policy/settings.yml 提高 file_bytes"
        in bench.check().text
    )


def test_a_raised_limit_lets_a_larger_file_in(bench):
    usual = "id: C-1\nevents: [{id: e1, type: received, at: 2026-03-02, by: S1}]\n"
    bench.put(CASE, usual + "# " + "x" * 300_000 + "\n")
    bench.put("policy/settings.yml", "limits: {file_bytes: 400000}\n")
    assert bench.check().told() == []


TWO = "id: C-2\n{policy}events: [{{id: e1, type: received, at: 2026-03-02, by: S1}}]\n{more}"


@pytest.fixture
def two(bench):
    """A second policy beside the first, with a field and an event type of its own."""
    bench.put(
        "policy/q/2018-01-01/revision.yml",
        "format: 1\npolicy: q\nrevision: '1'\ntitle: 又\neffective_from: 2018-01-01\n"
        "timezone: Asia/Shanghai\ncalendar: CN\nfields: {ours: {label: 我, type: text}}\n"
        "events: {received: {label: 收, opens: true}, seen: {label: 阅}, closed: {label: 结, closes: true}}\n"
        "rules: [{id: seen-it, kind: required-event, title: 阅, basis: ['1'], events: [seen]}]\n",
    )
    bench.put("cases/2026/C-9.yml", TWO.format(policy="policy: p\n", more="").replace("C-2", "C-9"))
    return bench


@pytest.mark.parametrize(
    ("policy", "more", "codes", "rules"),
    [
        ("", "", ["schema"], set()),
        ("policy: q\n", "ours: 文\n", [], {"seen-it"}),
        ("policy: p\n", "ours: 文\n", ["unknown-key"], set()),
        ("policy: q\n", "severity: low\n", ["unknown-key"], set()),
        (
            "policy: [p, q]\n",
            "ours: 文\nseverity: low\n",
            [],
            {"accept", "accept-in-time", "seen-it"},
        ),
        ("policy: [q]\n", "", [], {"seen-it"}),
        ("policy: [p, r]\n", "", ["unknown-reference"], set()),
    ],
)
def test_a_case_is_checked_against_the_policies_it_names(two, policy, more, codes, rules):
    two.put("cases/2026/C-2.yml", TWO.format(policy=policy, more=more))
    findings = [item for item in two.check().findings if item["case"] == "C-2"]
    assert [item["rule"] for item in findings if item["kind"] == "file"] == codes
    assert {item["rule"] for item in findings} - {*codes, "required-field"} == rules


def test_an_event_type_of_the_other_policy_is_ignored_by_the_first(two):
    text = TWO.format(policy="policy: [p, q]\n", more="").replace(
        "}]", "}, {id: e2, type: seen, at: 2026-03-02, by: S1}]"
    )
    two.put("cases/2026/C-2.yml", text)
    findings = {
        item["rule"]: item["status"] for item in two.check().findings if item["case"] == "C-2"
    }
    assert findings["seen-it"] == "met"
    assert findings["accept"] == "violation"


def test_a_broken_policy_is_exit_2_and_the_other_one_is_still_judged(two):
    two.edit("policy/q/2018-01-01/revision.yml", "kind: required-event", "kind: required-evnt")
    outcome = two.check()
    assert outcome.exit == 2
    assert outcome.breaches("C-9")


def test_a_case_of_two_policies_is_judged_under_the_sound_one(two):
    two.put("cases/2026/C-2.yml", TWO.format(policy="policy: [p, q]\n", more=""))
    two.edit("policy/q/2018-01-01/revision.yml", "kind: required-event", "kind: required-evnt")
    outcome = two.check()
    assert outcome.exit == 2
    assert outcome.breaches("C-2")


@pytest.mark.parametrize(
    ("more", "told"), [(200, []), (300_000, [f"{CASE} limit 1:1"])], ids=["within", "beyond"]
)
def test_a_file_that_grows_while_it_is_read_is_read_no_further_than_allowed(
    bench, monkeypatch, more, told
):
    """Its size is asked before its bytes: here it said ten of them, and is longer when it is read."""
    usual = "id: C-1\nevents: [{id: e1, type: received, at: 2026-03-02, by: S1}]\n"
    bench.put(CASE, usual + "# " + "x" * more + "\n")
    truly, asked = os.lstat, []

    def before(path):
        state = truly(path)
        if Path(path).name != "C-1.yml":
            return state
        asked.append(path)
        return os.stat_result([*state[:6], min(10, state.st_size), *state[7:]])

    monkeypatch.setattr(os, "lstat", before)
    assert matches(told, bench.check().told())
    assert asked
