"""What every format of a gap shows, as sentences; a format only lays them out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from checker.comparing.dues import Example
from checker.comparing.labels import WAYS, parameter_label
from checker.comparing.obligations import COUNTED, VERDICTS, Match, Obligation, Side, Verdict
from checker.comparing.rows import named
from checker.comparing.rules import ParameterChange
from checker.comparing.values import Teller
from checker.lazily import dataclass
from checker.model.organization import Organization
from checker.model.policy import Provenance
from checker.model.text import Say, joined, plain, say
from checker.revisions.gap import Gap
from checker.rules.base import Rule, Words
from checker.wording import describe

VERDICT_WORDS: dict[Verdict, Say] = {
    "stricter": say("更严", "stricter"),
    "equal": say("相同", "equal"),
    "laxer": say("更宽", "laxer"),
    "mixed": say("有严有宽", "stricter and laxer"),
    "lacking": say("缺", "lacking"),
    "incomparable": say("不能比较", "not comparable"),
}
KINDS: dict[str, Say] = {
    "statute": say("法律，已读原文", "statute, read"),
    "regulation": say("规则，已读原文", "rule, read"),
    "second-hand": say("转述，未核对原文", "second-hand, not confirmed"),
    "remembered": say("凭记忆，未核对", "remembered, not confirmed"),
    "decision": say("项目决定，不是监管要求", "this project's decision, no duty"),
    "supplement": say("补充，不是监管要求", "supplement, no duty"),
    "analogy": say("类比，不是监管要求", "analogy, no duty"),
    "peer": say("同业做法，不是监管要求", "peers' practice, no duty"),
}
UNDECLARED = say("没有规则声明落实它（implements: {name}）", "no rule declares implements: {name}")
NEVER_SAID = say("（无）", "(none)")


@dataclass(frozen=True)
class GapRows:
    """A gap in words."""

    gap: Gap
    organization: Organization | None

    def title(self) -> Say:
        return say(
            "制度差距：{a} 对照 {b}", "gap: {a} against {b}",
            a=_side(self.gap.ours), b=_side(self.gap.theirs),
        )  # fmt: skip

    def summary(self) -> Say:
        counts = self.gap.counts
        told = [
            say("{a} {n}", "{n} {a}", a=VERDICT_WORDS[verdict], n=counts[verdict])
            for verdict in VERDICTS
            if counts[verdict]
        ]
        return say(
            "义务 {n} 项：{told}", "{n} obligation(s): {told}",
            n=len(self.gap.obligations), told=joined(told, "，", ", "),
        )  # fmt: skip

    def window(self) -> Say | None:
        """Over which trigger days ends were compared, where any were."""
        matches = [match for item in self.gap.obligations for match in item.matches]
        if not any(match.dues for match in matches):
            return None
        return say(
            "算法不同的时限，按 {first} 至 {last} 每一个可能的起算日逐日比较",
            "deadlines that count differently are compared for every possible trigger day, {first} to {last}",
            first=self.gap.first, last=self.gap.last,
        )  # fmt: skip

    def opening(self) -> list[Say]:
        """Title, counts, and the stretch of days."""
        window = self.window()
        return [self.title(), self.summary(), *([window] if window else [])]

    def verdict(self, item: Obligation) -> Say:
        """The verdict in a word, and whether it is for the known days alone."""
        word = VERDICT_WORDS[item.verdict]
        if item.sure or item.verdict == "incomparable":
            return word
        return say("{w}（限日历已知的日子）", "{w} (on the days that are known)", w=word)

    def sorted(self) -> list[Obligation]:
        """What wants attention first."""
        return sorted(self.gap.obligations, key=lambda item: VERDICTS.index(item.verdict))

    def source(self, rule: Rule) -> Say | None:
        """Where their duty comes from, and how surely that is known."""
        found = source_of(rule, self.gap.theirs)
        if found is None:
            return None
        kind = KINDS.get(found.kind, plain(found.kind))
        return say("{title}（{kind}）", "{title} ({kind})", title=found.title, kind=kind)

    def demand(self, rule: Rule, side: Side) -> Say:
        words = Words(side.revision, self.organization)
        told = rule.describe(words)
        if not rule.when:
            return told
        return say(
            "{told}；适用条件：{when}", "{told}; where {when}",
            told=told, when=describe(rule.when, words),
        )  # fmt: skip

    def remarks(self, item: Obligation) -> Iterator[Say]:
        """What is to be said of the obligation as a whole."""
        if not item.matches:
            name = f"{self.gap.theirs.revision.policy}/{item.theirs.id}"
            yield say(UNDECLARED.zh, UNDECLARED.en, name=name)
        if item.partial:
            yield say(
                "我方几条规则合起来是否覆盖它的全部情形，不能断定",
                "whether ours together cover every case of it cannot be said",
            )

    def told(self, item: Obligation, match: Match) -> Iterator[Say]:
        """How one of our rules differs, a sentence for each parameter."""
        if match.ours.kind != item.theirs.kind:
            yield say(
                "规则种类不同（{a}、{b}），不能逐项比较", "of different kinds ({a}, {b})",
                a=item.theirs.kind, b=match.ours.kind,
            )  # fmt: skip
        for change in match.parameters:
            counted = item.theirs.kind == "deadline" and change.path[0] in COUNTED
            yield self._parameter(item.theirs, match.ours, change, counted=counted)
        if match.other_days:
            yield say(
                "其他期间（延期、豁免、停止计算等）按不同的日历计算，不能比较",
                "further periods (extension, exemption, pause) count by other calendars: "
                "not comparable",
            )
        if match.dues is not None:
            yield from _dues(match)

    def _parameter(
        self, theirs: Rule, ours: Rule, change: ParameterChange, *, counted: bool
    ) -> Say:
        field = getattr(theirs, "field", "") if theirs.kind == "classification" else ""
        a = _value(self._teller(theirs, self.gap.theirs, field), change, change.before)
        b = _value(self._teller(ours, self.gap.ours, field), change, change.after)
        way = plain("") if counted else say("（{w}）", " ({w})", w=WAYS[change.direction])
        return say(
            "{label}：对方 {a}，我方 {b}{way}", "{label}: theirs {a}, ours {b}{way}",
            label=parameter_label(theirs.kind, change.path), a=a, b=b, way=way,
        )  # fmt: skip

    def _teller(self, rule: Rule, side: Side, field: str) -> Teller:
        return Teller(Words(side.revision, self.organization), type(rule), rule.kind, field)


def _value(teller: Teller, change: ParameterChange, value: object) -> Say:
    if value is None and change.path != ("when",):
        return NEVER_SAID
    return teller.value(change.path, value)


def _side(side: Side) -> Say:
    return say("{id} {name}", "{id} {name}", id=side.revision.policy, name=named(side.revision))


def source_of(rule: Rule, side: Side) -> Provenance | None:
    """The provenance that a rule names, or the first clause it cites."""
    named_ = rule.provenance
    for article in side.revision.articles:
        clauses = {clause.id: clause.provenance for clause in article.clauses}
        for name, found in {article.id: article.provenance, **clauses}.items():
            if named_ is None and name in rule.basis:
                named_ = found or article.provenance
    return next((it for it in side.revision.head.provenance if it.id == named_), None)


def _dues(match: Match) -> Iterator[Say]:
    dues = match.dues
    assert dues is not None  # asked by the caller
    days = dues.days
    words = {
        "earlier": say("我方先到 {n} 日", "ours first on {n}", n=days["earlier"]),
        "equal": say("同时 {n} 日", "together on {n}", n=days["equal"]),
        "later": say("我方后到 {n} 日", "ours later on {n}", n=days["later"]),
        "mixed": say("视起算时刻而定 {n} 日", "by time of day on {n}", n=days["mixed"]),
    }
    told = [words[order] for order in ("earlier", "equal", "later", "mixed") if days[order]]
    if told:
        yield say(
            "日历已知的 {n} 个起算日中：{told}", "of {n} trigger days that the calendars know: {told}",
            n=dues.known, told=joined(told, "，", ", "),
        )  # fmt: skip
    for example in (dues.later, dues.earlier):
        if example is not None and dues.order in ("later", "mixed"):
            yield _example(example)
    if dues.unknown_from is not None:
        yield say(
            "自 {day} 起有 {n} 个起算日的日历未知，不作断言",
            "from {day} on {n} trigger days are unknown to a calendar; nothing is said of them",
            day=dues.unknown_from, n=days["unknown"],
        )  # fmt: skip


def _example(example: Example) -> Say:
    return say(
        "例：{at} 起算，我方 {a} 到期，对方 {b} 到期", "e.g. from {at}: ours ends {a}, theirs {b}",
        at=_minute(example.trigger), a=_minute(example.ours), b=_minute(example.theirs),
    )  # fmt: skip


def _minute(at: datetime) -> str:
    if (at.hour, at.minute, at.second) == (23, 59, 59):
        return f"{at:%Y-%m-%d} 24:00"
    return f"{at:%Y-%m-%d %H:%M}"
