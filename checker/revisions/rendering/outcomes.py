"""What every format of an impact shows, in words: outcomes, turns, ends of periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checker.comparing.labels import VALUES
from checker.comparing.rows import named
from checker.model.finding import STATUS_WORDS, Diagnostic
from checker.model.text import Lang, Say, joined, say
from checker.revisions.impact import Change, Impact, Running, Turn

TURNS: dict[Turn, Say] = {
    "worse": say("新出现的问题", "newly a problem"),
    "better": say("不再是问题", "no longer one"),
    "other": say("其他变化", "other"),
}
TURN_ORDER: tuple[Turn, ...] = ("worse", "better", "other")
NOTHING = say("没有结论改变", "no verdict changes")
_NONE = say("无", "none")
_REQUIRED = say("必填项", "required fields")
_REGISTER = say("（登记册）", "(register)")

RULE, CASE, BEFORE, AFTER = (
    say("规则", "Rule"), say("案件", "Case"), say("现在", "Before"), say("改后", "After"),
)  # fmt: skip
COUNT, TURN, SHIFT = say("数量", "Count"), say("变化", "Change"), say("差别", "Difference")
VERDICTS = say("结论", "Verdicts")
CHANGED = say("结论改变（按规则）", "Verdicts that change, by rule")
DEADLINES = say("正在计算的时限", "Deadlines now running")
INCOMPARABLE = say("只有一个修订读得了的案件", "Cases that only one of them can read")


def title(impact: Impact, lang: Lang) -> str:
    """From which revision to which."""
    return say(
        "制度影响 {policy}：修订 {a} → {b}",
        "Impact on {policy}: revision {a} → {b}",
        policy=impact.after.policy,
        a=named(impact.before),
        b=named(impact.after),
    ).render(lang)


def summary(impact: Impact, lang: Lang) -> str:
    """How many verdicts change in how many cases, and as of when."""
    told = say(
        "截至 {as_of}，案件 {cases} 件，各按其中一个修订全部重判：{n} 个结论改变，涉及 {m} 件{turns}",
        "As of {as_of}, {cases} case(s), each judged wholly under either: {n} verdict(s) change "
        "in {m} case(s){turns}",
        as_of=impact.new.as_of.iso(impact.new.zone),
        cases=impact.new.summary["cases"],
        n=len(impact.changes),
        m=len(impact.cases),
        turns=_turns(impact.turns),
    )
    return told.render(lang)


def _turns(turns: Counter[Turn]) -> Say:
    parts = [say("{a} {n}", "{n} {a}", a=TURNS[turn], n=turns[turn])
             for turn in TURN_ORDER if turns[turn]]  # fmt: skip
    if not parts:
        return say("", "")
    return say("（{parts}）", " ({parts})", parts=joined(parts, "，", ", "))


def outcome(item: Diagnostic | None, lang: Lang) -> str:
    """A verdict in a few words: 违规 late."""
    if item is None:
        return _NONE.render(lang)
    word = STATUS_WORDS[item.status].render(lang)
    return f"{word} {item.finding.reason}" if item.finding.reason else word


def sides(change: Change, lang: Lang) -> tuple[str, str]:
    """Both verdicts in a few words; with their levels where nothing else differs."""
    was, now = outcome(change.before, lang), outcome(change.after, lang)
    if was != now or change.before is None or change.after is None:
        return was, now
    levels = [VALUES[item.level].render(lang) for item in (change.before, change.after)]
    return f"{was} ({levels[0]})", f"{now} ({levels[1]})"


def case_of(item: Diagnostic, lang: Lang) -> str:
    """The case, or what of the register the verdict is about."""
    return item.case or item.finding.subject or _REGISTER.render(lang)


def transitions(changes: Iterable[Change], lang: Lang) -> list[tuple[str, str, list[str]]]:
    """Which outcome became which, and in which cases, the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        found.setdefault(sides(change, lang), []).append(case_of(change.either, lang))
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(was, now, cases) for (was, now), cases in ranked]


def rule_title(changes: Iterable[Change], impact: Impact, lang: Lang) -> str:
    """The rule's own name, as the new revision has it, or the old one had."""
    rule_id = next(iter(changes)).either.rule
    if rule_id == "required-field":
        return _REQUIRED.render(lang)
    for revision in (impact.after, impact.before):
        if (rule := revision.rules_by_id.get(rule_id)) is not None:
            return str(rule.title)
    return rule_id


def due(item: Diagnostic | None, lang: Lang) -> str:
    """The end of a running deadline, or its outcome where it has none."""
    if item is None or item.finding.due is None:
        return outcome(item, lang)
    return item.finding.due.short(item.zone)


def shift(item: Running, lang: Lang) -> str:
    """What the change does to a running deadline."""
    return _shift(item).render(lang)


def _shift(item: Running) -> Say:
    if item.before is None:
        return say("新起算", "new")
    if item.after is None:
        return say("不再计算", "no longer runs")
    if item.missed:
        return say("改后即已逾期", "overdue at once")
    days = item.days
    if days is None or not days:
        return say("另有变化", "otherwise")
    if days < 0:
        return say("提前 {n} 日", "{n} day(s) earlier", n=-days)
    return say("推后 {n} 日", "{n} day(s) later", n=days)
