"""privacy: no raw personal data in free text.

Why: what is committed to git stays there; raw personal data must not get in.

The finding masks what it found; the case's text never appears in a message.

Fires:
    rule: {patterns: [cn-mobile], in: all}
    events: [received 2026-03-02 E3]
    case: {summary: 客户留下电话 138 0013 8000}
Does not:
    rule: {patterns: [cn-mobile], in: all}
    events: [received 2026-03-02 E3]
    case: {summary: 订单号 913800138000123}

See also: docs on what belongs in git and what never does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.finding import Finding, Path
from checker.model.scalars import PathsOrAll, WrongValue
from checker.model.text import Say, joined, say
from checker.personal_data import TELLTALE, sightings
from checker.rules.base import Context, Rule, Words, met

Pattern = Literal["cn-id", "cn-mobile", "bank-card", "email", "cn-uscc", "cn-account"]
NAMES = {
    "cn-id": ("居民身份证号", "identity number"),
    "cn-mobile": ("手机号码", "mobile number"),
    "bank-card": ("银行卡号", "bank card number"),
    "email": ("电子邮箱", "e-mail address"),
    "cn-uscc": ("统一社会信用代码", "unified social credit code"),
    "cn-account": ("资金账号或证券账户", "securities account"),
}
IDS_AND_DIGESTS = frozenset(
    {
        "id", "policy", "type", "by", "unit", "staff", "kind", "rule", "deadline", "corrects",
        "incident", "previous", "at", "until", "since", "sha256", "bytes", "uri", "path",
    }
)  # fmt: skip
"""Keys that hold ids, digests, times or addresses, not text."""
TYPED_TEXTS = frozenset({"text", "integer", "number"})


@dataclass(frozen=True, kw_only=True)
class Privacy(Rule):
    """No raw personal data in free text, comments of the file included."""

    waivable_by_default: ClassVar[bool] = False

    kind: Literal["privacy"]
    """privacy"""
    patterns: tuple[Pattern, ...]
    """What to look for."""
    in_: PathsOrAll = ("all",)
    """The paths looked at, or `all`: every text but ids, digests, `uri` and `path`."""

    def __post_init__(self) -> None:
        if not self.patterns:
            raise WrongValue(say("patterns 至少写一种", "patterns needs at least one"))

    def check(self, ctx: Context) -> list[Finding]:
        wanted = frozenset(self.patterns)
        findings = [
            self._seen(path, sighting.pattern, sighting.masked)
            for path, text in self._texts(ctx)
            for sighting in sightings(text, wanted)
        ]
        return findings or met("未见未遮蔽的个人信息", "no raw personal data")

    def _texts(self, ctx: Context) -> list[tuple[Path, str]]:
        """The texts looked at, those left out that cannot hold anything."""
        data = ctx.case.data
        found: list[tuple[Path, str]] = []
        if "all" not in self.in_:
            for dotted in self.in_:
                _below(data, tuple(dotted.split(".")), (), found)
            return found
        fields = ctx.revision.fields
        free = (
            (key, value)
            for key, value in data.items()
            if (spec := fields.get(key)) is None or spec.type in TYPED_TEXTS
        )
        _add_texts(free, (), found)
        comments = ctx.comments(self._sees)
        return found + [(("#", line, column), text) for line, column, text in comments]

    def _sees(self, text: str) -> bool:
        return bool(sightings(text, frozenset(self.patterns)))

    def _seen(self, path: Path, pattern: str, masked: str) -> Finding:
        return Finding(
            status="violation",
            reason="personal_data",
            message=say(
                "疑似未遮蔽的{name}（{masked}）",
                "looks like a raw {name} ({masked})",
                name=say(*NAMES[pattern]),
                masked=masked,
            ),
            place=path,
        )

    def describe(self, words: Words) -> Say:
        names = joined([say(*NAMES[pattern]) for pattern in self.patterns], "、", ", ")
        if "all" in self.in_:
            where = say("案件的任何文字", "any text of the case")
        else:
            where = joined([words.path(path) for path in self.in_], "、", ", ")
        return say(
            "{where}中不得出现未遮蔽的{names}",
            "no raw {names} in {where}",
            where=where,
            names=names,
        )


def _add_texts(
    items: Iterable[tuple[str | int, Any]], path: Path, found: list[tuple[Path, str]]
) -> None:
    """Add the texts of a mapping or list that can hold anything.

    It walks through all of every case, so it calls nothing for what stands at the end of a path.
    """
    for key, item in items:
        if key in IDS_AND_DIGESTS or not item:
            continue
        if isinstance(item, str):
            if TELLTALE.search(item) is not None:
                found.append(((*path, key), item))
        elif isinstance(item, list):
            _add_texts(enumerate(item), (*path, key), found)
        elif not item.keys() <= IDS_AND_DIGESTS:  # most events and records hold nothing else
            _add_texts(item.items(), (*path, key), found)


def _below(data: Any, keys: tuple[str, ...], path: Path, found: list[tuple[Path, str]]) -> None:
    """Add the texts at a dotted path; a list on the way means each of its entries."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            _below(item, keys, (*path, index), found)
    elif isinstance(data, str):
        if not keys:
            found.append((path, data))
    elif isinstance(data, dict) and keys:
        _below(data.get(keys[0]), keys[1:], (*path, keys[0]), found)
    elif isinstance(data, dict):
        _add_texts(data.items(), path, found)
