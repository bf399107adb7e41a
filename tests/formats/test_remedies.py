"""What cannot be said is put right by what is missing: the remedy names that."""

from __future__ import annotations

from pathlib import Path

from checker.cli.common import run
from checker.formats.saying import remedy
from checker.loading.instance import load_instance

ROOT = Path(__file__).parent.parent.parent


def test_a_year_without_a_calendar_asks_for_its_notice_not_for_the_act() -> None:
    result = run(load_instance(ROOT), "2027-01-20")
    unknown = [
        item for item in result.diagnostics if item.finding.reason == "calendar_unknown"
        and item.status == "undetermined"
    ]  # fmt: skip
    assert unknown
    for item in unknown:
        cure = remedy(item)
        assert cure is not None
        assert cure.render("zh") == "把该年的放假通知加入 policy/calendars"
        assert cure.render("en") == "add that year's notice under policy/calendars"
