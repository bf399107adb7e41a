"""What the gate says of a step, as diagnostics: so that every output format takes them."""

from __future__ import annotations

from checker.gate.cases import State
from checker.lazily import dataclass
from checker.loading.placing import UTC
from checker.model.finding import Diagnostic, Finding, Level, Path, Status
from checker.model.policy import Policy, Revision
from checker.model.text import Say
from checker.rules.base import Rule

KIND = "gate"


@dataclass(frozen=True)
class Authority:
    """The rule of a policy that demands what the gate found broken; none where it has none."""

    revision: Revision
    rule: Rule


def breach(
    code: str, reason: str, message: Say, state: State | str, place: Path = (), *,
    remedy: Say | None = None, authority: Authority | None = None,
) -> Diagnostic:  # fmt: skip
    """Something that stops the step, at a place of a file."""
    return _told(code, "violation", reason, "error", message, state, place, remedy, authority)


def remark(code: str, message: Say, state: State | str, place: Path = ()) -> Diagnostic:
    """Something that reviewers should see; it stops nothing."""
    return _told(code, "not_applicable", None, "note", message, state, place)


def authority(
    policies: dict[str, Policy], named: object, wanted: type[Rule], part: str | None = None
) -> Authority | None:
    """The newest rule of a kind in a case's policies, of those whose list `part` has it."""
    names = named if isinstance(named, list) else [named] if named else list(policies)
    for name in names:
        policy = policies.get(name) if isinstance(name, str) else None
        for revision in reversed(policy.revisions if policy else ()):
            for rule in revision.rules:
                if isinstance(rule, wanted) and (
                    part is None or part in (getattr(rule, "append_only", None) or ())
                ):
                    return Authority(revision, rule)
    return None


def _told(
    code: str, status: Status, reason: str | None, level: Level, message: Say,
    state: State | str, place: Path, remedy: Say | None = None, by: Authority | None = None,
) -> Diagnostic:  # fmt: skip
    document = None if isinstance(state, str) else state.document
    line, column = document.locate(place) if document is not None else (1, 1)
    labels = by.revision.clause_labels if by else {}
    basis = by.rule.basis if by else ()
    return Diagnostic(
        case=None if isinstance(state, str) else state.id,
        rule=by.rule.id if by else code,
        policy=by.revision.policy if by else None,
        revision=by.revision.label if by else None,
        kind=by.rule.kind if by else KIND,
        level=level,
        basis=basis,
        basis_labels=tuple(labels.get(name, name) for name in basis),
        remedy=remedy,
        path=state if isinstance(state, str) else state.file,
        line=line,
        column=column,
        finding=Finding(
            status=status, reason=reason, message=message, place=place,
            level="note" if level == "note" else None,
        ),
        zone=by.revision.zone if by else UTC,
    )  # fmt: skip
