"""Period reports: `cases/reports/<document>/[<unit>/]<period>.yml`."""

from __future__ import annotations

from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from checker.document import Document
from checker.lazily import dataclass
from checker.loading.fields import FieldReader
from checker.model.finding import Problems
from checker.model.moment import Moment, compare
from checker.model.organization import Organization
from checker.model.text import say
from checker.rules.periodic_report import Issued, read_period

FOLDER = "cases/reports"
KEYS = ("period", "issued", "by", "sha256", "note", "title")


@dataclass(frozen=True)
class ReportKey:
    """Which document a report is, of which unit, for which period."""

    document: str
    unit: str | None
    period: str


def read_report(
    document: Document,
    organization: Organization,
    zone: ZoneInfo,
    as_of: Moment,
    problems: Problems,
    *,
    clock: bool,
) -> tuple[ReportKey, Issued] | None:
    """Read one report file; None where it has a problem or had not been issued yet."""
    reader = FieldReader(problems, organization)
    data = reader.mapping(document.data if document.data is not None else {}, ())
    if data is None:
        return None
    reader.known_keys(data, KEYS)
    complete = reader.required(data, ("period", "issued", "by"), ())
    issued = reader.moment(data, "issued", (), zone)
    by = reader.id(data, "by", (), alias=True)
    reader.digest(data, ())
    key = _key(document.file)
    if key is None or data.get("period") != key.period or read_period(key.period) is None:
        problems.add(
            "misplaced-file",
            ("period",),
            say(
                "应放在 cases/reports/文种/期间.yml，期间与文件名一致",
                "cases/reports/DOCUMENT/PERIOD.yml is wanted, with the same period",
            ),
        )
        return None
    if key.unit is not None:
        reader.unit_known(key.unit, ())
    if by is not None and issued is not None:
        reader.staff_on(by, issued, ("by",))
    if issued is not None and compare(issued, as_of) > 0:
        if clock:
            problems.add("future-event", ("issued",), say("时间在将来", "this lies in the future"))
        return None
    if problems or not complete or issued is None:
        return None
    return key, Issued(at=issued, file=document.file, by=by)


def _key(file: str) -> ReportKey | None:
    period = PurePosixPath(file).stem
    match PurePosixPath(file).relative_to(FOLDER).parts:
        case (document, _):
            return ReportKey(document, None, period)
        case (document, unit, _):
            return ReportKey(document, unit, period)
    return None
