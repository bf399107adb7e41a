"""A policy's folder read into its revisions: parts merged, shapes checked, ids resolved."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checker.document import Limits
from checker.loading.calendars import CalendarShelf
from checker.loading.files import NO_OVERLAY, Overlay
from checker.loading.loaded import LoadedPolicy
from checker.loading.locking import altered, read_lock
from checker.loading.parts import KEYS_WANTED, Parts, digest_of, read_parts
from checker.loading.placing import file_diagnostic
from checker.loading.resolving import resolve_revision
from checker.loading.shapes import closest, read_shape
from checker.model.finding import Diagnostic, Problem, Problems
from checker.model.finding import Path as DataPath
from checker.model.organization import Organization
from checker.model.policy import Chapter, EventType, Field, Head, Policy, RecordKind, Revision
from checker.model.scalars import ID
from checker.model.text import say
from checker.rules import RULE_KINDS

HEAD_KEYS = tuple(Head.__dataclass_fields__)


KNOWN_KEYS = (*HEAD_KEYS, "fields", "events", "records", "chapters", "rules")


def load_policy(
    root: Path,
    policy_id: str,
    shelf: CalendarShelf,
    organization: Organization,
    limits: Limits,
    overlay: Overlay = NO_OVERLAY,
) -> LoadedPolicy:
    """Read `policy/<policy_id>/`; problems are `policy-invalid`, `revision-altered` or a file's."""
    loaded = LoadedPolicy(policy_id, None, [])
    folder = root / "policy" / policy_id
    revisions = []
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name == "tests" or path.name.startswith("."):
            continue
        parts = read_parts(root, path, limits, overlay)
        loaded.parts[parts.folder] = parts
        loaded.problems += parts.problems
        if not parts.documents or parts.problems:
            continue
        revision = _revision(parts, policy_id, path.name, shelf, organization, loaded)
        if revision is not None:
            revisions.append(revision)
    locked = read_lock(root, policy_id, limits, loaded.problems)
    if not loaded.parts:
        loaded.problems.append(_folder_problem(policy_id, "没有任何修订", "has no revision"))
    _same_opening(revisions, loaded)
    revisions.sort(key=lambda revision: revision.effective_from)
    if revisions and not loaded.problems:
        altered(root, policy_id, revisions, locked, loaded.problems)
    if not loaded.problems:
        loaded.policy = Policy(id=policy_id, revisions=tuple(revisions), locked=locked)
    return loaded


def _revision(
    parts: Parts,
    policy_id: str,
    folder: str,
    shelf: CalendarShelf,
    organization: Organization,
    loaded: LoadedPolicy,
) -> Revision | None:
    problems = Problems(parts.folder)
    revision = _shapes(parts, problems)
    if revision is not None:
        _names(revision, policy_id, folder, problems)
        resolve_revision(revision, shelf, organization, problems)
    loaded.problems += [parts.place(problem) for problem in problems.items]
    return revision if not problems else None


def _shapes(parts: Parts, problems: Problems) -> Revision | None:
    data = parts.data
    for key in data:
        if key not in KNOWN_KEYS:
            message = say("不认识的键 {key}", "unknown key {key}", key=key)
            problems.add("unknown-key", (key,), message, closest(key, KNOWN_KEYS), key=True)
    for key in ("events", "rules"):
        if data.get(key) is None:
            problems.add("policy-invalid", (), say(f"缺少 {key}", f"{key} is missing"))
    head_data = {key: data[key] for key in HEAD_KEYS if key in data}
    head = read_shape(Head, head_data, (), problems)
    fields = _named(Field, data.get("fields"), "fields", problems)
    events = _named(EventType, data.get("events"), "events", problems)
    records = _named(RecordKind, data.get("records"), "records", problems)
    chapters = _list(Chapter, data.get("chapters"), "chapters", problems)
    rules = _rules(data.get("rules"), problems)
    zone = _zone(head.timezone, problems) if head else None
    if head is None or zone is None or problems:
        return None
    return Revision(
        head=head,
        zone=zone,
        fields=fields,
        events=events,
        records=records,
        chapters=tuple(chapters),
        rules=tuple(rules),
        digest=digest_of(parts.documents),
        folder=parts.folder,
    )


def _named(shape: Any, data: Any, key: str, problems: Problems) -> dict[str, Any]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        problems.add("policy-invalid", (key,), KEYS_WANTED)
        return {}
    found = {}
    for name, item in data.items():
        if not ID.fullmatch(name):
            problems.add(
                "policy-invalid",
                (key, name),
                say(
                    "编号只能用英文字母、数字和 - _ .",
                    "an id has only ASCII letters, digits, - _ .",
                ),
                key=True,
            )
        value = read_shape(shape, _field(item, name), (key, name), problems)
        if value is not None:
            found[name] = value
    return found


def _list(shape: Any, data: Any, key: str, problems: Problems) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, list):
        problems.add("policy-invalid", (key,), say("应是列表", "a list is wanted here"))
        return []
    read = (
        read_shape(shape, _with_labels(item), (key, index), problems)
        for index, item in enumerate(data)
    )
    return [item for item in read if item is not None]


def _labelled(item: Any, key: str, name: Any) -> Any:
    """An entry under its own id where it has no label; the lint asks for a better one."""
    missing = isinstance(item, dict) and item.get(key) is None and name is not None
    return {**item, key: name} if missing else item


def _field(item: Any, name: str) -> Any:
    """A field, an event type or a kind of record with its label, and its choices with theirs."""
    if isinstance(item, dict) and isinstance(item.get("choices"), list):
        item = {
            **item,
            "choices": [_labelled(one, "label", _id_of(one)) for one in item["choices"]],
        }
    return _labelled(item or {}, "label", name)


def _id_of(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def _with_labels(chapter: Any) -> Any:
    """A chapter and its articles with what people call them."""
    if not isinstance(chapter, dict) or not isinstance(chapter.get("articles"), list):
        return chapter
    articles = [_labelled(item, "label", _id_of(item)) for item in chapter["articles"]]
    return _labelled({**chapter, "articles": articles}, "title", chapter.get("id"))


def _rules(data: Any, problems: Problems) -> list[Any]:
    if data is not None and not isinstance(data, list):
        problems.add("policy-invalid", ("rules",), say("应是列表", "a list is wanted here"))
        return []
    rules = []
    for index, item in enumerate(data or ()):
        place: DataPath = ("rules", index)
        kind = item.get("kind") if isinstance(item, dict) else None
        if not isinstance(kind, str) or kind not in RULE_KINDS:
            known = isinstance(kind, str)
            problems.add(
                "policy-invalid",
                (*place, "kind"),
                say("没有这种规则", "no such kind of rule"),
                closest(str(kind), RULE_KINDS) if known else None,
            )
            continue
        rule = read_shape(
            RULE_KINDS[kind], _labelled(item, "title", item.get("id")), place, problems
        )
        if rule is not None:
            rules.append(rule)
    return rules


def _zone(name: str, problems: Problems) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.add("policy-invalid", ("timezone",), say("没有这个时区", "no such timezone"))
        return None


def _names(revision: Revision, policy_id: str, folder: str, problems: Problems) -> None:
    if revision.policy != policy_id:
        problems.add(
            "policy-invalid", ("policy",), say("与文件夹名不一致", "is not the folder's name")
        )
    if revision.effective_from.isoformat() != folder:
        problems.add(
            "policy-invalid",
            ("effective_from",),
            say("与文件夹名不一致", "is not the folder's name"),
        )


def _same_opening(revisions: list[Revision], loaded: LoadedPolicy) -> None:
    if len({revision.opening_type for revision in revisions}) > 1:
        loaded.problems.append(
            _folder_problem(
                loaded.id, "各修订的立案事件类型不一致", "revisions differ in the type that opens"
            )
        )


def _folder_problem(policy_id: str, zh: str, en: str) -> Diagnostic:
    return file_diagnostic(Problem("policy-invalid", say(zh, en)), f"policy/{policy_id}", None)
