"""Changes as sentences: 受理时限由 3 个工作日缩短为 1 个工作日."""

from __future__ import annotations

from checker.comparing.labels import ENTRIES, MEANINGS, WAYS, parameter_label
from checker.comparing.rules import ParameterChange, RuleChange
from checker.comparing.sentence import Sentence
from checker.comparing.values import Teller
from checker.comparing.vocabulary import EntryChange
from checker.lazily import dataclass
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.model.text import Say, plain, say
from checker.rules.base import Words
from checker.wording import describe


class Telling:
    """Tells changes between two revisions in their own labels."""

    def __init__(
        self, before: Revision, after: Revision, organization: Organization | None = None
    ) -> None:
        self.before = Words(before, organization)
        self.after = Words(after, organization)

    def rule(self, change: RuleChange) -> list[tuple[Say, ParameterChange | None]]:
        """What to say of a rule, a sentence for each parameter; one for a rule added or removed."""
        if change.before is None:
            return [(self._whole(change, self.after, "新增", "new"), None)]
        if change.after is None:
            return [(self._whole(change, self.before, "废止", "repealed"), None)]
        return [(self.parameter(change, item), item) for item in change.parameters]

    def _whole(self, change: RuleChange, words: Words, zh: str, en: str) -> Say:
        told = change.rule.describe(words)
        if change.rule.when:
            told = say(
                "{told}；适用条件：{when}", "{told}; where {when}",
                told=told, when=describe(change.rule.when, words),
            )  # fmt: skip
        return say(f"{zh}规则：{{told}}", f"{en} rule: {{told}}", told=told)

    def parameter(self, change: RuleChange, item: ParameterChange) -> Say:
        """One parameter's change, with its direction and what that means."""
        rule = change.rule
        choices_of = getattr(rule, "field", "") if rule.kind == "classification" else ""
        sentence = Sentence(
            Teller(self.before, type(change.before), rule.kind, choices_of),
            Teller(self.after, type(rule), rule.kind, choices_of),
            item,
            _subject(rule.title, rule.kind, item),
        ).told()
        if item.direction == "none":
            return sentence
        way = WAYS[item.direction]
        meaning = MEANINGS.get((f"{rule.kind}.{'.'.join(item.path)}", item.direction))
        meaning = meaning or MEANINGS.get((".".join(item.path), item.direction))
        if meaning is None:
            return say("{told}（{way}）", "{told} ({way})", told=sentence, way=way)
        return say(
            "{told}（{way}：{meaning}）",
            "{told} ({way}: {meaning})",
            told=sentence,
            way=way,
            meaning=meaning,
        )

    def entry(self, change: EntryChange) -> list[Say]:
        """What to say of a field, an event type or another entry."""
        name = self._entry_name(change)
        if change.before is None:
            return [say("新增{name}", "new {name}", name=name)]
        if change.after is None:
            return [say("删除{name}", "{name} removed", name=name)]
        return [
            say("{name}：{told}", "{name}: {told}", name=name, told=self._entry_told(change, item))
            for item in change.parameters
        ]

    def _entry_told(self, change: EntryChange, item: ParameterChange) -> Say:
        shape = type(change.entry)
        if change.sort in ("head", "choice") and isinstance(change.entry, dict | tuple):
            shape = _Nothing
        label = parameter_label("", item.path)
        choices_of = change.id if item.path == ("order",) else ""
        told = Sentence(
            Teller(self.before, shape, "", choices_of),
            Teller(self.after, shape, "", choices_of),
            item,
            label,
        ).told()
        if item.direction == "none":
            return told
        return say("{told}（{way}）", "{told} ({way})", told=told, way=WAYS[item.direction])

    def _entry_name(self, change: EntryChange) -> Say:
        sort = ENTRIES[change.sort]
        if change.sort == "head":
            return sort
        label = getattr(change.entry, "label", None) or getattr(change.entry, "title", None)
        if change.sort == "choice":
            field = change.id.split(".", maxsplit=1)[0]
            label = self.after.path(field).render() + (f" {label}" if label else "")
        if not label or label == change.id:
            return say("{sort}“{id}”", "{sort} ‘{id}’", sort=sort, id=change.id)
        return say(
            "{sort}“{label}”（{id}）",
            "{sort} ‘{label}’ ({id})",
            sort=sort,
            label=label,
            id=change.id,
        )


@dataclass(frozen=True)
class _Nothing:
    """The shape of what refers to nothing."""


def _subject(title: str, kind: str, item: ParameterChange) -> Say:
    """What the sentence is about: the rule's own name where that names a period."""
    if item.path == ("within",) and title.endswith(("时限", "期限")):
        return plain(title)
    return parameter_label(kind, item.path)
