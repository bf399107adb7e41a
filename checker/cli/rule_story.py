"""A rule's story as text for people and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.cli.derivation import clause_data, source_data, source_text
from checker.cli.language import LANG, told, tr
from checker.cli.tables import Cell, styled, table
from checker.comparing.labels import parameter_label
from checker.explaining.story import InRevision, RuleStory, why_gone
from checker.lazily import dataclass
from checker.loading.files import read_file
from checker.loading.instance import Instance

CHANGED = "bold yellow"


@dataclass(frozen=True)
class TestName:
    """A rule test by its name, and the file that holds it."""

    __test__ = False

    name: str
    file: str


def as_text(story: RuleStory, tests: Sequence[TestName]) -> str:
    """The rule in words, its clauses, its values over the revisions, its tests."""
    latest = story.latest
    lines = [styled(f"{story.id} {latest.rule.title}", "bold") + f" [{story.policy}]"]
    lines += _words(latest)
    lines += ["", tr("  历次修订：", "  revisions:"), _history(story)]
    lines += [f"    {line}" for line in _absent(story)]
    if tests:
        lines += ["", tr(f"  规则测试 {len(tests)} 个：", f"  {len(tests)} rule test(s):")]
        lines += [f"    {test.name} [{test.file}]" for test in tests]
    else:
        lines += ["", tr("  没有规则测试", "  no rule tests")]
    return "\n".join(lines)


def _words(item: InRevision) -> Iterator[str]:
    rule = item.rule
    yield f"  {told(item.described)}"
    yield tr("  适用条件：", "  when: ") + (
        told(item.when) if item.when else tr("始终适用", "always applies")
    )
    yield tr("  级别：", "  level: ") + rule.level
    for clause in item.clauses:
        first, *rest = clause.text.splitlines() or [""]
        yield tr("  依据：", "  basis: ") + f"{clause.label} {first}".rstrip()
        yield from (f"    {line}" for line in rest)
    if item.source is not None:
        yield tr("  出处：", "  provenance: ") + source_text(item.source)
    if rule.rationale:
        yield tr("  理由：", "  rationale: ") + rule.rationale
    if rule.remedy:
        yield tr("  处理：", "  remedy: ") + rule.remedy


def _history(story: RuleStory) -> str:
    latest = story.latest.rule
    headers = [
        "",
        *(f"{held.revision.label}（{held.revision.effective_from}）" for held in story.held),
    ]
    rows: list[list[Cell]] = []
    for key in story.parameters():
        changed = story.differs(key)
        values = [held.values.get(key) for held in story.held]
        told_values = [told(value) if value is not None else "—" for value in values]
        rows.append(
            [_key(latest.kind, key, changed=changed), *_styled(told_values, changed=changed)]
        )
    sources = [held.source.title if held.source else "—" for held in story.held]
    rows.append([tr("  内容出处", "  source"), *sources])
    if any(held.reason for held in story.held):
        rows.append([tr("  修订理由", "  reason"), *(held.reason or "—" for held in story.held)])
    return table(headers, rows, indent=4)


def _key(kind: str, key: str, *, changed: bool) -> str:
    """A parameter's key, in Chinese after what it is called."""
    label = parameter_label(kind, tuple(key.split("."))).zh
    name = f"{label} {key}" if LANG == "zh" and label != key else key
    return f"* {name}" if changed else f"  {name}"


def _styled(values: list[str], *, changed: bool) -> list[Cell]:
    return [(value, CHANGED) for value in values] if changed else list(values)


def _absent(story: RuleStory) -> Iterator[str]:
    having = {held.revision.label for held in story.held}
    for revision in story.revisions:
        if revision.label not in having:
            label, day = revision.label, revision.effective_from
            told_ = tr(f"{label}（{day}）没有这条规则", f"{label} ({day}) does not have it")
            reason = why_gone(revision, story.id)
            yield told_ + (tr(f"：{reason}", f": {reason}") if reason else "")


def as_data(story: RuleStory, tests: Sequence[TestName]) -> dict[str, Any]:
    """The same as plain data."""
    latest = story.latest
    return {
        "rule": story.id,
        "policy": story.policy,
        "title": latest.rule.title,
        "kind": latest.rule.kind,
        "level": latest.rule.level,
        "described": told(latest.described),
        "when": told(latest.when) if latest.when else None,
        "basis": [clause_data(clause) for clause in latest.clauses],
        "provenance": source_data(latest.source),
        "rationale": latest.rule.rationale,
        "remedy": latest.rule.remedy,
        "revisions": [_revision_data(held) for held in story.held],
        "tests": [{"name": test.name, "file": test.file} for test in tests],
    }


def _revision_data(held: InRevision) -> dict[str, Any]:
    return {
        "revision": held.revision.label,
        "effective": held.revision.effective_from.isoformat(),
        "described": told(held.described),
        "values": {key: told(value) for key, value in held.values.items()},
        "source": source_data(held.source),
        "reason": held.reason,
    }


def rule_tests(instance: Instance, policy: str, rule: str) -> Iterator[TestName]:
    """The rule tests of one rule of a policy, file by file; what is no test is passed over."""
    folder = instance.root / "policy" / policy / "tests"
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        file = path.relative_to(instance.root).as_posix()
        document, _ = read_file(instance.root, file, instance.settings.limits)
        data = document.data if document is not None else None
        tests = data.get("tests") if isinstance(data, dict) else None
        for test in tests if isinstance(tests, list) else ():
            if isinstance(test, dict) and test.get("rule") == rule:
                yield TestName(str(test.get("name") or "—"), file)
