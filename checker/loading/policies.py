"""A policy's folder read into its revisions: parts merged, shapes checked, ids resolved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checker.document import Document, Limits
from checker.loading.calendars import CalendarShelf
from checker.loading.files import read_file
from checker.loading.placing import file_diagnostic
from checker.loading.resolving import resolve_revision
from checker.loading.shapes import closest, read_shape
from checker.model.finding import Diagnostic, Problem, Problems
from checker.model.finding import Path as DataPath
from checker.model.moment import parse_day
from checker.model.organization import Organization
from checker.model.policy import Chapter, EventType, Field, Head, Policy, RecordKind, Revision
from checker.model.scalars import ID
from checker.model.text import say
from checker.rules import RULE_KINDS

JOINED = ("terms", "provenance", "chapters", "rules")
MERGED = ("fields", "events", "records", "changes")
HEAD_KEYS = tuple(Head.__dataclass_fields__)
KNOWN_KEYS = (*HEAD_KEYS, "fields", "events", "records", "chapters", "rules")
LOCK = "revisions.lock"


@dataclass(slots=True)
class Parts:
    """The files of one revision as one mapping, and which file each thing came from."""

    folder: str
    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[DataPath, tuple[Document, DataPath]] = field(default_factory=dict)
    documents: list[Document] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, document: Document) -> None:
        """Merge one part: lists are joined, mappings merged, a key given twice is a problem."""
        self.documents.append(document)
        if not isinstance(document.data, dict):
            if document.data is not None:
                self._problem(document, Problem("policy-invalid", _KEYS_WANTED))
            return
        for key, value in document.data.items():
            if value is None:
                continue
            if key in JOINED and isinstance(value, list):
                self._join(document, key, value)
            elif key in MERGED and isinstance(value, dict):
                self._merge(document, key, value)
            else:
                self._single(document, key, value)

    def _join(self, document: Document, key: str, value: list[Any]) -> None:
        items = self.data.setdefault(key, [])
        for index, item in enumerate(value):
            self.origins[(key, len(items))] = (document, (key, index))
            items.append(item)
        self.origins.setdefault((key,), (document, (key,)))

    def _merge(self, document: Document, key: str, value: dict[str, Any]) -> None:
        items = self.data.setdefault(key, {})
        for name, item in value.items():
            if name in items:
                self._problem(document, Problem("duplicate-key", _TWICE, (key, name), key=True))
            items[name] = item
            self.origins[(key, name)] = (document, (key, name))
        self.origins.setdefault((key,), (document, (key,)))

    def _single(self, document: Document, key: str, value: Any) -> None:
        if key in self.data:
            self._problem(document, Problem("duplicate-key", _TWICE, (key,), key=True))
        self.data[key] = value
        self.origins[(key,)] = (document, (key,))

    def _problem(self, document: Document, problem: Problem) -> None:
        self.problems.append(file_diagnostic(problem, document.file, document))

    def place(self, problem: Problem) -> Diagnostic:
        """A problem of the merged data as a diagnostic in the part it stands in."""
        document, path = self.origin(problem.place)
        local = Problem(
            problem.code, problem.message, path, problem.remedy, problem.at, problem.key
        )
        return file_diagnostic(local, document.file, document)

    def origin(self, place: DataPath) -> tuple[Document, DataPath]:
        """The file and the path in it of a path in the merged data."""
        for length in (2, 1):
            if (found := self.origins.get(place[:length])) is not None and len(place) >= length:
                document, prefix = found
                return document, (*prefix, *place[length:])
        return self._head(), ()

    def _head(self) -> Document:
        heads = [item for item in self.documents if item.file.endswith("/revision.yml")]
        return (heads or self.documents)[0]


_KEYS_WANTED = say("应写成“键: 值”", "keys and values are wanted here")
_TWICE = say("同一个键在不同文件里写了两次", "the same key stands in two parts")


@dataclass(slots=True)
class LoadedPolicy:
    """A policy folder as read: the policy where it is sound, and what is wrong where not."""

    id: str
    policy: Policy | None
    problems: list[Diagnostic]
    parts: dict[str, Parts] = field(default_factory=dict)
    """By the revision's folder."""


def load_policy(
    root: Path, policy_id: str, shelf: CalendarShelf, organization: Organization, limits: Limits
) -> LoadedPolicy:
    """Read `policy/<policy_id>/`; problems are `policy-invalid`, `revision-altered` or a file's."""
    loaded = LoadedPolicy(policy_id, None, [])
    folder = root / "policy" / policy_id
    revisions = []
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name == "tests" or path.name.startswith("."):
            continue
        parts = _parts(root, path, limits)
        loaded.parts[parts.folder] = parts
        loaded.problems += parts.problems
        if not parts.documents or parts.problems:
            continue
        revision = _revision(parts, policy_id, path.name, shelf, organization, loaded)
        if revision is not None:
            revisions.append(revision)
    locked = _lock(root, policy_id, limits, loaded)
    if not loaded.parts:
        loaded.problems.append(_folder_problem(policy_id, "没有任何修订", "has no revision"))
    _same_opening(revisions, loaded)
    revisions.sort(key=lambda revision: revision.effective_from)
    if revisions and not loaded.problems:
        _unaltered(root, policy_id, revisions, locked, loaded)
    if not loaded.problems:
        loaded.policy = Policy(id=policy_id, revisions=tuple(revisions), locked=locked)
    return loaded


def _parts(root: Path, path: Path, limits: Limits) -> Parts:
    parts = Parts(path.relative_to(root).as_posix())
    for file in sorted(path.glob("*.yml")):
        document, problem = read_file(root, file.relative_to(root).as_posix(), limits)
        if problem is not None:
            parts.problems.append(problem)
        elif document is not None:
            parts.add(document)
    for file in sorted(path.iterdir()):
        if file.suffix.lower() in (".yml", ".yaml") and file.suffix != ".yml":
            parts.problems.append(_misnamed(file.relative_to(root).as_posix()))
    if not parts.documents and not parts.problems:
        problem_ = Problem(
            "policy-invalid",
            say("修订文件夹里没有 .yml 文件", "no .yml file in the revision's folder"),
        )
        parts.problems.append(file_diagnostic(problem_, parts.folder, None))
    return parts


def _misnamed(file: str) -> Diagnostic:
    """A part that would be passed over in silence: its rules would never be judged."""
    problem = Problem(
        "misplaced-file",
        say("文件名应以 .yml 结尾", "the file's name must end in .yml"),
        remedy=say("改名为 .yml", "rename it to .yml"),
    )
    return file_diagnostic(problem, file, None)


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
        if not data.get(key):
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
        problems.add("policy-invalid", (key,), _KEYS_WANTED)
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
        value = read_shape(shape, item if item is not None else {}, (key, name), problems)
        if value is not None:
            found[name] = value
    return found


def _list(shape: Any, data: Any, key: str, problems: Problems) -> list[Any]:
    if data is None:
        return []
    if not isinstance(data, list):
        problems.add("policy-invalid", (key,), say("应是列表", "a list is wanted here"))
        return []
    read = (read_shape(shape, item, (key, index), problems) for index, item in enumerate(data))
    return [item for item in read if item is not None]


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
        rule = read_shape(RULE_KINDS[kind], item, place, problems)
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


def digest_of(documents: list[Document]) -> str:
    """The digest of a revision: its files' names and text, whatever the line endings."""
    digest = hashlib.sha256()
    for document in sorted(documents, key=lambda item: item.file):
        name = document.file.rsplit("/", 1)[-1]
        text = document.text.replace("\r\n", "\n").encode()
        digest.update(f"{name}\n{len(text)}\n".encode() + text)
    return f"sha256:{digest.hexdigest()}"


def _lock(
    root: Path, policy_id: str, limits: Limits, loaded: LoadedPolicy
) -> dict[str, str] | None:
    file = f"policy/{policy_id}/{LOCK}"
    if not (root / file).exists():
        return None
    document, problem = read_file(root, file, limits)
    if problem is not None:
        loaded.problems.append(problem)
        return None
    data = document.data if document else None
    if not isinstance(data, dict) or not all(
        parse_day(day) and isinstance(digest, str) for day, digest in data.items()
    ):
        wrong = Problem("policy-invalid", say("应是“生效日: 摘要”", "days and digests are wanted"))
        loaded.problems.append(file_diagnostic(wrong, file, document))
        return None
    return data


def _unaltered(
    root: Path,
    policy_id: str,
    revisions: list[Revision],
    locked: dict[str, str] | None,
    loaded: LoadedPolicy,
) -> None:
    found = {revision.effective_from.isoformat(): revision for revision in revisions}
    for day, digest in (locked or {}).items():
        revision = found.get(day)
        if revision is None or revision.digest != digest:
            folder = f"policy/{policy_id}/{day}"
            file = f"{folder}/revision.yml"
            problem = Problem(
                "revision-altered",
                say(
                    "{day} 起生效的修订已被冻结，内容却变了",
                    "the frozen revision of {day} was altered",
                    day=day,
                ),
                remedy=say(
                    "还原这一修订；要修改制度，请新建一个修订文件夹，写明新的生效日",
                    "restore it; to change the policy, add a revision with a later effective day",
                ),
            )
            loaded.problems.append(
                file_diagnostic(problem, file if (root / file).exists() else folder, None)
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
