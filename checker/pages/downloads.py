"""The register as files to download, with the columns that are published."""

from __future__ import annotations

from checker.exporting.csv import render as as_csv
from checker.pages.columns import sheet
from checker.pages.register import REGISTER_FILE
from checker.pages.view import Site


def registers(site: Site) -> dict[str, bytes]:
    """As CSV, and as XLSX where that can be made here, by path."""
    table = sheet(site)
    files = {f"{REGISTER_FILE}.csv": as_csv(table, "zh")}
    if "xlsx" in site.downloads:
        from checker.exporting.xlsx import render as as_xlsx  # noqa: PLC0415 - an extra

        files[f"{REGISTER_FILE}.xlsx"] = as_xlsx([table], "zh")
    return files
