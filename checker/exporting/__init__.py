"""Tables and logs written in the formats that other programs read: one file per format.

Every writer gets the same plain `Table` and gives bytes; none reads a file, the clock, or a case.
"""

from __future__ import annotations

from checker.exporting.table import Cell, Column, Table, Unholdable

__all__ = ["Cell", "Column", "Table", "Unholdable"]
