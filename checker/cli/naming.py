"""Names that people type: which case, which rule, and the closest known one for a slip."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from checker.cli.common import fail
from checker.loading.instance import Instance
from checker.loading.placing import FIXED_RULES
from checker.model.organization import Organization


def case_file(instance: Instance, name: str) -> str | None:
    """The file of a case by its id, in any case of letters, or by its path; None if unknown."""
    files = instance.case_files()
    stems = {stem(file).casefold(): file for file in reversed(files)}
    if (found := stems.get(name.casefold())) is not None:
        return found
    for start in (Path.cwd(), instance.root):
        try:
            path = (start / name).resolve().relative_to(instance.root.resolve()).as_posix()
        except (ValueError, OSError):
            continue
        if path in files:
            return path
    return None


def require_case(instance: Instance, name: str) -> str:
    """The file of a case; exits 2 with the closest id where there is none."""
    file = case_file(instance, name)
    if file is None:
        hint_zh, hint_en = closest(name, case_ids(instance))
        fail(f"没有案件 {name}{hint_zh}", f"no case {name}{hint_en}")
    return file


def case_ids(instance: Instance) -> list[str]:
    """The ids of all cases, by their files' names."""
    return [stem(file) for file in instance.case_files()]


def stem(file: str) -> str:
    """A file's name without folder and ending."""
    return file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def rule_ids(instance: Instance) -> list[str]:
    """The ids of all rules of all revisions, the tool's own last."""
    names = {
        name: None
        for policy in instance.policies.values()
        for revision in policy.revisions
        for name in revision.rules_by_id
    }
    return [*names, *FIXED_RULES]


def require_unit(organization: Organization, name: str) -> str:
    """A unit's id; exits 2 with the closest one where there is none."""
    if name not in organization.units:
        hint_zh, hint_en = closest(name, organization.units)
        fail(f"没有单位 {name}{hint_zh}", f"no unit {name}{hint_en}")
    return name


def require_staff(organization: Organization, name: str) -> str:
    """A staff id for an id or alias; exits 2 with the closest one where there is none."""
    found = organization.resolve(name)
    if found is None:
        hint_zh, hint_en = closest(name, [entry.id for entry in organization.staff])
        fail(f"没有人员 {name}{hint_zh}", f"no staff member {name}{hint_en}")
    return found


def closest(name: str, known: Iterable[str]) -> tuple[str, str]:
    """The end of a sentence about an unknown name: `；是否想写 …`, or nothing."""
    spelt = {item.casefold(): item for item in known}
    found = difflib.get_close_matches(name.casefold(), list(spelt), n=1, cutoff=0.6)
    if not found:
        return "", ""
    return f"；是否想写 {spelt[found[0]]}", f"; did you mean {spelt[found[0]]}"
