"""An answer that is kept is the answer: each is compared with that of a run without a cache."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from checker import casefiles, cli
from checker.cache import standing
from checker.cache.folder import clear, folder_of
from checker.cache.place import MOST_FILES, packed, unpacked
from checker.cache.standing import Irregular, stand
from checker.cli import checking, keeping, mending
from checker.cli.language import LANG
from checker.cli.plain import asked_of as ask
from checker.engine import Options, Run
from checker.engine import run as running
from checker.loading.instance import load_instance
from checker.model.finding import STATUSES
from tests.cache.conftest import touch_back
from tests.cache.test_cache import EDITS, cases

Told = tuple[bytes, bytes, object]
DAY = ("--as-of", "2026-11-20")
NOW = 1_800_000_000  # in January 2027, after all that the sample register tells


class Teller:
    """Runs the command line in this process; counts how often an answer was known."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, captured) -> None:
        self.root, self.monkeypatch, self.captured = root, monkeypatch, captured
        self.known = 0
        said = cli._tell

        def counted(answer) -> None:
            self.known += 1
            said(answer)

        monkeypatch.setattr(cli, "_tell", counted)
        self.judged: list[str] = []
        self.anew: list[str] = []
        """The case files that the last answer was found by."""
        read = casefiles.read_case_file

        def noted(file: str, *rest):
            self.judged.append(file)
            return read(file, *rest)

        monkeypatch.setattr(running, "read_case_file", noted)

    def run(self, *words: str) -> Told:
        words = ("tousu", "check", "--root", str(self.root), *words)
        self.monkeypatch.setattr(sys, "argv", list(words))
        with pytest.raises(SystemExit) as left:
            cli.main()
        return *self.captured.readouterr(), left.value.code

    def same(self, *words: str) -> bool:
        """Check that the answer is that without a cache; whether it was known."""
        known = self.known
        self.judged.clear()
        told = self.run(*words)
        self.anew = list(self.judged)
        now_known = self.known > known
        assert told == self.run(*words, "--no-cache")
        return now_known


@pytest.fixture
def teller(root, monkeypatch, capsysbinary) -> Teller:
    return Teller(root, monkeypatch, capsysbinary)


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_second_time_it_is_known(teller) -> None:
    assert [teller.same(*DAY) for _ in range(2)] == [False, True]


def test_another_question_is_another(teller, root, monkeypatch) -> None:
    for words in (DAY, ("--as-of", "2026-01-05"), (*DAY, "--format", "json"), ()):
        assert not teller.same(*words), words
        assert teller.same(*words), words
    monkeypatch.setenv("TOUSU_LANG", "en")
    assert not teller.same(*DAY)
    for words in ((*DAY, "cases"), (*DAY, "--all"), (*DAY, "--no-cache"), ("--receipt", "x")):
        assert ask(["check", "--root", str(root), *words]) is None, words
    assert ask(["due", "--root", str(root)]) is None
    assert ask(["check", "--root", str(root / "cases")]) is None


def test_a_repository_around_it_is_part_of_the_question(teller, root) -> None:
    form = (*DAY, "--format", "sarif")
    teller.same(*form)
    (root.parent / ".git").mkdir()
    assert not teller.same(*form)
    assert teller.same(*form)


def test_evidence_that_lies_elsewhere_is_looked_at_each_time(teller, root) -> None:
    path = next(path for path in cases(root) if "path: cases/evidence/" in path.read_text("utf-8"))
    edited(path, "path: cases/evidence/", "path: papers/")
    assert not teller.same(*DAY)
    shutil.copytree(root / "cases/evidence", root / "papers")
    assert not teller.same(*DAY)
    assert not teller.same(*DAY)


def _same_size(root: Path, chance: random.Random) -> None:
    """The same length, and the date put back: only `ctime` tells."""
    path = chance.choice(cases(root))
    stat = path.stat()
    text = path.read_text("utf-8")
    path.write_text(text.replace("T10:", f"T{chance.randrange(11, 19)}:", 1), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _swap(root: Path, chance: random.Random) -> None:
    """Two files change names: sizes, times and numbers are all there, elsewhere."""
    one, other = chance.sample(cases(root), 2)
    spare = root / "spare"
    one.rename(spare)
    other.rename(one)
    spare.rename(other)


def _new_folder(root: Path, chance: random.Random) -> None:
    """A folder of equal files in the place of the old one."""
    folder = chance.choice(sorted((root / "cases").glob("2*")))
    shutil.copytree(folder, root / "copy")
    shutil.rmtree(folder)
    (root / "copy").rename(folder)


def _hard_link(root: Path, chance: random.Random) -> None:
    path = chance.choice(cases(root))
    other = path.with_name(f"TS-2026-{chance.randrange(10**6):06}.yml")
    other.unlink(missing_ok=True)
    os.link(path, other)


def _soft_link(root: Path, chance: random.Random) -> None:
    path = chance.choice(cases(root))
    path.rename(root / path.name)
    path.symlink_to(root / path.name)


def _back(root: Path, chance: random.Random) -> None:
    for path in root.glob("cases/2*/*.yml"):
        if path.is_symlink():
            path.resolve().replace(path)


def _nothing(root: Path, chance: random.Random) -> None:
    pass


CHANGES = (
    *EDITS, _same_size, _same_size, _swap, _new_folder, _hard_link, _soft_link, _back, _nothing,
    _nothing, _nothing,
)  # fmt: skip


def test_random_changes(teller, root) -> None:
    chance = random.Random(5)
    for change in chance.sample(CHANGES, len(CHANGES)):
        change(root, chance)
        day = chance.choice(("2026-11-20", "2026-05-01T09:00"))
        teller.same("--as-of", day, "--format", chance.choice(("text", "json")))
    _back(root, chance)
    assert [teller.same(*DAY) for _ in range(3)][-1]


def test_a_change_that_keeps_size_and_date_is_seen(teller, root) -> None:
    path = next(path for path in cases(root) if "by: E1003" in path.read_text("utf-8"))
    touch_back(path)
    assert [teller.same(*DAY) for _ in range(2)] == [False, True]
    edited(path, "by: E1003", "by: E9999")
    touch_back(path)
    assert not teller.same(*DAY)
    assert b"E9999" in teller.run(*DAY)[0]


def test_what_was_there_before_is_known_again(teller, root) -> None:
    """What stands in the files counts, not when it was written: as after going to a branch and back."""
    path = cases(root)[0]
    teller.same(*DAY)
    raw = path.read_bytes()
    path.write_bytes(raw + b"# looked at\n")
    assert not teller.same(*DAY)
    path.write_bytes(raw)
    path.parent.rename(root / "cases/old")
    (root / "cases/old").rename(path.parent)
    assert not teller.same(*DAY)  # one question, one answer: the last
    path.touch()
    assert teller.same(*DAY)


@pytest.mark.parametrize(
    "file", ["policy/organization.yml", "policy/settings.yml", "cases/evidence", "cases/reports"]
)
def test_whatever_it_rests_on_changes_it(teller, root, file) -> None:
    teller.same(*DAY)
    whole = root / file
    path = whole if whole.is_file() else min(p for p in whole.rglob("*") if p.is_file())
    path.write_bytes(path.read_bytes() + b"\n# more\n")
    assert not teller.same(*DAY)


def test_a_file_that_changes_during_the_run(teller, root, monkeypatch) -> None:
    path = next(path for path in cases(root) if "by: E1003" in path.read_text("utf-8"))
    told = checking.put_result

    def late(*args) -> str:
        edited(path, "by: E1003", "by: E9999")
        return told(*args)

    with monkeypatch.context() as during:
        during.setattr(checking, "put_result", late)
        teller.run(*DAY)
    assert not teller.same(*DAY)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_only_what_changed_is_read(teller, root, form) -> None:
    """A remark more, a person nobody knows, two deadlines, and as it was: nothing else is read."""
    words = (*DAY, "--format", form, "--jobs", "1")
    path = next(path for path in cases(root) if "by: E1003" in path.read_text("utf-8"))
    raw = path.read_bytes()
    teller.same(*words)
    whole = len(teller.anew)
    for content in (
        b"# seen\n" + raw,
        raw.replace(b"by: E1003", b"by: E9999"),
        b"note:" + raw,
        raw,
    ):
        path.write_bytes(content)
        assert not teller.same(*words)
        assert teller.anew == ([path.relative_to(root).as_posix()] if content != raw else [])
        assert teller.same(*words)
    assert whole > 1


@pytest.mark.parametrize("form", keeping.PIECEWISE)
def test_pieces_are_put_together_as_the_format_does(root, form) -> None:
    instance = load_instance(root)
    run = Run(instance, Options(second=NOW))
    frame = mending._frame(run, dict.fromkeys((*STATUSES, "cases", "invalid", "left_out"), 1), [])
    render = import_module(f"checker.formats.{form}")
    for number in range(4):
        texts = [f"第 {place} 条" for place in range(number)]
        right = render.joined(texts, frame, LANG)
        assert mending._joined([text.encode() for text in texts], frame, form) == right.encode()


def test_one_case_after_the_other(teller, root) -> None:
    """A few are judged again with the next, then the pieces are written anew."""
    teller.same(*DAY)
    counts = []
    for path in cases(root)[:8]:
        path.write_bytes(b"# seen\n" + path.read_bytes())
        assert not teller.same(*DAY)
        counts.append(len(teller.anew))
    assert counts == [1, 2, 3, 4, 5, 6, 1, 2]


def test_under_one_policy_no_pieces_are_kept(teller, root) -> None:
    """Files that it does not concern are not judged, and yet say something of those that are."""
    words = (*DAY, "--policy", "complaint-handling")
    assert [teller.same(*words) for _ in range(2)] == [False, True]
    assert not (folder_of(root) / "pieces").exists()


def test_what_hangs_on_others_is_judged_with_them(teller, root) -> None:
    """Another incident, another id, one case more or less: all are judged."""
    teller.same(*DAY)
    path = next(path for path in cases(root) if "incident: INC" in path.read_text("utf-8"))
    edited(path, "incident: INC", "incident: INX")
    assert not teller.same(*DAY)
    edited(path, f"id: {path.stem}", f"id: {cases(root)[0].stem}")
    assert not teller.same(*DAY)
    path.unlink()
    assert not teller.same(*DAY)


def test_one_of_an_incident_changes_alone(teller, root) -> None:
    teller.same(*DAY)
    path = next(path for path in cases(root) if "incident: INC" in path.read_text("utf-8"))
    edited(path, "T1", "T0")
    assert not teller.same(*DAY)
    assert teller.anew == [path.relative_to(root).as_posix()]


@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_case_changes_while_the_clock_goes_on(teller, root, monkeypatch, form) -> None:
    edited(root / "policy/settings.yml", "as_of: 2026-11-20", "as_of:")
    path = cases(root)[0]
    for second in (NOW, NOW + 1, NOW + 60, NOW + 86_400, NOW + 5):
        monkeypatch.setattr("time.time", lambda at=second: float(at))
        path.write_bytes(path.read_bytes() + b"# seen\n")
        assert not teller.same("--format", form)
        assert teller.same("--format", form)


def _coarse(of: os.stat_result) -> tuple[int, ...]:
    """What a file system says that counts in steps of two seconds."""
    step = 2 * 10**9
    return of.st_size, of.st_mtime_ns // step * step, of.st_ctime_ns // step * step, of.st_ino


def test_a_file_changed_a_moment_ago_is_read(root, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(standing, "NEAR_NS", 3 * 10**9)
    monkeypatch.setattr(standing, "_signature", _coarse)
    path = cases(root)[0]
    path.write_bytes(b"one")
    before = stand(str(root), str(tmp_path))
    before.save(str(tmp_path))
    path.write_bytes(b"two")
    after = stand(str(root), str(tmp_path))
    assert after.whole != before.whole


def test_files_from_the_future_are_read(root, tmp_path, monkeypatch) -> None:
    """A clock that was set back makes every file one that may change unseen."""
    monkeypatch.setattr(standing, "NEAR_NS", 3 * 10**9)
    monkeypatch.setattr(standing, "time_ns", lambda: NOW * 10**9 - 10**18)
    found = stand(str(root), str(tmp_path))
    paths = list(found.by_path())
    assert {paths[place] for place in found.young} > {str(path) for path in cases(root)}


def test_an_old_file_is_trusted_and_a_young_one_becomes_old(root, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(standing, "NEAR_NS", 3 * 10**9)
    young = stand(str(root), str(tmp_path))
    young.save(str(tmp_path))
    later = max(path.stat().st_ctime_ns for path in root.rglob("*")) + 4 * 10**9
    monkeypatch.setattr(standing, "time_ns", lambda: later)
    old = stand(str(root), str(tmp_path))
    assert young.young
    assert old.is_new
    assert not old.young
    old.save(str(tmp_path))
    monkeypatch.setattr(standing, "_digest", lambda path: pytest.fail(path))
    assert not stand(str(root), str(tmp_path)).is_new


@pytest.mark.parametrize("file", ["standing", "answers/*"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-9] + b"violation",
        lambda raw: packed([b"x", b"7", b"", b"a\0b"]),
        lambda raw: packed([b"x", b"7", b"-" * 64, b"", b"12345678" * 4]),
        lambda raw: packed([b"x", b"", b"", b"a\0b", b"123"]),
    ],
)
def test_damage_is_told_and_judged_anew(teller, root, file, damage) -> None:
    right = teller.run(*DAY)
    (path,) = folder_of(root).glob(file)
    path.write_bytes(damage(path.read_bytes()))
    out, err, code = teller.run(*DAY)
    assert (out, code) == (right[0], right[2])
    assert "缓存有 1 处损坏".encode() in err
    assert teller.same(*DAY)


def test_an_answer_to_another_question_is_none(teller, root) -> None:
    teller.run(*DAY)
    (one,) = (folder_of(root) / "answers").iterdir()
    teller.run("--as-of", "2026-05-01")
    other = next(path for path in (folder_of(root) / "answers").iterdir() if path != one)
    shutil.copyfile(one, other)
    assert not teller.same("--as-of", "2026-05-01")


def test_another_program_gives_another(teller, root) -> None:
    teller.run(*DAY)
    (path,) = (folder_of(root) / "answers").iterdir()
    parts = [bytes(part) for part in unpacked(str(path), 6)]
    parts[1] = parts[1].replace(b"checker/engine/run.py\0", b"checker/engine/run.py\0" + b"1", 1)
    path.write_bytes(packed(parts))
    assert not teller.same(*DAY)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_the_clock_goes_on(teller, root, monkeypatch, name) -> None:
    """Within a day and between two turns only the instant itself is told anew."""
    edited(root / "policy/settings.yml", "as_of: 2026-11-20", "as_of:")
    form = ("--format", name)
    told: list[bool] = []
    for second in (NOW, NOW + 1, NOW + 60, NOW - 1, NOW + 86_400, NOW + 86_401):
        monkeypatch.setattr("time.time", lambda at=second: float(at))
        told.append(teller.same(*form))
    assert told == [False, True, True, False, False, True]


def test_every_turn_of_the_clock_is_seen(teller, root, monkeypatch) -> None:
    edited(root / "policy/settings.yml", "as_of: 2026-11-20", "as_of:")
    monkeypatch.setattr("time.time", lambda: float(NOW))
    teller.run()
    (path,) = (folder_of(root) / "answers").iterdir()
    until = int(bytes(unpacked(str(path), 6)[3]).split()[2])
    for second, known in ((until - 1, True), (until, False)):
        monkeypatch.setattr("time.time", lambda at=second: float(at))
        assert teller.same() is known


def test_two_runs_at_once(teller, root) -> None:
    words = ["check", "--root", str(root), *DAY]
    first, second = ask(words), ask(words)
    teller.run(*DAY)
    known = second.answer(NOW)
    path = cases(root)[0]
    path.write_bytes(path.read_bytes() + b"# meanwhile\n")
    first.keep(known, [], [])  # it saw what is no longer there
    assert not teller.same(*DAY)


def test_answers_are_bounded_and_cleared(teller, root) -> None:
    asked = ask(["check", "--root", str(root), *DAY])
    teller.run(*DAY)
    known = asked.answer(NOW)
    for number in range(MOST_FILES + 3):
        asked.path = f"{asked.path[:-2]}{number:02}"
        asked.keep(known, [], [])
    folder = folder_of(root)
    assert len(list((folder / "answers").iterdir())) == MOST_FILES
    assert clear(folder) > 0
    assert not folder.exists()
    assert not teller.same(*DAY)


def test_what_is_no_plain_file_is_never_trusted(root, tmp_path) -> None:
    (root / "cases/2026/link.yml").symlink_to(cases(root)[0])
    with pytest.raises(Irregular):
        stand(str(root), str(tmp_path))
    assert ask(["check", "--root", str(root)]) is None


def test_no_answer_where_it_cannot_be_kept(teller, home) -> None:
    home.write_text("a file where a folder should be", "utf-8")
    assert not teller.same(*DAY)
    assert not teller.same(*DAY)


def test_a_branch_cannot_bring_an_answer(root, monkeypatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "cases"))
    assert ask(["check", "--root", str(root)]) is None


ALONE = """
import sys
import checker.cli
from checker.cli.plain import asked_of
assert asked_of(["check", "--root", sys.argv[1]]) is not None
print(*sorted(name for name in sys.modules if name.startswith("checker")))
print(*{"click", "json", "pathlib", "re", "typing", "dataclasses"} & {*sys.modules})
"""


def test_an_answer_loads_next_to_nothing(root) -> None:
    ran = subprocess.run(
        [sys.executable, "-S", "-c", ALONE, str(root)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = [
        *("checker", "checker.cache", "checker.cache.answers", "checker.cache.place"),
        *("checker.cache.standing", "checker.cli", "checker.cli.plain"),
        *("checker.loading", "checker.loading.roots"),
    ]
    assert ran.stdout.splitlines() == [" ".join(ours), ""]


def test_nobody_reads_to_the_end(teller, root) -> None:
    words = [sys.executable, "-m", "checker", "check", "--root", str(root), *DAY]
    for _ in range(2):
        read, write = os.pipe()
        os.close(read)
        ran = subprocess.run(words, stdout=write, stderr=subprocess.PIPE, check=False)
        os.close(write)
        assert ran.returncode == 1
        assert b"Error" not in ran.stderr
