"""What git brings: branches behind, merges, clones that lack something, names and links that are traps."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli
from tests.gate.conftest import Gate
from tests.gate.world import CLOSED, FILES, HISTORY, LATE, OPEN, REVISION, Repo, write

REVISION_FILE = "policy/house/2025-01-01/revision.yml"
NOTE = "  - {id: e3, type: noted, at: 2026-03-20T10:00, by: E3}\n"
ACKNOWLEDGED = LATE + (
    "acknowledgements:\n"
    "  - {rule: accept-in-time, cause: 遗漏, measure: 提醒, by: E1, at: 2026-03-19}\n"
)
NOT_BY = '  - {id: not-by, kind: history, title: 不得提交, basis: ["1.1"], not_by: accused}\n'
APART = (
    '  - {id: apart, kind: history, title: 分开, basis: ["1.1"], separate_policy_change: true}\n'
)
WAIVERS = '  - {id: others, kind: history, title: 他人, basis: ["1.1"], waiver_not_by: author}\n'
SOON = '  - {id: soon, kind: history, title: 及时, basis: ["1.1"], recorded_within: {working_days: 1}}\n'


def branch(repo: Repo, name: str = "branch") -> None:
    repo.git("checkout", "-q", "-b", name)


# Where nothing can be said, the gate is never green


@pytest.mark.parametrize("base", ["nowhere", "", "-x", "0" * 40, "main:cases", "HEAD^9"])
def test_an_unknown_base(base: str, gate: Gate) -> None:
    said = gate("--base", base)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_an_unknown_head(gate: Gate) -> None:
    assert gate("--base", "main", "--head", "nowhere").code == 2


def test_a_shallow_clone(repo: Repo, gate: Gate, tmp_path: Path) -> None:
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    clone = ["git", "clone", "-q", "--depth=1", f"file://{repo.root}", str(tmp_path / "clone")]
    subprocess.run(clone, check=True)
    for words in (("--base", "main"), ()):
        said = gate(*words, root=tmp_path / "clone")
        assert said.code == 2
        assert "浅克隆" in said.err


def test_no_repository(repo: Repo, gate: Gate) -> None:
    shutil.rmtree(repo.root / ".git")
    assert gate("--base", "main").code == 2
    assert gate().code == 2


def test_no_shared_history(repo: Repo, gate: Gate) -> None:
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    said = gate("--base", "main")
    assert said.code == 2
    assert "没有共同的历史" in said.err


def test_no_case_left(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-1.yml": None, "cases/2026/C-2.yml": None})
    said = gate("--base", "main")
    assert said.code == 2


def test_no_case_on_either_side(repo: Repo, gate: Gate) -> None:
    repo.commit({"cases/2026/C-1.yml": None, "cases/2026/C-2.yml": None})
    assert gate("--base", "main").code == 2
    assert gate().code == 2


def test_the_branch_breaks_the_policy(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({REVISION_FILE: REVISION.replace("kind: recusal", "kind: recluse")})
    said = gate("--base", "main")
    assert said.code == 2
    assert ("policy-invalid", None) in said.stops


def test_the_branch_takes_the_policy_away(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({name: None for name in FILES if name.startswith("policy/")})
    (repo.root / "policy").mkdir(exist_ok=True)
    assert gate("--base", "main").code == 2


def test_merges_to_and_fro(repo: Repo, gate: Gate) -> None:
    branch(repo)
    ours = repo.commit({"cases/2026/C-3.yml": ACKNOWLEDGED})
    repo.git("checkout", "-q", "main")
    theirs = repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    repo.git("merge", "-q", "-m", "m", ours)
    repo.git("checkout", "-q", "branch")
    repo.git("merge", "-q", "-m", "m", theirs)
    said = gate("--base", "main")
    assert said.code == 2
    assert "共同的起点不止一个" in said.err


# A branch that is behind, ahead, merged, rebased


def test_a_branch_behind_is_judged_as_merged(repo: Repo, gate: Gate) -> None:
    """Its old copy of a case, red by now, is not what a merge would give."""
    repo.commit({"cases/2026/C-3.yml": LATE.rsplit("  - {id: e2", 1)[0]})
    branch(repo)
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    repo.git("checkout", "-q", "main")
    repo.commit({"cases/2026/C-3.yml": ACKNOWLEDGED})
    said = gate("--base", "main", "--head", "branch")
    assert said.code == 0, said.out
    assert "基准已有新的提交" in said.err


def test_a_stale_branch_does_not_undo_what_was_merged_since(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"README.md": "x"})
    repo.git("checkout", "-q", "main")
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    assert gate("--base", "main", "--head", "branch").code == 0


def test_a_policy_stricter_since_the_branch_left_judges_it(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-3.yml": LATE.replace("03-12", "03-10")})
    repo.git("checkout", "-q", "main")
    repo.commit({REVISION_FILE: REVISION.replace("working_days: 1}", "hours: 2}")})
    said = gate("--base", "main", "--head", "branch")
    assert ("accept-in-time", "late") in said.stops
    assert said.code == 1


def test_a_merge_that_throws_away_what_the_base_has(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-1.yml": CLOSED + "title: 一件\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"cases/2026/C-3.yml": LATE, "cases/2026/C-2.yml": OPEN + NOTE})
    repo.git("checkout", "-q", "branch")
    repo.git("merge", "-q", "-s", "ours", "-m", "m", "main")
    said = gate("--base", "main")
    assert said.stops >= {("case-removed", "removed"), ("entry-rewritten", "rewritten")}
    assert said.code == 1


def test_both_changed_one_case(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    repo.git("checkout", "-q", "main")
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE.replace("e3", "e4")})
    said = gate("--base", "main", "--head", "branch")
    assert said.code == 2
    assert "cases/2026/C-2.yml" in said.err


def test_twin_a_merge_with_its_conflict_resolved(repo: Repo, gate: Gate) -> None:
    test_both_changed_one_case(repo, gate)
    repo.git("checkout", "-q", "branch")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "-q", "main")
    both = OPEN + NOTE + NOTE.replace("e3", "e4").replace("10:00", "11:00")
    merged = both.replace("11:00", "10:00")
    repo.commit({"cases/2026/C-2.yml": merged})
    assert gate("--base", "main").code == 0


def test_twin_a_conflict_resolved_with_ours_first(repo: Repo, gate: Gate) -> None:
    """Which of two new entries stands first is nobody's rewriting."""
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    branch(repo)
    ours = NOTE.replace("e3", "e4").replace("10:00", "09:00")
    repo.commit({"cases/2026/C-2.yml": OPEN + ours + NOTE})
    assert gate("--base", "main").code == 0


def test_twin_a_rebase_and_several_branches_synced_late(repo: Repo, gate: Gate) -> None:
    branch(repo, "one")
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    repo.git("checkout", "-q", "-b", "two", "main")
    repo.commit({"cases/2026/C-3.yml": ACKNOWLEDGED})
    repo.git("checkout", "-q", "main")
    repo.commit({"cases/2026/C-1.yml": CLOSED + "title: 一件\n"})
    repo.git("checkout", "-q", "-b", "all", "main")
    repo.git("merge", "-q", "-m", "m", "one")
    repo.git("merge", "-q", "-m", "m", "two")
    assert gate("--base", "main").code == 0
    repo.git("checkout", "-q", "one")
    repo.git("rebase", "-q", "main")
    assert gate("--base", "main").code == 0


def test_twin_a_case_moved_to_its_place(repo: Repo, gate: Gate) -> None:
    repo.commit({"cases/2026/C-2.yml": None, "cases/C-2.yml": OPEN})
    branch(repo)
    repo.commit({"cases/C-2.yml": None, "cases/2026/C-2.yml": OPEN})
    assert gate("--base", "main").code == 0


def test_what_was_written_and_rewritten_before_the_merge_is_no_rewriting(
    repo: Repo, gate: Gate
) -> None:
    repo.commit({REVISION_FILE: REVISION + HISTORY})
    branch(repo)
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE})
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE.replace("10:00", "11:00")})
    assert gate("--base", "main").code == 0


# The history rules of the base


def test_a_commit_by_the_accused(repo: Repo, gate: Gate) -> None:
    repo.commit({REVISION_FILE: REVISION + NOT_BY})
    branch(repo)
    repo.commit({"cases/2026/C-1.yml": CLOSED + "title: 一件\n"}, name="ding@example.com")
    said = gate("--base", "main")
    assert said.stops == {("not-by", "forbidden_actor")}
    assert said.code == 1


def test_the_accused_hides_his_name_in_the_organization_or_the_mailmap(
    repo: Repo, gate: Gate
) -> None:
    repo.commit({REVISION_FILE: REVISION + NOT_BY})
    branch(repo)
    organization = FILES["policy/organization.yml"].replace("aliases: [ding@example.com]", "")
    repo.commit(
        {
            "policy/organization.yml": organization,
            ".mailmap": "<E1@example.org> <ding@example.com>\n",
        }
    )
    repo.commit({"cases/2026/C-1.yml": CLOSED + "title: 一件\n"}, name="ding@example.com")
    said = gate("--base", "main")
    assert ("not-by", "forbidden_actor") in said.stops


def test_case_and_policy_in_one_merge(repo: Repo, gate: Gate) -> None:
    repo.commit({REVISION_FILE: REVISION + APART})
    branch(repo)
    repo.commit({"cases/2026/C-1.yml": CLOSED + "title: 一件\n"})
    repo.commit({REVISION_FILE: REVISION + APART + "# said better\n"})
    said = gate("--base", "main")
    assert ("apart", "self_serving") in said.stops


def test_a_waiver_by_whoever_commits_it(repo: Repo, gate: Gate) -> None:
    waiver = "waivers:\n  - {rule: close-in-time, reason: 等, by: E1, at: 2026-03-18, until: 2026-06-30}\n"
    repo.commit({REVISION_FILE: REVISION + WAIVERS})
    branch(repo)
    repo.commit({"cases/2026/C-2.yml": OPEN + waiver}, name="E1")
    assert gate("--base", "main").stops == {("others", "self_serving")}
    repo.git("checkout", "-q", "-b", "twin", "main")
    repo.commit({"cases/2026/C-2.yml": OPEN + waiver}, name="E3")
    assert gate("--base", "main").code == 0


def test_recorded_too_late_counts_from_the_merge(repo: Repo, gate: Gate) -> None:
    repo.commit({REVISION_FILE: REVISION + SOON})
    branch(repo)
    repo.commit({"cases/2026/C-2.yml": OPEN + NOTE.replace("03-20", "03-19")})
    assert gate("--base", "main").code == 0
    assert ("soon", "recorded_late") in gate("--base", "main", as_of="2026-03-27").stops


ACCUSED_UNIT = LATE.replace("severity", "accused: [{unit: sz}]\nseverity").replace(
    "by: E4", "by: E3"
)


@pytest.mark.parametrize(
    ("case", "author", "code"),
    [
        pytest.param(LATE, "ding@example.com", 1, id="who-is-accused"),
        pytest.param(LATE, "E1", 0, id="somebody-else"),
        pytest.param(ACCUSED_UNIT, "yi@example.com", 1, id="its-head"),
        pytest.param(ACCUSED_UNIT, "E1", 0, id="of-no-accused-unit"),
    ],
)
def test_a_laxer_policy_by_whom_the_red_case_is_about(
    case: str, author: str, code: int, repo: Repo, gate: Gate
) -> None:
    repo.commit({"cases/2026/C-3.yml": case})
    branch(repo)
    repo.commit(
        {REVISION_FILE: REVISION.replace("working_days: 1}", "working_days: 9}")}, name=author
    )
    said = gate("--base", "main", "--step-only")
    assert said.code == code
    assert (("self-serving", "self_serving") in said.stops) == (code == 1)


# The lock


def locked(repo: Repo) -> dict[str, str | None]:
    """The register with its revision frozen, committed."""
    words = ["policy", "lock", "--as-of", "2026-03-01", "--root", str(repo.root)]
    assert CliRunner().invoke(cli, words).exit_code == 0
    repo.commit({})
    return {}


def test_a_frozen_revision_altered(repo: Repo, gate: Gate) -> None:
    locked(repo)
    branch(repo)
    repo.commit({REVISION_FILE: REVISION + "# a word\n"})
    said = gate("--base", "main")
    assert said.code == 2
    assert said.stops == {("revision-altered", None)}
    assert said.remarks == {"guard-changed"}


@pytest.mark.parametrize("how", ["forced", "without its lock"])
def test_a_frozen_revision_altered_together_with_its_lock(how: str, repo: Repo, gate: Gate) -> None:
    locked(repo)
    branch(repo)
    write(repo.root, {REVISION_FILE: REVISION.replace("working_days: 1}", "working_days: 9}")})
    lock = repo.root / "policy/house/revisions.lock"
    lock.unlink()
    if how == "forced":
        locked(repo)
    repo.commit({})
    said = gate("--base", "main")
    assert said.code == 1
    assert ("revision-altered", "rewritten") in said.stops


# What a branch leaves lying about


def test_nothing_of_the_branch_is_run_or_obeyed(repo: Repo, gate: Gate) -> None:
    """Filters, hooks, attributes, python files, replaced objects: the verdict is as without them."""
    branch(repo)
    trap = "import pathlib; pathlib.Path(__file__).with_suffix('.ran').touch()\n"
    attributes = (
        "*.yml -diff filter=evil working-tree-encoding=UTF-16 export-ignore\ncases/** ident\n"
    )
    planted = ("sitecustomize.py", "yaml.py", "checker.py", "click.py", "conftest.py")
    repo.commit({**dict.fromkeys(planted, trap), "cases/2026/C-3.yml": LATE})
    write(repo.root, {".gitattributes": attributes})
    repo.git("add", ".gitattributes")
    repo.git("commit", "-q", "-m", "a step")
    repo.git("config", "filter.evil.smudge", f"touch {repo.root}/smudged; cat")
    good = repo.git("hash-object", "-w", "--stdin", "-t", "blob")
    bad = repo.git("rev-parse", "HEAD:cases/2026/C-3.yml")
    repo.git("replace", bad, good)
    command = [
        str(Path(sys.executable).with_name("tousu")),
        "ci",
        "--base",
        "main",
        "--as-of",
        "2026-03-20",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [*command, "--format", "json"],
        cwd=repo.root,
        capture_output=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1, done.stderr.decode()
    late = [item for item in json.loads(done.stdout)["findings"] if item["reason"] == "late"]
    assert [item["path"] for item in late] == ["cases/2026/C-3.yml"]
    assert not list(repo.root.glob("*.ran"))
    assert not (repo.root / "smudged").exists()


def test_links_are_not_followed(repo: Repo, gate: Gate, tmp_path: Path) -> None:
    (tmp_path / "C-3.yml").write_text(ACKNOWLEDGED)
    branch(repo)
    (repo.root / "cases/2026/C-3.yml").symlink_to(tmp_path / "C-3.yml")
    repo.commit({})
    said = gate("--base", "main")
    assert said.code == 1
    assert said.of("encoding", "invalid") == ["cases/2026/C-3.yml"]


@pytest.mark.parametrize("name", ["settings.yml", "house/revisions.lock"])
def test_what_judges_is_no_link_and_a_dangling_one_no_blank(
    name: str, repo: Repo, gate: Gate
) -> None:
    branch(repo)
    (repo.root / "policy" / name).symlink_to("/nowhere")
    repo.commit({})
    assert gate("--base", "main").code == 2


def test_the_whole_folder_of_cases_as_a_link(repo: Repo, gate: Gate) -> None:
    branch(repo)
    shutil.move(repo.root / "cases", repo.root / "elsewhere")
    (repo.root / "cases").symlink_to("elsewhere")
    repo.commit({})
    assert gate("--base", "main").code == 2


def test_evidence_may_be_a_link_inside_and_never_outside(repo: Repo, gate: Gate) -> None:
    event = (
        "  - {id: e3, type: noted, at: 2026-03-20T10:00, by: E3, records: "
        "[{kind: document, path: cases/evidence/C-2.txt}]}\n"
    )
    branch(repo)
    (repo.root / "cases/evidence/C-2.txt").symlink_to("C-1/form.txt")
    repo.commit({"cases/2026/C-2.yml": OPEN + event})
    assert gate("--base", "main").code == 0
    (repo.root / "cases/evidence/C-2.txt").unlink()
    (repo.root / "cases/evidence/C-2.txt").symlink_to("/etc/hostname")
    repo.commit({})
    said = gate("--base", "main")
    assert said.code == 1
    assert said.of("evidence-missing", "invalid") == ["cases/2026/C-2.yml"]


@pytest.mark.parametrize(("day", "told"), [("2026-03-10", True), ("2026-03-20", False)])
def test_a_revision_of_days_gone_by_is_named(day: str, told: bool, repo: Repo, gate: Gate) -> None:
    branch(repo)
    text = REVISION.replace('"2025"', '"2026"').replace("2025-01-01", day)
    repo.commit({f"policy/house/{day}/revision.yml": text})
    said = gate("--base", "main")
    assert said.code == 0
    assert any("已经过去的日子" in item["message"] for item in said.findings) is told


@pytest.mark.parametrize("how", ["the file behind the link", "the link"])
def test_evidence_behind_a_link_is_not_replaced(how: str, repo: Repo, gate: Gate) -> None:
    folder = repo.root / "cases/evidence"
    repo.commit({"cases/evidence/kept/form.txt": "abc", "cases/evidence/other/form.txt": "abd"})
    shutil.rmtree(folder / "C-1")
    (folder / "C-1").symlink_to("kept")
    repo.commit({"cases/2026/C-1.yml": CLOSED.split(", sha256")[0] + "}\n"})
    repo.git("checkout", "-q", "-b", "branch")
    if how == "the link":
        (folder / "C-1").unlink()
        (folder / "C-1").symlink_to("other")
        repo.commit({})
    else:
        repo.commit({"cases/evidence/kept/form.txt": "abd"})
    assert gate("--base", "main").stops == {("evidence-rewritten", "rewritten")}


def test_a_submodule_among_the_cases(repo: Repo, gate: Gate) -> None:
    branch(repo)
    commit = repo.git("rev-parse", "HEAD")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},cases/2027")
    repo.git("commit", "-q", "-m", "a step")
    said = gate("--base", "main")
    assert said.code == 2
    assert "子模块" in said.err


@pytest.mark.parametrize("name", ["..", ".git"])
def test_names_that_lead_out(name: str, repo: Repo, gate: Gate, tmp_path: Path) -> None:
    branch(repo)
    blob = repo.git("rev-parse", "HEAD:cases/2026/C-2.yml")
    inner = subprocess.run(
        ["git", "mktree"], input=f"100644 blob {blob}\tx.yml\n".encode(), cwd=repo.root,
        capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    listing = repo.git("ls-tree", "HEAD:cases") + f"\n040000 tree {inner}\t{name}\n"
    cases = subprocess.run(
        ["git", "mktree"], input=listing.encode(), cwd=repo.root, capture_output=True, check=True
    ).stdout.decode().strip()  # fmt: skip
    rest = "\n".join(
        line for line in repo.git("ls-tree", "HEAD").splitlines() if not line.endswith("\tcases")
    )
    top = subprocess.run(
        ["git", "mktree"], input=f"{rest}\n040000 tree {cases}\tcases\n".encode(), cwd=repo.root,
        capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    commit = repo.git("commit-tree", top, "-p", "HEAD", "-m", "x")
    assert gate("--base", "main", "--head", commit).code == 2


@pytest.mark.parametrize(
    "name", [b"cases/2026/\xff.yml", b"cases/2026/a\nb.yml", "cases/2026/张三.yml".encode()]
)
@pytest.mark.parametrize("form", ["text", "json", "markdown", "sarif", "junit"])
def test_odd_names_are_told_and_judged(name: bytes, form: str, repo: Repo) -> None:
    branch(repo)
    (repo.root / os.fsdecode(name)).write_text(LATE)
    repo.commit({})
    words = [
        "ci",
        "--base",
        "main",
        "--as-of",
        "2026-03-20",
        "--format",
        form,
        "--root",
        str(repo.root),
    ]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1, done.stderr
    assert "misplaced-file" in done.stdout


def test_the_work_tree_has_no_say(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-3.yml": LATE})
    write(repo.root, {"cases/2026/C-3.yml": ACKNOWLEDGED})
    said = gate("--base", "main")
    assert said.code == 1
    assert "没有提交的改动不在检查之列" in said.err


def test_a_register_below_the_repositorys_top(tmp_path: Path, gate: Gate) -> None:
    repo = Repo(tmp_path / "whole")
    repo.commit({f"register/{name}": text for name, text in FILES.items()})
    branch(repo)
    repo.commit({"register/cases/2026/C-3.yml": LATE})
    said = gate("--base", "main", root=repo.root / "register")
    assert said.stops == {("accept-in-time", "late")}
    assert said.of("accept-in-time") == ["cases/2026/C-3.yml late"]


# The daily run, formats, receipts


def test_daily_a_missed_deadline_is_the_absence_of_a_commit(repo: Repo, gate: Gate) -> None:
    repo.commit({"cases/2026/C-2.yml": OPEN.replace("general", "serious")})
    assert gate().code == 0
    assert gate(as_of="2026-03-26").stops == {("close-in-time", "overdue")}


def test_the_clock_stands_where_the_base_holds_it(repo: Repo, gate: Gate) -> None:
    repo.commit({"policy/settings.yml": "as_of: 2026-03-20\n"})
    branch(repo)
    repo.commit({"policy/settings.yml": "as_of: 2026-03-10\n", "cases/2026/C-3.yml": LATE})
    assert gate("--base", "main", as_of=None).code == 1


def test_a_receipt_of_the_gate_is_verified_after_the_merge(
    repo: Repo, gate: Gate, tmp_path: Path
) -> None:
    branch(repo)
    head = repo.commit({"cases/2026/C-3.yml": ACKNOWLEDGED})
    file = tmp_path / "r.json"
    assert gate("--base", "main", "--receipt", str(file)).code == 0
    data = json.loads(file.read_text())
    assert data["source"]["commit"] == head
    assert data["source"]["base"] == repo.git("rev-parse", "main")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "branch")
    words = ["verify", str(file), "--root", str(repo.root)]
    assert CliRunner().invoke(cli, words).exit_code == 0


def test_the_summary_is_appended_only_when_asked_for(
    repo: Repo, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    gate("--base", "main")
    assert file.read_text() == "before\n"
    gate("--base", "main", "--summary")
    assert file.read_text().startswith("before\n## ")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert gate("--base", "main", "--summary").code == 2


def test_same_commits_same_bytes(repo: Repo, gate: Gate) -> None:
    branch(repo)
    repo.commit({"cases/2026/C-3.yml": LATE, REVISION_FILE: REVISION.replace("1}", "9}")})
    assert gate("--base", "main").out == gate("--base", "main").out
