"""Which cases a revision's rules change: both sides judged whole, by rule, each change with its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.pages.handed import Standing, Turned, Turns
from checker.pages.html import el, esc, link, table, unsearched
from checker.pages.labels import LEVELS, REASONS, STATUSES
from checker.pages.places import rule_page
from checker.pages.view import Site

AGAINST = ("violation", "undetermined", "invalid")
REGISTER_WORD = "登记簿或组织"
UNTOLD = "编号不公开"


class TurnsTable:
    """The part of a comparison page; `here` is that page, `policy` the revisions' own."""

    def __init__(self, site: Site, policy: str, here: str, turns: Turns) -> None:
        self.site, self.policy, self.here, self.turns = site, policy, here, turns

    def html(self) -> str:
        """How much changes, then rule by rule; or why that was not worked out."""
        turns = self.turns
        if turns.most is not None:
            told = (
                f"登记簿有 {turns.cases} 件，超过 {turns.most} 件的，这里不逐件重判；"
                "用命令 tousu policy impact 查看。"
            )
            return el("p", esc(told))
        parts = [el("p", esc(self._summary())), *self._unread()]
        if turns.turned:
            head = ("规则", "修订前", "修订后", "数量和案件")
            parts.append(table(head, self._rows(), "tousu-turns", stacks=True))
        return unsearched(*parts)

    def _summary(self) -> str:
        turned = self.turns.turned
        cases = len({item.case for item in turned if item.case})
        worse = sum(not _against(it.before) and _against(it.after) for it in turned)
        better = sum(_against(it.before) and not _against(it.after) for it in turned)
        return (
            f"假设登记簿的 {self.turns.cases} 件全部由修订前或者修订后的制度管辖，各重判一遍："
            f"{len(turned)} 个结论不同，涉及 {cases} 件；新出现的问题 {worse} 个，不再是问题 {better} 个。"
            f"截至 {self.site.as_of}。实际上每件只由其应当适用的修订判断。"
        )

    def _unread(self) -> Iterator[str]:
        if self.turns.unread:
            told = esc(f"只有其中一个修订能读、没有比较的 {len(self.turns.unread)} 件：")
            yield el("p", told + esc("、").join(self._case(name) for name in self.turns.unread))

    def _rows(self) -> Iterator[list[str]]:
        """A row for each way in which a rule's verdicts change, the most frequent first."""
        groups: dict[str, list[Turned]] = {}
        for item in self.turns.turned:
            groups.setdefault(item.rule, []).append(item)
        for rule, items in groups.items():
            name = esc(items[0].title)
            if (self.policy, rule) in self.site.rule_pages:
                name = link(self.here, rule_page(self.policy, rule), name)
            total = el("div", esc(f"共 {len(items)}"), class_="tousu-quiet")
            for ways, cases in _ways(items):
                yield [el("strong", name) + total, *ways, self._cases(cases)]
                total = ""

    def _cases(self, cases: list[str | None]) -> str:
        items = [el("li", self._case(name)) for name in cases]
        summary = el("summary", esc(len(cases)))
        return el("details", summary, el("ul", *items), class_="tousu-cases")

    def _case(self, name: str | None) -> str:
        if name is None:
            return esc(REGISTER_WORD)
        case = self.site.by_id.get(name)
        return link(self.here, case.path, esc(name)) if case else esc(UNTOLD)


def _ways(items: list[Turned]) -> Iterator[tuple[tuple[str, str], list[str | None]]]:
    told = [(_sides(item), item.case) for item in items]
    for ways, _ in Counter(ways for ways, _ in told).most_common():
        yield ways, [case for other, case in told if other == ways]


def _sides(item: Turned) -> tuple[str, str]:
    """Both standings in words, with their levels where nothing else differs."""
    was, now = _told(item.before), _told(item.after)
    if was == now and item.before and item.after:
        was, now = (f"{was}（{LEVELS[side[2]]}）" for side in (item.before, item.after))
    return esc(was), esc(now)


def _told(standing: Standing | None) -> str:
    if standing is None:
        return "不要求"
    status, reason, _ = standing
    word = STATUSES[status]
    return f"{word}：{REASONS.get(reason, reason)}" if reason else word


def _against(standing: Standing | None) -> bool:
    return standing is not None and standing[0] in AGAINST
