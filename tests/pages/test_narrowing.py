"""A link from a number of a report to the register: its filter leaves just the number's cases."""

import html
import json
import re
from urllib.parse import parse_qsl

from checker.pages import Site
from checker.pages.columns import columns, rows
from checker.pages.narrowing import Narrowing
from checker.pages.register import DATA

LIST = re.compile(r'<ul[^>]*><li><a href="[^"]*register.html#([^"]*)">[^<]*</a></li>(.*?)</ul>')


def kept(site: Site, filters: str) -> set[str]:
    """As the register's script does."""
    keys = [column["key"].replace(".", "_") for column in columns(site)]
    held = [dict(zip(keys, row, strict=True)) for row in rows(site)]
    for name, value in parse_qsl(filters):
        if name == "from":
            held = [row for row in held if row["opened"] >= value]
        elif name == "to":
            held = [row for row in held if row["opened"] <= value]
        elif name == "standing":
            held = [row for row in held if (not row["closed"] if value == "open" else row[value])]
        else:
            held = [row for row in held if row[name] == value]
    return {row["id"] for row in held}


def test_each_link_leaves_the_cases_that_are_listed_below_it(site: Site, files) -> None:
    found = [
        match for path in files if path.startswith("reports/2")
        for match in LIST.findall(html.unescape(files[path]))
    ]  # fmt: skip
    assert found
    for filters, listed in found:
        assert kept(site, filters) == set(re.findall(r'">(T-[^<（]*)', listed)), filters


def test_no_filter_is_offered_for_what_none_expresses(site: Site) -> None:
    days = ("2026-01-01", "2026-12-31")
    known = frozenset(site.by_id)
    narrowing = Narrowing(site)
    assert narrowing.address("reports/2026", days, "", known) is not None
    assert narrowing.address("reports/2026", days, "", known | {"T-0"}) is None


def test_only_columns_with_a_control_are_filters(files) -> None:
    data = json.loads(files[DATA].partition("=")[2].rstrip(";\n"))
    offered = [column["key"] for column in data["columns"] if column.get("filter")]
    assert offered[:2] == ["status", "field.severity"]
    assert "unit" in offered
    assert len(offered) <= 6
