"""The register's tables into one file, a folder or a zip, as a format allows."""

from __future__ import annotations

from pathlib import Path

from checker import __version__
from checker.cli.common import fail
from checker.cli.language import LANG
from checker.cli.output import put, put_all
from checker.engine import Result
from checker.exporting import Table
from checker.lazily import dataclass

ONE_TABLE = ("csv", "parquet")
"""Formats whose files hold one table each."""


@dataclass(frozen=True)
class Exporting:
    """One export of the register's tables on its way out."""

    result: Result
    output: str | None
    table: str | None
    ids: bool

    def write(self, name: str) -> None:
        """Write the tables in a format; exits 2 where table and output do not fit it."""
        from checker.exporting import register

        result = self.result
        tables = register.tables(result, LANG, _meta(result))
        if name in ONE_TABLE:
            return self._files(name, tables)
        if name == "xlsx":
            from checker.exporting import xlsx

            return put(xlsx.render(self._told(tables), LANG), self.output, text=False)
        if name == "sqlite":
            from checker.exporting import sqlite

            return put(sqlite.render(tables), self.output, text=False)
        from checker.exporting import xes

        named = {table.id: table for table in tables}
        return put(xes.render(named, result.zone), self.output, text=True)

    def _told(self, tables: list[Table]) -> list[Table]:
        from checker.exporting.inwords import in_words

        return tables if self.ids or LANG == "en" else [in_words(table) for table in tables]

    def _files(self, name: str, tables: list[Table]) -> None:
        """One table, or all of them as a folder or a zip."""
        known = {table.id: table for table in tables}
        if self.table is not None:
            if self.table not in known:
                fail(
                    f"没有表 {self.table}（可选：{'、'.join(known)}）",
                    f"no table {self.table} (one of: {', '.join(known)})",
                )
            return put(self._one(name, known[self.table]), self.output, text=name == "csv")
        if self.output in (None, "-"):
            fail(
                f"有多张表：用 --table 选一张（{'、'.join(known)}），或用 --output 写明文件夹或 .zip",
                f"there are several tables: choose one with --table ({', '.join(known)}), or name a folder or .zip",
            )
        files = {f"{table.id}.{name}": self._one(name, table) for table in tables}
        place = Path(str(self.output))
        if place.suffix == ".zip":
            from checker.exporting.packing import packed

            return put(packed(files), self.output, text=False)
        if place.is_file() or place.suffix == f".{name}":
            fail(
                f"一个 {name} 文件只放一张表：用 --table 选一张，或写文件夹、.zip",
                f"one {name} file holds one table: choose it with --table, or name a folder or .zip",
            )
        return put_all(files, place)

    def _one(self, name: str, table: Table) -> bytes:
        if name == "csv":
            from checker.exporting import csv

            return csv.render(self._told([table])[0], LANG)
        from checker.exporting import parquet

        return parquet.render(table)


def _meta(result: Result) -> list[tuple[str, str]]:
    """What made the export, and from which commit, where there is one."""
    from checker.history.git import NoHistory
    from checker.history.repository import find_repository

    told = [("tool", f"tousu {__version__}")]
    try:
        told.append(("git_commit", find_repository(result.instance.root).commit("HEAD")))
    except NoHistory:
        told.append(("git_commit", ""))
    return told
