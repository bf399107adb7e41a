"""Cases from elsewhere: spreadsheets and event logs read into checked case files, all or nothing.

Readers give `Rows`, the rows of the tables in which cases are exported; `making` makes cases of
them, whatever they came from. Nothing here writes.
"""

from __future__ import annotations

from checker.importing.rows import Row, Rows, Unreadable
from checker.importing.trouble import Trouble

__all__ = ["Row", "Rows", "Trouble", "Unreadable"]
