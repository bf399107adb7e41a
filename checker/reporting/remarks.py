"""What stands out, in sentences; nothing is made of numbers that are too small to mean anything.

Breaches, what cannot be said and what is overdue are told whatever their number. Shares and
changes are told only of `ENOUGH` cases, and where there are fewer the text says that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from checker.model.text import Say, say
from checker.reporting.counts import Counts, ids, subjects
from checker.reporting.facts import Judged
from checker.reporting.numbers import Remark, rank

ENOUGH = 10
"""Shares, medians and changes of fewer cases are not told."""
STRIKING_CHANGE = 0.2
STRIKING_SHARE = 0.4
FEW_BREACHES = 3
"""A rule or unit is singled out from so many breaches on."""


def remarks(now: Counts) -> tuple[Remark, ...]:
    """The sentences, always in the same order; of a period that has not begun nothing is said."""
    if now.period.first_day > now.register.as_of.day:
        return (Remark(say("还没有可说的。", "Nothing can be said yet.")),)
    return tuple(_remarks(now, now.of_period(now.period.back())))


def _remarks(now: Counts, before: Counts) -> Iterator[Remark]:
    yield _flow(now)
    if len(now.received) < ENOUGH:
        yield _too_few(len(now.received))
    else:
        yield from _change(now, before)
        yield from _shares(now)
    yield from _pace(now, before)
    yield from _breaches(now)
    yield from _standing(now)
    yield from _related(now)


def _flow(now: Counts) -> Remark:
    told = say(
        "期初在办 {start} 件，接收 {received} 件，重新办理 {again} 件，办结 {closed} 件，期末在办 {end} 件。",
        "{start} open at the start, {received} received, {again} reopened, {closed} closed, {end} open at the end.",
        start=len(now.open_start),
        received=len(now.received),
        again=len(now.reopened),
        closed=len(now.closed),
        end=len(now.open_end),
    )
    return Remark(told, tuple(sorted(ids(now.received))))


def _too_few(number: int) -> Remark:
    return Remark(
        say(
            "本期接收不足 {enough} 件（{n} 件），数字太小，不就占比和增减下结论。",
            "Fewer than {enough} received ({n}): too few to say anything of shares and changes.",
            enough=ENOUGH,
            n=number,
        )
    )


def _change(now: Counts, before: Counts) -> Iterator[Remark]:
    new, old = len(now.received), len(before.received)
    first = now.register.first_day
    if now.end < now.period.last_day or first is None or before.period.last_day < first:
        return  # a part is not compared with a whole, nor anything with the time before all cases
    if old < ENOUGH:
        yield Remark(
            say(
                "上期接收不足 {enough} 件（{n} 件），不与上期比较。",
                "Fewer than {enough} received in the previous period ({n}): not compared.",
                enough=ENOUGH,
                n=old,
            )
        )
    elif abs(new - old) >= STRIKING_CHANGE * old:
        words = (
            (
                "接收比上期多 {share}（{old} 件到 {new} 件）。",
                "{share} more received ({old} to {new}).",
            )
            if new > old
            else (
                "接收比上期少 {share}（{old} 件到 {new} 件）。",
                "{share} fewer received ({old} to {new}).",
            )
        )
        share = f"{abs(new - old) * 100 / old:.0f}%"
        yield Remark(say(*words, share=share, old=old, new=new), tuple(ids(now.received)))


def _shares(now: Counts) -> Iterator[Remark]:
    """The most frequent choice of each field that every case must fill."""
    for name, spec in now.register.fields(now.period.last_day).items():
        if spec.type != "choice" or spec.required is not True:
            continue
        tally = Counter(choice for case in now.received for choice in case.choices.get(name, ()))
        labels = {choice.id: choice.label for choice in spec.choices}
        ranked = sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))
        alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
        if ranked and alone and ranked[0][1] >= STRIKING_SHARE * len(now.received):
            choice, number = ranked[0]
            told = say(
                "{field}以{choice}最多：{n} 件，占接收的 {share}。",
                "{field}: most often {choice}, {n} cases, {share} of those received.",
                field=spec.label,
                choice=labels.get(choice, choice),
                n=number,
                share=f"{number * 100 / len(now.received):.0f}%",
            )
            cases = [case.id for case in now.received if choice in case.choices.get(name, ())]
            yield Remark(told, tuple(cases))


def _pace(now: Counts, before: Counts) -> Iterator[Remark]:
    if len(now.closing_days) < ENOUGH:
        return
    mine, theirs = rank(now.closing_days, 50), rank(before.closing_days, 50)
    told = say(
        "办结 {n} 件，用时的中位数为 {days} 个日历日。",
        "{n} closed, in {days} calendar days at the median.",
        n=len(now.closing_days),
        days=mine.value,
    )
    if len(before.closing_days) >= ENOUGH:
        told = say(
            "办结 {n} 件，用时的中位数为 {days} 个日历日，上期为 {old} 个。",
            "{n} closed, in {days} calendar days at the median, {old} the period before.",
            n=len(now.closing_days),
            days=mine.value,
            old=theirs.value,
        )
    yield Remark(told, mine.cases)


def _breaches(now: Counts) -> Iterator[Remark]:
    if not now.breaches:
        yield Remark(_none(now))
        return
    open_ones = now.of("violation")
    told = say(
        "违规 {n} 项，涉及 {cases} 件；其中 {owned} 项已确认，{open} 项未确认。",
        "{n} breach(es) in {cases} case(s); {owned} acknowledged, {open} not.",
        n=len(now.breaches),
        cases=len(set(subjects(now.breaches))),
        owned=len(now.breaches) - len(open_ones),
        open=len(open_ones),
    )
    yield Remark(told, tuple(sorted(subjects(now.breaches))))
    yield from _most(now.breaches, ((one.title, one) for one in now.breaches), _RULE)
    yield from _most(
        now.breaches, ((now.register.unit(one.unit) or "", one) for one in now.breaches), _UNIT
    )


_RULE = (
    "违反最多的规则是“{name}”，{n} 项。",
    "The rule broken most is “{name}”, {n} times.",
)
_UNIT = (
    "违规最多的责任单位是{name}，{n} 项。",
    "The unit with most breaches is {name}, {n}.",
)


def _most(
    all_of_them: list[Judged], named: Iterable[tuple[str, Judged]], words: tuple[str, str]
) -> Iterator[Remark]:
    """The one that has most, where it has some and nobody has as many."""
    groups: dict[str, list[str]] = {}
    for name, one in named:
        groups.setdefault(name, []).append(one.subject)
    ranked = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    name, cases = ranked[0]
    alone = len(ranked) == 1 or len(cases) > len(ranked[1][1])
    if name and alone and FEW_BREACHES <= len(cases) <= len(all_of_them):
        yield Remark(say(*words, name=name, n=len(cases)), tuple(sorted(cases)))


def _none(now: Counts) -> Say:
    if now.of("undetermined"):
        return say(
            "没有已查出的违规，但有无法判断的事项。",
            "No breach found, but some things cannot be said.",
        )
    if now.register.unread:
        return say("读得出来的案件没有违规。", "No breach in the cases that could be judged.")
    return say("没有违规。", "No breach.")


def _standing(now: Counts) -> Iterator[Remark]:
    """What must be told however small: what cannot be said, what is overdue, what was let off."""
    for items, words in (
        (
            now.of("undetermined"),
            ("无法判断 {n} 项，不能当作合规。", "{n} cannot be said, and must not pass for kept."),
        ),
        (now.overdue_end, ("期末仍有 {n} 项逾期未办。", "{n} overdue and not done at the end.")),
        (
            now.of("waived"),
            ("豁免 {n} 项，没有计入违规。", "{n} waived, and not among the breaches."),
        ),
    ):
        if items:
            yield Remark(say(*words, n=len(items)), tuple(sorted(subjects(items))))


def _related(now: Counts) -> Iterator[Remark]:
    if now.repeats:
        told = say("重复投诉 {n} 件。", "{n} repeat complaint(s).", n=len(now.repeats))
        yield Remark(told, tuple(ids(now.repeats)))
    if now.grouped:
        told = say(
            "{n} 件与他人投诉的是同一事件，涉及 {incidents} 起。",
            "{n} case(s) share an incident with other complainants, {incidents} incident(s).",
            n=len(now.grouped),
            incidents=len({case.incident for case in now.grouped}),
        )
        yield Remark(told, tuple(ids(now.grouped)))
