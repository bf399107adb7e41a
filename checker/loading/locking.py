"""Frozen revisions: `revisions.lock` read, and every revision in it compared with its digest."""

from __future__ import annotations

from pathlib import Path

from checker.document import Limits
from checker.loading.files import read_file
from checker.loading.placing import file_diagnostic
from checker.model.finding import Diagnostic, Problem
from checker.model.moment import parse_day
from checker.model.policy import Revision
from checker.model.text import say

LOCK = "revisions.lock"
HOW_TO_AMEND_ZH = (
    "还原 {folder}（git checkout <改动之前的提交> -- {folder}）；要修改制度，把它抄成新文件夹 "
    "policy/{policy}/<新的生效日>/，改 revision 和 effective_from，写明 changes 和 applies_to，"
    "再看 tousu policy diff、impact"
)
HOW_TO_AMEND_EN = (
    "restore {folder} (git checkout <commit before> -- {folder}); to amend, copy it to "
    "policy/{policy}/<new first day>/, change revision and effective_from, write changes and "
    "applies_to, then read tousu policy diff and impact"
)


def read_lock(
    root: Path, policy_id: str, limits: Limits, problems: list[Diagnostic]
) -> dict[str, str] | None:
    """Effective days to digests as frozen; None where there is no lock or it is no lock."""
    file = f"policy/{policy_id}/{LOCK}"
    if not (root / file).exists() and not (root / file).is_symlink():
        return None
    document, problem = read_file(root, file, limits)
    if problem is not None:
        problems.append(problem)
        return None
    data = document.data if document else None
    if not isinstance(data, dict) or not all(
        parse_day(day) and isinstance(digest, str) for day, digest in data.items()
    ):
        wrong = Problem("policy-invalid", say("应是“生效日: 摘要”", "days and digests are wanted"))
        problems.append(file_diagnostic(wrong, file, document))
        return None
    return data


def altered(
    root: Path,
    policy_id: str,
    revisions: list[Revision],
    locked: dict[str, str] | None,
    problems: list[Diagnostic],
) -> None:
    """Add a problem for every frozen revision that is gone or not as it was."""
    found = {revision.effective_from.isoformat(): revision for revision in revisions}
    for day, digest in (locked or {}).items():
        revision = found.get(day)
        if revision is None or revision.digest != digest:
            folder = f"policy/{policy_id}/{day}"
            file = f"{folder}/revision.yml"
            problem = Problem(
                "revision-altered",
                say(
                    "{day} 起生效的修订已被冻结，内容却变了",
                    "the frozen revision of {day} was altered",
                    day=day,
                ),
                remedy=say(HOW_TO_AMEND_ZH, HOW_TO_AMEND_EN, folder=folder, policy=policy_id),
            )
            problems.append(
                file_diagnostic(problem, file if (root / file).exists() else folder, None)
            )
