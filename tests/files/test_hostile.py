"""Hostile files: whatever the bytes, an exit code of 0, 1 or 2, in bounded time, and no word of a library's.

First the catalogue of what brought other stacks down, then random bytes and random mutations of an instance that uses
every key there is.
"""

import os
import re
import time
from pathlib import Path

import pytest
from budget import tries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.document import Refused, read_document

HERE = Path(__file__).parent
CASE = "cases/2026/C-1.yml"
HEAD = "policy/p/2018-01-01/revision.yml"
USUAL = "id: C-1\nevents:\n  - {id: e1, type: received, at: 2026-03-02, by: S1}\n"
SECONDS = 4.0
"""Of a processor: more than any refusal takes, less than any attack on another stack did."""
LIBRARY = re.compile(
    r"Traceback|Error|Exception|<class|0x[0-9a-f]{6}|pydantic|yaml\.|found character|expected <"
)


def bomb(levels):
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def merge_bomb(levels):
    lines = ["a0: &a0 {x: y}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def events(types, count, at="2026-03-02"):
    types = types.split()
    return "".join(
        f"  - {{id: x{n}, type: {types[n % len(types)]}, at: {at}, by: S1}}\n" for n in range(count)
    )


def record_of(count):
    records = ", ".join(f"{{kind: document, path: cases/evidence/{n}}}" for n in range(count))
    return USUAL.replace("by: S1", f"by: S1, records: [{records}]")


CATALOGUE = {
    "an alias bomb": (bomb(9), "yaml-syntax"),
    "a merge key bomb": (merge_bomb(7), "yaml-syntax"),
    "ten thousand brackets": ("[" * 10_000, "limit"),
    "ten thousand braces": ("{a: " * 10_000, "limit"),
    "two thousand levels of blocks": (
        "".join(" " * n + "a:\n" for n in range(700)),
        "limit",
    ),
    "two thousand dashes": ("- " * 2_000 + "x\n", "limit"),
    "a date that is none": (USUAL + "met_on: 2026-02-30\n", "bad-time"),
    "a tagged number that is none": (USUAL + 'count: !!int "x"\n', "yaml-syntax"),
    "five thousand digits": (USUAL + f"count: {'9' * 5_000}\n", "schema"),
    "five thousand digits of money": (USUAL + f"loss: {'9' * 5_000}\n", "schema"),
    "five thousand digits of bytes": (
        USUAL.replace("by: S1", "by: S1, records: [{kind: document, uri: 'a:1', bytes: %s}]")
        % ("9" * 5_000),
        "schema",
    ),
    "a tagged truth that is none": (USUAL + 'urgent: !!bool "maybe"\n', "yaml-syntax"),
    "a version of the future": ("%YAML 1.3\n---\n" + USUAL, "yaml-syntax"),
    "a version that retypes the file": ("%YAML 1.1\n---\n" + USUAL, "yaml-syntax"),
    "an ordered map": (USUAL + "title: !!omap [a: b, a: c]\n", "yaml-syntax"),
    "a set": (USUAL + "title: !!set {a, b}\n", "yaml-syntax"),
    "binary": (USUAL + "title: !!binary aGk=\n", "yaml-syntax"),
    "a tag that would run code": (
        USUAL + "title: !!python/object/apply:os.system [id]\n",
        "yaml-syntax",
    ),
    "escapes of a terminal": (USUAL + 'title: "\\e[31m\\0"\n', "encoding"),
    "half a character": (USUAL + 'title: "\\ud800"\n', "yaml-syntax"),
    "a code point beyond the last": (USUAL + 'title: "\\U00110000"\n', "yaml-syntax"),
    "UTF-16 with a mark": (USUAL.encode("utf-16"), "encoding"),
    "UTF-32 with a mark": (USUAL.encode("utf-32"), "encoding"),
    "a lone carriage return": (USUAL + "# a\rtitle: b\n", "encoding"),
    "a mark inside": (USUAL + "title: a\ufeffb\n", "encoding"),
    "two marks": ("\ufeff\ufeff" + USUAL, "encoding"),
    "twenty megabytes": (USUAL + "title: " + "x" * 20_000_000, "limit"),
    "a hundred thousand keys": ("".join(f"k{n}: v\n" for n in range(100_000)), "limit"),
    "sixty thousand items": (USUAL + "previous: [" + "a," * 60_000 + "]\n", "limit"),
    "a key of two hundred thousand letters": (USUAL + "k" * 200_000 + ": v\n", "yaml-syntax"),
    "one line of quotes": (USUAL + 'title: "' + "\\x41" * 50_000 + '"\n', None),
    "blanks without end": (USUAL + "title: |\n" + ("  " + " " * 90 + "x\n") * 2_000, None),
    "a text that slows a regular expression": (USUAL + "title: " + "a" * 100_000 + "!\n", None),
    "an e-mail that slows a regular expression": (USUAL + "title: " + "a." * 60_000 + "@\n", None),
    "digits and separators without end": (USUAL + "title: " + "1-" * 30_000 + "\n", None),
    "ten thousand keys that nobody knows": (
        USUAL + "".join(f"k{n}: v\n" for n in range(9_900)),
        "unknown-key",
    ),
    "the same, not plain": (
        USUAL + "".join(f"k{n}: |\n  v\n" for n in range(9_900)),
        "unknown-key",
    ),
    "four thousand events of no time": (
        USUAL + events("accepted", 4_000, "2026-02-30"),
        "bad-time",
    ),
    "five thousand records that are missing": (record_of(5_000), "evidence-missing"),
    "four thousand openings": (USUAL + events("received", 4_000), None),
    "two thousand pauses": (USUAL + events("accepted closed", 4_000), None),
    "blocks opened and never closed": (USUAL + "title: [" + "'" * 3, "yaml-syntax"),
    "a question mark alone": ("?", "yaml-syntax"),
    "nothing but a colon": (":", "yaml-syntax"),
    "nothing but a percent sign": ("%", "yaml-syntax"),
    "nothing but dashes": ("---\n", "schema"),
    "an end mark alone": ("...\n", "yaml-syntax"),
    "bytes of zero": (b"\0" * 1_000, "encoding"),
    "bytes of 255": (b"\xff" * 1_000, "encoding"),
}


@pytest.mark.parametrize("name", CATALOGUE)
def test_catalogue(name, bench):
    text, code = CATALOGUE[name]
    bench.edit(HEAD, "rules:\n", f"rules:\n  - {PRIVACY}\n  - {PAUSED}\n  - {EACH}\n")
    bench.put(CASE, text)
    begun = time.process_time()
    outcome = bench.check()
    assert time.process_time() - begun < SECONDS
    assert {item["rule"] for item in outcome.problems} == ({code} if code else set())
    assert outcome.exit == 1
    assert LIBRARY.search(outcome.text.replace("error:", "")) is None
    assert any(item["case"] == "C-9" and item["status"] == "violation" for item in outcome.findings)


PAUSED = (
    '{id: p2, kind: deadline, title: t, basis: ["1"], from: received, to: raised,'
    " within: {working_days: 20}, pause: {from: accepted, to: closed}}"
)
EACH = (
    '{id: p3, kind: deadline, title: t, basis: ["1"], from: received, to: accepted,'
    " within: {working_days: 2}, each: true}"
)
PRIVACY = '{id: p1, kind: privacy, title: t, basis: ["1"], patterns: [cn-id, cn-mobile, bank-card, email], in: all}'


def test_a_bomb_in_a_policy_is_refused(bench):
    bench.put("policy/p/2018-01-01/more.yml", bomb(9))
    outcome = bench.check()
    assert [item["rule"] for item in outcome.problems] == ["yaml-syntax"]
    assert outcome.exit == 2


def test_a_case_file_that_is_a_link_is_refused(bench):
    (bench.root / "elsewhere.yml").write_text(USUAL)
    (bench.root / CASE).symlink_to("../../elsewhere.yml")
    assert bench.check().told() == [f"{CASE} encoding 1:1"]


def test_a_folder_of_cases_that_is_a_link_is_not_passed_over(bench):
    (bench.root / "elsewhere").mkdir()
    (bench.root / "elsewhere" / "C-1.yml").write_text(USUAL)
    (bench.root / "cases" / "2027").symlink_to("../elsewhere")
    assert bench.check().told() == ["cases/2027 encoding 1:1"]


def test_a_pipe_is_not_waited_for(bench):
    os.mkfifo(bench.root / CASE)
    assert bench.check().told() == [f"{CASE} encoding 1:1"]


def record(path):
    return USUAL.replace("by: S1", f"by: S1, records: [{{kind: document, path: {path}}}]")


def test_evidence_that_is_a_link_out_of_the_instance_is_missing(bench, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "a.txt"
    outside.write_text("abc")
    bench.put("cases/evidence/b.txt", "abc")
    (bench.root / "cases/evidence/a.txt").symlink_to(outside)
    bench.put(CASE, record("cases/evidence/a.txt"))
    assert [item["rule"] for item in bench.check().problems] == ["evidence-missing"]


def test_evidence_that_is_a_circle_of_links_is_missing(bench):
    bench.put("cases/evidence/b.txt", "abc")
    (bench.root / "cases/evidence/a.txt").symlink_to("a.txt")
    bench.put(CASE, record("cases/evidence/a.txt"))
    outcome = bench.check()
    assert [item["rule"] for item in outcome.problems] == ["evidence-missing"]
    assert outcome.exit == 1


def test_a_file_name_that_is_no_text_is_still_told(bench):
    name = os.fsencode(bench.root / "cases/2026") + b"/\xff\xfe.yml"
    try:
        Path(os.fsdecode(name)).write_text(USUAL)
    except OSError:
        pytest.skip("this file system has text names only")
    outcome = bench.check()
    assert [item["rule"] for item in outcome.problems] == ["misplaced-file"]
    outcome.text.encode("utf-8")


CODES = {"read", "limit", "encoding", "yaml-syntax", "duplicate-key"}


def outcome_of(raw):
    """What became of some bytes: `read`, with a place, or the code under which they are refused."""
    try:
        document = read_document(raw, "f.yml")
    except Refused as refused:
        return refused.problem.code
    return "read" if min(document.locate(())) >= 1 else "nowhere"


@settings(max_examples=tries(300))
@given(st.binary(max_size=200))
def test_random_bytes_are_read_or_refused(raw):
    assert outcome_of(raw) in CODES


SHAPES = st.text(alphabet="ab:-?[]{},&*!|>'\"%@`#<~ \n\t\\0\r\ufeff", max_size=60)


@settings(max_examples=tries(500))
@given(SHAPES)
def test_random_shapes_are_read_with_their_places_or_refused(text):
    assert outcome_of(text.encode()) in CODES


FULL = {
    CASE: (HERE / "full" / "case.yml").read_bytes(),
    HEAD: (HERE / "full" / "revision.yml").read_bytes(),
    "policy/organization.yml": (HERE / "world" / "policy" / "organization.yml").read_bytes(),
    "policy/calendars/CN/2027.yml": (HERE / "full" / "calendar.yml").read_bytes(),
    "policy/settings.yml": b"limits: {file_bytes: 300000, depth: 40}\nas_of: 2026-03-31\n",
    "policy/p/revisions.lock": b"",
    "cases/reports/r/2026-02.yml": b"{period: 2026-02, issued: 2026-03-06, by: S1}\n",
}
PIECES = [
    b"null", b"~", b'""', b"[]", b"{}", b"[[]]", b"{a: b}", b"-1", b"9" * 30, b"0", b"true",
    b"2026-02-30", b"0000-00-00", b"9999-12-31", b"2199-12-31T23:59:59-14:00", b"\xef\xbb\xbf",
    b"\x00", b"\r", b"\xe2\x80\xae", b"\xff", b"&a", b"*a", b"<<: ", b"!!int ", b"- ", b": ", b'"',
    b"'", b"\n", b"\t", b"#", b"|", b">", b"%", b"a" * 300, b'"\\ud800"', b".inf", b"all", b"any",
    b"not", b"C-1", b"e1", b"accept", b"received",
]  # fmt: skip
WORD = re.compile(rb"[A-Za-z0-9_.:+-]+|\{[^{}]*\}|\[[^\[\]]*\]")


@st.composite
def mutations(draw):
    """A file of the instance, changed in one to three places: a word by a piece or by another word, a byte, a line."""
    path = draw(st.sampled_from(sorted(FULL)))
    text = FULL[path]
    for _ in range(draw(st.integers(1, 3))):
        words = list(WORD.finditer(text))
        how = draw(st.integers(0, 3)) if words else 3
        if how <= 1:
            word = words[draw(st.integers(0, len(words) - 1))]
            other = words[draw(st.integers(0, len(words) - 1))].group()
            piece = draw(st.sampled_from(PIECES)) if how == 0 else other
            text = text[: word.start()] + piece + text[word.end() :]
        elif how == 2:
            lines = text.split(b"\n")
            del lines[draw(st.integers(0, len(lines) - 1))]
            text = b"\n".join(lines)
        else:
            place = draw(st.integers(0, len(text)))
            text = (
                text[:place]
                + draw(st.sampled_from(PIECES))
                + text[place + draw(st.integers(0, 3)) :]
            )
    return path, text


def fill(bench):
    for path, raw in FULL.items():
        bench.put(path, raw)
    bench.put("cases/evidence/a.txt", "abc")
    (bench.root / "policy/p/revisions.lock").unlink()
    digest = bench.digests()["p"]
    bench.put("policy/p/revisions.lock", f'2018-01-01: "{digest}"\n')


def test_the_full_instance_is_sound(bench):
    fill(bench)
    outcome = bench.check()
    assert outcome.told() == []
    assert len({item["rule"] for item in outcome.findings}) > 12


@settings(
    max_examples=tries(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mutation=mutations(), clock=st.booleans())
def test_random_mutations_end_in_a_verdict(bench, mutation, clock):
    fill(bench)
    bench.put(*mutation)
    begun = time.process_time()
    outcome = bench.check(clock=clock)
    assert time.process_time() - begun < SECONDS
    assert outcome.exit in (0, 1, 2)
    assert LIBRARY.search(outcome.text.replace("error:", "")) is None
