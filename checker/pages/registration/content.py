"""What the form says of a case, in rows of words."""

from __future__ import annotations

from collections.abc import Iterator

from checker.lazily import dataclass
from checker.pages.audience import PublicCase, PublicEvent
from checker.pages.labels import MARKS, REASONS, STATUSES
from checker.pages.view import Site

TITLE = "客户投诉登记表"
SIGNATURES = ("受理人", "责任单位负责人", "协助单位", "合规法务部")
DIGEST_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Row:
    """A named box of the form; its text is empty where somebody is to write it by hand."""

    key: str
    label: str
    text: str
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Registration:
    """The form of one case; every value is plain text."""

    title: str
    id: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    """Headings, and the boxes under each."""
    events: tuple[tuple[str, ...], ...]
    """Number, time, what, unit, by whom, records, note."""
    obligations: tuple[tuple[str, ...], ...]
    """Rule, due, done, verdict; deadlines and what is broken."""
    notes: tuple[tuple[str, ...], ...]
    """Waiver or acknowledgement, rule, date, until, why."""
    signatures: tuple[str, ...]
    foot: str


def registration(site: Site, case: PublicCase) -> Registration:
    """The form's content, as much of it as the site's readers may see."""
    return Registration(
        title=TITLE,
        id=case.id,
        groups=(
            ("基本情况", tuple(_head(case))),
            ("投诉人和投诉内容", tuple(_complaint(case))),
            ("责任和协助", tuple(_parties(case))),
            ("登记栏目", tuple(_fields(site, case))),
        ),
        events=tuple(_event(case, event) for event in case.events),
        obligations=tuple(_obligations(case)),
        notes=tuple(_notes(case)),
        signatures=SIGNATURES,
        foot=_foot(site, case),
    )


def _head(case: PublicCase) -> Iterator[Row]:
    yield Row(key="id", label="编号", text=case.id)
    yield Row(key="status", label="状态", text=case.status)
    yield Row(key="opened", label="接到时间", text=case.opened.short(case.zone))
    closed = case.closed.short(case.zone) if case.closed else "尚未办结"
    yield Row(key="closed", label="办结时间", text=closed)


def _complaint(case: PublicCase) -> Iterator[Row]:
    yield _particular(case, "complainant.ref", "客户编号")
    yield _particular(case, "complainant.name", "客户姓名")
    yield Row(key="complainant.unit", label="所属机构", text=case.branch or "")
    yield _particular(case, "title", "标题")
    yield _particular(case, "summary", "事情经过", wide=True)


def _particular(case: PublicCase, key: str, label: str, *, wide: bool = False) -> Row:
    return Row(key=key, label=label, text=case.particular(key), wide=wide)


def _parties(case: PublicCase) -> Iterator[Row]:
    yield Row(key="responsible.unit", label="责任单位", text=case.unit or "")
    yield _particular(case, "responsible", "责任人")
    yield Row(key="accused.units", label="被投诉单位", text="、".join(case.accused_units))
    yield _particular(case, "accused", "被投诉人")
    yield Row(key="assisting.units", label="协助单位", text="、".join(case.assisting_units))
    yield _particular(case, "assisting", "协助人员")


def _fields(site: Site, case: PublicCase) -> Iterator[Row]:
    """The policy's fields, those too that are left blank here."""
    seen = set()
    for revision in case.revisions:
        for name, spec in revision.fields.items():
            if name not in seen:
                seen.add(name)
                yield Row(
                    key=name, label=spec.label, text=case.value(name), wide=spec.type == "text"
                )


def _event(case: PublicCase, event: PublicEvent) -> tuple[str, ...]:
    label = f"{event.label}（更正第 {event.corrects} 项）" if event.corrects else event.label
    more = [event.change, f"延长：{event.moves}" if event.moves else None, event.note]
    return (
        str(event.number),
        event.at.short(case.zone),
        label,
        event.unit or "",
        event.by or "",
        "；".join(
            f"{record.kind} {(record.sha256 or '无摘要')[:DIGEST_SHOWN]}"
            for record in event.records
        ),
        "；".join(filter(None, more)),
    )


def _obligations(case: PublicCase) -> Iterator[tuple[str, ...]]:
    for item in case.verdicts:
        if item.due is None and item.status in ("met", "not_applicable", "pending"):
            continue
        reason = REASONS.get(item.reason or "")
        word = f"{MARKS[item.status]} {STATUSES[item.status]}" + (f"（{reason}）" if reason else "")
        due = item.due.short(case.zone) if item.due else ""
        done = item.actual.short(case.zone) if item.actual else ""
        yield item.title, due, done, word


def _notes(case: PublicCase) -> Iterator[tuple[str, ...]]:
    for note in case.notes:
        until = f"至 {note.until}" if note.until else ""
        why = "；".join(filter(None, (note.why, note.by)))
        yield note.kind, note.title, note.at.short(case.zone), until, why


def _foot(site: Site, case: PublicCase) -> str:
    told = [f"{it.head.title} {it.label} 修订 {it.digest[:19]}" for it in case.revisions]
    whose = "内部" if site.internal else "公开"
    return "；".join([*told, f"数据截至 {site.as_of}", f"{whose}版，由 {site.generator} 生成"])
