"""What became of a receipt, as text, JSON or Markdown. Values of a receipt are shown, never obeyed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from checker.formats.inert import dumps, visible
from checker.formats.markup import inert
from checker.model.finding import STATUS_WORDS
from checker.model.text import Lang, Say, joined, listed, plain, say
from checker.receipts.comparing import Difference, InputChange, Turned
from checker.receipts.receipt import Judged, Receipt

FEW = 3
"""Causes named one by one."""
TURNS = {
    "changed": say("内容不同", "differs"),
    "gone": say("不见了", "is gone"),
    "new": say("是新的", "is new"),
}
Rested = list[tuple[str, str, Judged]]
"""Receipt, file, verdict."""


def render_difference(difference: Difference, format_name: str, lang: Lang) -> str:
    """Which verdicts still follow and which do not, and what changed below them."""
    if format_name == "json":
        return dumps(_data(difference), indent=2) + "\n"
    lines = [item.render(lang) for item in _sentences(difference)]
    if format_name == "markdown":
        return "".join(f"- {inert(line)}\n" for line in lines)
    return "".join(f"{visible(line)}\n" for line in lines)


def render_under(found: Rested, format_name: str, lang: Lang) -> str:
    """The verdicts that rested on a revision."""
    if format_name == "json":
        data = [{"receipt": a, "path": b, **asdict(judged)} for a, b, judged in found]
        return dumps({"version": 1, "verdicts": data}, indent=2) + "\n"
    rows = [
        say("{receipt}：{path}：{verdict}", "{receipt}: {path}: {verdict}",
            receipt=a, path=b, verdict=_verdict(judged))
        for a, b, judged in found
    ]  # fmt: skip
    rows.append(say("共 {n} 个结论依据它", "{n} verdict(s) rested on it", n=len(found)))
    lines = [row.render(lang) for row in rows]
    if format_name == "markdown":
        return "".join(f"- {inert(line)}\n" for line in lines)
    return "".join(f"{visible(line)}\n" for line in lines)


def _sentences(difference: Difference) -> list[Say]:
    told = [_turned(item, difference) for item in difference.turned]
    told += [_input(item) for item in difference.inputs]
    told += [
        say(
            "{path}：收据之后录入的，不在核对之列", "{path}: entered since; not compared", path=path
        )
        for path in difference.later
    ]
    if difference.other_program:
        told.append(
            say("程序不同：当时 {a}，现在 {b}", "the program differs: {a} then, {b} now",
                a=_program(difference.then), b=_program(difference.now))
        )  # fmt: skip
    return [*told, _sum(difference)]


def _program(receipt: Receipt) -> str:
    """A version and the code's own digest: two programs may bear one number."""
    return f"{receipt.version} ({receipt.program.removeprefix('sha256:')[:8]})"


def _sum(difference: Difference) -> Say:
    count = sum(len(items) for items in difference.then.verdicts.values())
    lost = len({(item.path, item.before) for item in difference.turned if item.before})
    values: dict[str, Any] = {
        "n": count,
        "m": len(difference.turned),
        "as_of": difference.then.as_of,
        "kept": count - lost,
    }
    if difference.follows:
        return say(
            "截至 {as_of} 的 {n} 个结论仍然成立",
            "{n} verdict(s) as of {as_of} still follow",
            **values,
        )
    return say(
        "截至 {as_of} 的 {n} 个结论中，{kept} 个仍然成立；不同之处 {m} 处",
        "of {n} verdict(s) as of {as_of}, {kept} still follow; {m} difference(s)",
        **values,
    )


def _turned(item: Turned, difference: Difference) -> Say:
    causes = difference.causes(item)
    return say(
        "{path}：{rule}：当时{before}，现在{after}（{why}）",
        "{path}: {rule}: then {before}, now {after} ({why})",
        path=item.path,
        rule=item.either.rule,
        before=_outcome(item.before),
        after=_outcome(item.after),
        why=_why(causes, difference),
    )


def _why(causes: tuple[str, ...], difference: Difference) -> Say:
    if not causes:
        if difference.other_program:
            return say("程序不同", "the program differs")
        return say("输入没有不同", "no input differs")
    more = say(" 等 {n} 个文件", " and others, {n} in all", n=len(causes))
    named = listed(causes[:FEW])
    named = joined([named, more], "", "") if len(causes) > FEW else named
    return say("有变：{names}", "changed: {names}", names=named)


def _input(item: InputChange) -> Say:
    return say("{path} {turn}", "{path} {turn}", path=item.path, turn=TURNS[item.turn])


def _outcome(judged: Judged | None) -> Say:
    if judged is None:
        return say("没有这个结论", "no such verdict")
    word = STATUS_WORDS.get(judged.status, plain(judged.status))
    extra = [judged.reason, judged.due, judged.revision]
    parts = [plain(text) for text in extra if text]
    return (
        say("{word}（{parts}）", "{word} ({parts})", word=word, parts=joined(parts))
        if parts
        else word
    )


def _verdict(judged: Judged) -> Say:
    return say("{rule} {outcome}", "{rule} {outcome}", rule=judged.rule, outcome=_outcome(judged))


def _data(difference: Difference) -> dict[str, Any]:
    return {
        "version": 1,
        "as_of": difference.then.as_of,
        "follows": difference.follows,
        "program": {"then": difference.then.program, "now": difference.now.program},
        "verdicts": [
            {
                "path": item.path,
                "before": asdict(item.before) if item.before else None,
                "after": asdict(item.after) if item.after else None,
                "causes": list(difference.causes(item)),
            }
            for item in difference.turned
        ],
        "inputs": [asdict(item) for item in difference.inputs],
        "later": list(difference.later),
    }
