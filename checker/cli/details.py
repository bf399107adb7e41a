"""What people say of an event or a case on the command line: parties, records, fields, times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from checker.cli.common import fail
from checker.cli.naming import closest, require_staff, require_unit
from checker.editing.yaml_text import Unwritable, clean
from checker.loading.events import RECORD_KEYS
from checker.model.moment import Moment, at_second, parse_moment
from checker.model.organization import Organization
from checker.model.policy import Field, Revision
from checker.saving import digest

PARTY_KEYS = ("staff", "unit", "since")
FORM = re.compile(r"-?[0-9.]+ [A-Z]{3}")


def checked(text: str | None) -> str | None:
    """A text that a case file may hold, or None where there is none; exits 2 for another."""
    if text is None or not text.strip():
        return None
    try:
        return clean(text)
    except Unwritable:
        fail("文字里有不允许的控制字符", "the text holds characters that are not allowed")


def pairs(text: str, known: Iterable[str]) -> dict[str, str]:
    """`kind=document,path=a.pdf` as keys and values; commas inside values are kept."""
    names = tuple(known)
    marked = re.split(r",(?=(?:" + "|".join(names) + ")=)", text)
    found = {}
    for part in marked:
        key, sign, value = part.partition("=")
        if not sign or key.strip() not in names:
            zh, en = closest(key.strip(), names)
            fail(f"不认识 {part}：应写成 键=值{zh}", f"{part} is not KEY=VALUE{en}")
        found[key.strip()] = checked(value) or ""
    return found


def party(text: str, organization: Organization) -> dict[str, str]:
    """A staff id or a unit id, or `staff=…,unit=…`, as the case file writes a party."""
    if "=" in text:
        return pairs(text, PARTY_KEYS)
    is_unit, is_staff = text in organization.units, organization.knows_staff(text)
    if is_unit and is_staff:
        fail(
            f"{text} 既是人员也是单位：写成 staff={text} 或 unit={text}",
            f"{text} is both: write staff={text} or unit={text}",
        )
    if not is_unit and not is_staff:
        zh, en = closest(text, [*organization.units, *(one.id for one in organization.staff)])
        fail(f"没有人员或单位 {text}{zh}", f"no staff member or unit {text}{en}")
    return {"unit": text} if is_unit else {"staff": text}


def record(text: str, root: Path) -> dict[str, str]:
    """A record as written, with digest and size of its file where it has a `path`."""
    found = pairs(text, RECORD_KEYS)
    if "path" in found:
        found["path"] = _inside(found["path"], root)
        try:
            content = (root / found["path"]).read_bytes()
        except OSError:
            fail(f"读不了证据文件 {found['path']}", f"cannot read the evidence {found['path']}")
        found.setdefault("sha256", digest(content))
        found.setdefault("bytes", str(len(content)))
    return {key: found[key] for key in RECORD_KEYS if key in found}


def _inside(text: str, root: Path) -> str:
    """A path as the case writes it: from the root; what lies outside is refused."""
    found = [path for start in (root, Path.cwd()) if (path := start / text).is_file()]
    if not found:
        fail(f"没有证据文件 {text}", f"no evidence file {text}")
    path = found[0].resolve()
    if not path.is_relative_to(root.resolve()):
        fail(
            f"证据文件 {text} 不在实例里：先复制到 cases/evidence 下",
            f"{text} lies outside the instance: copy it under cases/evidence first",
        )
    return path.relative_to(root.resolve()).as_posix()


def fields(items: Iterable[str], revision: Revision) -> dict[str, Any]:
    """`severity=serious` items as the values of a revision's fields; exits 2 for unknown ones."""
    found = {}
    for item in items:
        name, sign, value = item.partition("=")
        spec = revision.fields.get(name.strip())
        if not sign or spec is None:
            zh, en = closest(name.strip(), revision.fields)
            fail(f"没有栏目 {name}{zh}", f"no field {name}{en}")
        text = checked(value)
        if text is not None:
            found[name.strip()] = field_value(spec, text)
    return found


def field_value(spec: Field, text: str) -> Any:
    """A field's text as the case writes it: a list, an amount with its currency, or text."""
    if spec.type == "choices":
        return [_choice(spec, part.strip()) for part in re.split("[,，、]", text) if part.strip()]
    if spec.type == "choice":
        return _choice(spec, text.strip())
    if spec.type == "money" and FORM.fullmatch(text.strip()):
        amount, currency = text.split()
        return {"amount": amount, "currency": currency}
    if spec.type == "boolean":
        return {"是": "true", "yes": "true", "否": "false", "no": "false"}.get(text, text)
    return text if spec.type == "text" else text.strip()


def _choice(spec: Field, text: str) -> str:
    """The id of a choice given by id or by label; exits 2 for another."""
    found = [choice.id for choice in spec.choices if text in (choice.id, choice.label)]
    if not found:
        zh, en = closest(text, spec.choice_ids())
        listed = "、".join(spec.choice_ids())
        fail(
            f"{spec.label}没有选项 {text}{zh}（可选：{listed}）",
            f"{spec.label} has no choice {text}{en} (one of: {', '.join(spec.choice_ids())})",
        )
    return found[0]


def moment(text: str | None, second: int, zone: ZoneInfo) -> tuple[str, Moment]:
    """An `at` as written and as read; the instant `second` where nothing is given."""
    if text is None:
        now = at_second(second, zone)
        return now.short(zone).replace(" ", "T")[:16], now
    found = parse_moment(text.strip(), zone)
    if found is None:
        fail(
            "时间应写成 2026-03-02 或 2026-03-02T10:15",
            "a time is a date or an instant, such as 2026-03-02T10:15",
        )
    return text.strip(), found


def event_type(text: str, revision: Revision) -> str:
    """The event type of an id or a label; exits 2 for an unknown one."""
    found = [name for name, kind in revision.events.items() if text in (name, kind.label)]
    if not found:
        zh, en = closest(text, revision.events)
        fail(f"没有事件类型 {text}{zh}", f"no event type {text}{en}")
    return text if text in found else found[0]


def event_entry(
    kind: str,
    at: str,
    given: Mapping[str, Any],
    organization: Organization,
    root: Path,
    special: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """An event as the case file writes it, but for its id; None stands for what is left out.

    `given` holds the options of a command, `special` what only some types carry.
    """
    return {
        "type": kind,
        "at": at,
        "by": actor(given["by"], given["unit"], organization),
        "unit": given["unit"],
        **special,
        "note": checked(given["remark"]),
        "records": [record(text, root) for text in given["records"]] or None,
    }


def actor(text: str, unit: str | None, organization: Organization) -> str:
    """The id or alias of who did it, as written; exits 2 where nobody has it."""
    require_staff(organization, text)
    if unit is not None:
        require_unit(organization, unit)
    return text
