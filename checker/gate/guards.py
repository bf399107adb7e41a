"""What judges, changed by the step: named for reviewers, rule by rule; a frozen revision stops it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from checker.gate.bygone import bygone
from checker.gate.judging import Judgement
from checker.gate.step import part_of_policy
from checker.gate.telling import breach, remark
from checker.loading.files import read_file
from checker.loading.instance import SETTINGS_FILE, Instance
from checker.loading.locking import LOCK
from checker.model.finding import Diagnostic
from checker.model.moment import at_second
from checker.model.policy import Policy, Revision
from checker.model.text import Say, joined, listed, say

GUARDS = (
    ".gitattributes",
    ".mailmap",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    "allowed_signers",
)
CI_FOLDERS = (".ci", ".circleci", ".forgejo", ".gitea", ".github", ".gitlab")
WHAT = {
    "revision": say("修订有改动", "the revision was changed"),
    "tests": say("制度的例子有改动", "the policy's tests were changed"),
    "other": say("评判案件所依据的文件有改动", "a file by which cases are judged was changed"),
    "ci": say("检查流程或身份的文件有改动", "a file of the checks or of identities was changed"),
}


def guards(judgement: Judgement) -> Iterator[Diagnostic]:
    """Frozen revisions altered, then every other change of what judges, once a folder."""
    yield from _frozen(judgement)
    yield from _stopped_clock(judgement)
    changed = judgement.step.changed
    kinds = {path: kind for path in changed if (kind := _kind(path)) is not None}
    for place, kind in sorted({(_place(path, kinds[path]), kinds[path]) for path in kinds}):
        yield remark("guard-changed", WHAT[kind], place)
    if any(kind != "ci" for kind in kinds.values()):
        yield from bygone(judgement)
        yield from _rules(judgement)
        yield from _tests(judgement)


def _kind(path: str) -> str | None:
    parts = PurePosixPath(path).parts
    is_ci = parts[-1] in GUARDS or parts[0] in CI_FOLDERS
    return part_of_policy(path) or ("ci" if is_ci else None)


def _place(path: str, kind: str) -> str:
    return str(PurePosixPath(path).parent) if kind in ("revision", "tests") else path


def _frozen(judgement: Judgement) -> Iterator[Diagnostic]:
    """A lock's entry that was taken away or rewritten: `tousu policy lock --force` is no way out."""
    own = judgement.own.instance.policies
    for name, policy in judgement.stood.instance.policies.items():
        if name in judgement.own.instance.broken:
            continue  # it says itself what is wrong with it
        mine = own.get(name)
        digests = _digests(mine)
        for day, digest in (policy.locked or {}).items():
            kept = mine is not None and (mine.locked or {}).get(day) == digest
            if kept and digests.get(day) == digest:
                continue
            yield breach(
                "revision-altered",
                "rewritten",
                say(
                    "{day} 起生效的修订已被冻结，本次改动却改了它或它的冻结记录",
                    "the frozen revision of {day}, or its entry in the lock, was altered",
                    day=day,
                ),
                f"policy/{name}/{LOCK}",
                remedy=say("还原；修改制度用新的修订", "restore it; a change is a new revision"),
            )


def _stopped_clock(judgement: Judgement) -> Iterator[Diagnostic]:
    """`as_of` written into settings that had none: nothing would ever become overdue again."""
    day = judgement.own.instance.settings.as_of
    if day is None or judgement.stood.instance.settings.as_of is not None:
        return
    yield breach(
        "self-serving",
        "self_serving",
        say(
            "本次改动让时钟停住（as_of）：合并之后再没有什么会逾期",
            "the step stops the clock (as_of): once merged, nothing becomes overdue any more",
        ),
        SETTINGS_FILE,
        remedy=say("删去 as_of", "take as_of out"),
    )


def _digests(policy: Policy | None) -> dict[str, str]:
    return {
        item.effective_from.isoformat(): item.digest
        for item in (policy.revisions if policy else ())
    }


def _rules(judgement: Judgement) -> Iterator[Diagnostic]:
    """Rules taken away or changed in a revision that stood before; revisions and policies gone."""
    before, after = judgement.stood.instance, judgement.own.instance
    for name, policy in before.policies.items():
        if name in after.broken:
            continue
        mine = after.policies.get(name)
        later = {item.folder: item for item in (mine.revisions if mine else ())}
        for revision in policy.revisions:
            same = later.get(revision.folder)
            if same is None:
                gone = say("修订 {label} 没有了", "revision {label} is gone", label=revision.label)
                yield remark("guard-changed", gone, revision.folder)
            elif told := _told(revision, same):
                yield remark("guard-changed", joined(told, "；", "; "), revision.folder)
        yield from _dated_back(policy, mine, judgement)


def _dated_back(before: Policy, after: Policy | None, judgement: Judgement) -> Iterator[Diagnostic]:
    """New revisions of a policy that take effect before the day of the step."""
    old = {revision.folder for revision in before.revisions}
    today = at_second(judgement.stood.as_of.second or 0, before.zone).day
    for revision in after.revisions if after else ():
        if revision.folder not in old and revision.effective_from < today:
            message = say(
                "新修订 {label} 自 {day} 起生效，早于本次改动：它改变已经过去的日子里适用的规则",
                "the new revision {label} is in force from {day}: it governs days gone by",
                label=revision.label,
                day=revision.effective_from,
            )
            yield remark("guard-changed", message, revision.folder)


def _told(before: Revision, after: Revision) -> list[Say]:
    old, new = before.rules_by_id, after.rules_by_id
    gone = sorted(old.keys() - new.keys())
    other = sorted(name for name in old.keys() & new.keys() if old[name] != new[name])
    told = []
    if gone:
        told.append(say("规则 {names} 被删去", "rules removed: {names}", names=listed(gone)))
    if other:
        told.append(say("规则 {names} 有改动", "rules changed: {names}", names=listed(other)))
    return told


def _tests(judgement: Judgement) -> Iterator[Diagnostic]:
    """Examples that were taken away or made to say something else, by rule."""
    before = _examples(judgement.stood.instance, judgement)
    after = _examples(judgement.own.instance, judgement)
    rules: dict[str, set[str]] = {}
    for (folder, name, rule), data in before.items():
        if after.get((folder, name, rule)) != data:
            rules.setdefault(folder, set()).add(rule)
    for folder, names in sorted(rules.items()):
        yield remark(
            "guard-changed",
            say(
                "规则 {names} 的例子被删去或改动",
                "examples of {names} were removed or changed",
                names=listed(sorted(names)),
            ),
            folder,
        )


def _examples(instance: Instance, judgement: Judgement) -> dict[tuple[str, str, str], Any]:
    """Examples by folder, name and rule, with the base that they build on."""
    found: dict[tuple[str, str, str], Any] = {}
    for path in sorted(judgement.step.changed):
        if _kind(path) != "tests" or not (instance.root / path).exists():
            continue
        document, _ = read_file(instance.root, path, instance.settings.limits)
        data = document.data if document is not None else None
        if not isinstance(data, dict):
            continue
        for test in data.get("tests") or ():
            if isinstance(test, dict):
                key = (
                    str(PurePosixPath(path).parent),
                    str(test.get("name")),
                    str(test.get("rule")),
                )
                found[key] = (data.get("base"), test)
    return found
