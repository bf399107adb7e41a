"""`tousu audit` as it is called: what cannot be audited is never green."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import cli
from checker.history import spreading
from tests.history.conftest import Repo, case
from tests.history.test_attacks import DAY, E1, E2, E3, FILE, begin, locked, on_branch, then


def audit(root: Path, *options: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["audit", "--root", str(root), *options])
    return done.exit_code, done.stdout, done.stderr


def clone(repo: Repo, *options: str) -> Path:
    target = repo.top.parent / "clone"
    command = ["git", "clone", "--quiet", *options, f"file://{repo.top}", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target


def test_in_order_is_0_and_a_breach_1(repo: Repo) -> None:
    begin(repo, "trace")
    assert audit(repo.root)[0] == 0
    then(repo, case(E1))
    code, out, err = audit(repo.root)
    assert code == 1
    assert "已入库的事件 e2 被删除 [trace]" in out
    assert "受保护的分支 main" in err
    assert audit(repo.root, "--fail-on", "never")[0] == 0
    assert audit(repo.root, "--select", "trace")[0] == 1


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "policy").mkdir()
    code, out, err = audit(tmp_path)
    assert (code, out) == (2, "")
    assert "不在 git 仓库里" in err


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert audit(tmp_path / "none")[0] == 2


def test_a_shallow_clone(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, case(E1))
    code, out, err = audit(clone(repo, "--depth", "1"))
    assert (code, out) == (2, "")
    assert "浅克隆" in err


def test_a_partial_clone(repo: Repo) -> None:
    begin(repo, "trace")
    repo.git("config", "uploadpack.allowFilter", "true")
    code, _, err = audit(clone(repo, "--filter=blob:none", "--no-checkout"))
    assert code == 2
    assert "部分克隆" in err


def test_a_clone_detached_on_a_remote_branch(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, case(E1))
    target = clone(repo)
    for arguments in (("checkout", "--quiet", "--detach"), ("branch", "--quiet", "-D", "main")):
        subprocess.run(["git", *arguments], cwd=target, check=True, capture_output=True)
    assert audit(target)[0] == 1


@pytest.mark.parametrize("name", ["none", "--all", "-x", "main~1", "HEAD", "a b"])
def test_a_protected_branch_that_is_not_there(repo: Repo, name: str) -> None:
    begin(repo, "trace")
    code, out, err = audit(repo.root, f"--branch={name}")
    assert (code, out) == (2, "")
    assert "没有受保护的分支" in err


def test_the_branch_that_is_checked_out_is_never_taken_for_it(repo: Repo) -> None:
    begin(repo, "trace")
    repo.git("branch", "--quiet", "-m", "main", "work")
    assert audit(repo.root)[0] == 2
    assert audit(repo.root, "--branch", "work")[0] == 0


def test_what_a_branch_or_the_work_tree_says_does_not_count(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, case(E1))
    on_branch(repo)
    repo.policy(["keep"])
    repo.commit("E3", DAY.format(4))
    repo.write({"policy/p/2020-01-01/revision.yml": "broken: [", ".gitattributes": "*.yml -diff\n"})
    assert audit(repo.root)[0] == 1


@pytest.mark.parametrize("since", ["none", "--all", "-1", "HEAD:policy", "a b"])
def test_an_unknown_start(repo: Repo, since: str) -> None:
    begin(repo, "trace")
    code, out, err = audit(repo.root, f"--since={since}")
    assert (code, out) == (2, "")
    assert "没有提交" in err


def test_a_start_that_is_not_in_the_branch(repo: Repo) -> None:
    begin(repo, "trace")
    on_branch(repo)
    other = then(repo, case(E1, E2, E3))
    code, _, err = audit(repo.root, "--since", other)
    assert code == 2
    assert "不在 main 的历史中" in err


def test_what_came_before_the_start_is_not_judged_what_stood_there_is_known(repo: Repo) -> None:
    begin(repo, "trace", "prompt")
    start = then(repo, case(E1))
    assert audit(repo.root, "--since", start)[0] == 0
    then(repo, case(E1, outcome="x"), day=9)
    assert audit(repo.root, "--since", start)[0] == 0
    then(repo, case("e7 closed 2026-03-09 E2"), day=9)
    code, out, _ = audit(repo.root, "--since", start, "--format", "json")
    assert code == 1
    assert [item["before"]["id"] for item in json.loads(out)["findings"]] == ["e1"]


def test_no_case_at_all_is_no_green(repo: Repo) -> None:
    repo.policy(["trace"])
    repo.commit()
    code, _, err = audit(repo.root)
    assert code == 2
    assert "没有任何案件" in err


def test_a_broken_policy_on_the_protected_branch(repo: Repo) -> None:
    begin(repo, "trace")
    repo.write({"policy/p/2020-01-01/revision.yml": "rules: [\n"})
    repo.commit()
    assert audit(repo.root)[0] == 2


def test_who_alters_the_rules_is_judged_by_those_before(repo: Repo) -> None:
    repo.policy(["trace", "keep"])
    locked(repo)
    repo.write({FILE: case(E1, E2)})
    repo.commit("E1", DAY.format(2))
    repo.policy(["keep"])
    then(repo, case(E1), by="E4")
    code, out, err = audit(repo.root)
    assert code == 1
    assert "[revision-altered]" in out
    assert "已入库的事件 e2 被删除 [trace]" in out
    assert "按改动之前" in err


def test_a_rule_that_audit_does_not_judge(repo: Repo) -> None:
    begin(repo, "trace", "accept")
    assert audit(repo.root, "--select", "accept")[0] == 2


def test_an_instance_below_the_top_of_its_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r", "register/north")
    begin(repo, "trace")
    then(repo, case(E1))
    (item,) = repo.audit()["findings"]
    assert item["path"] == FILE


def test_replaced_objects_and_grafts_hide_nothing(repo: Repo) -> None:
    begin(repo, "trace")
    bad = then(repo, case(E1))
    then(repo, case(E1, outcome="x"), day=4)
    good = repo.git("rev-parse", f"{bad}~1")
    repo.git("replace", "--graft", "HEAD", good)
    (repo.top / ".git/info").mkdir(exist_ok=True)
    (repo.top / ".git/info/grafts").write_text(f"{repo.git('rev-parse', 'HEAD')} {good}\n")
    assert audit(repo.root)[0] == 1


def test_git_is_not_led_by_the_environment(repo: Repo, monkeypatch: Any) -> None:
    begin(repo, "trace")
    then(repo, case(E1))
    monkeypatch.setenv("GIT_DIR", os.devnull)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert audit(repo.root)[0] == 1


@pytest.mark.parametrize("name", ["text", "json", "jsonl", "markdown", "sarif", "github", "junit"])
def test_every_format_gives_the_same_bytes_twice_and_no_free_text(repo: Repo, name: str) -> None:
    begin(repo, "trace", "prompt", title="secret-title")
    then(repo, case(E1, E2.replace("=a", "=secret-note"), E3, title="secret-title"), day=9)
    first, second = audit(repo.root, "--format", name), audit(repo.root, "--format", name)
    assert first == second
    assert "secret" not in first[1]
    assert first[1]


def test_many_late_events_are_one_line_for_people_and_each_one_for_machines(repo: Repo) -> None:
    begin(repo, "prompt")
    then(repo, case(E1, E2, E3, "e4 reopened 2026-03-04T09:00 E2"), day=9)
    _, text, _ = audit(repo.root)
    assert text.count("[prompt]") == 1
    assert "2 个事件超过期限才入库，涉及 1 个案件（发生于 2026-03-03 至 2026-03-04）" in text
    _, data, _ = audit(repo.root, "--format", "json")
    assert len(json.loads(data)["findings"]) == 2
    assert json.loads(data)["summary"]["violation"] == 2


def test_identities_that_nobody_has_are_said(repo: Repo) -> None:
    begin(repo, "trace")
    then(repo, case(E1, E2, E3), by="x <who@y.example>")
    code, _, err = audit(repo.root)
    assert code == 0
    assert "who@y.example" in err


def test_two_processes_say_what_one_says(repo: Repo, monkeypatch: Any) -> None:
    begin(repo, "trace", "prompt", "keep")
    for number in range(2, 6):
        name = f"C-{number}"
        repo.write({f"cases/2026/{name}.yml": case(E1, E2, name=name)})
    repo.commit("E2", DAY.format(3))
    repo.write({"cases/2026/C-3.yml": None, "cases/2026/C-4.yml": case(E1, name="C-4")})
    repo.commit("E4", DAY.format(9))
    monkeypatch.setattr(spreading, "WORTH_IT", 1)
    one, two = (audit(repo.root, "--jobs", jobs, "--format", "json") for jobs in "12")
    assert one == two
    assert json.loads(one[1])["summary"]["cases"] == 5


def test_a_missing_object_is_no_green(repo: Repo, monkeypatch: Any) -> None:
    begin(repo, "trace")
    then(repo, case(E1))
    blob = repo.git("rev-parse", f"HEAD:{FILE}")
    (repo.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for floor in (400, 1):
        monkeypatch.setattr(spreading, "WORTH_IT", floor)
        code, out, err = audit(repo.root, "--jobs", "2")
        assert (code, out) == (2, "")
        assert "缺少对象" in err
