"""The text of a policy cut into the pieces that a reader compares.

A number stays with its measure word: 五个工作日 is one piece, so that its change to 三个工作日 is one
change. Other Chinese characters stand alone; `checker.comparing.spans` merges them again.
"""

from __future__ import annotations

import re

_DIGITS = "〇零一二三四五六七八九十百千万两"
_NUMBER = rf"(?:[0-9０-９]+(?:[.．][0-9０-９]+)?|[{_DIGITS}]+)"
_UNITS = (
    "工作日|交易日|自然日|日历日|月度|季度|年度|小时|分钟|秒|周岁|个月|万元|亿元|百分点|星期"
    "|日|天|周|月|年|时|分|元|倍|次|名|人|位|件|份|项|种|类|级|章|节|条|款|家|笔|%|％"
)
_MEASURED = rf"第?{_NUMBER}\s?(?:个?(?:{_UNITS})|个)(?:以上|以下|以内)?"
_PIECE = re.compile(
    "|".join(
        (
            r"第[" + _DIGITS + r"0-9]+条之[" + _DIGITS + r"0-9]+",
            r"[0-9]{4}\s?年\s?[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?日",
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
            r"[0-9]{1,2}[:：][0-9]{2}",
            rf"百分之{_NUMBER}",
            _MEASURED,
            r"[0-9０-９]+(?:[.．][0-9０-９]+)?[%％]?",
            r"[A-Za-z][A-Za-z0-9_-]*",
            r"\s+",
            r".",
        )
    ),
    re.DOTALL,
)


def pieces(text: str) -> list[str]:
    """The text cut into pieces; joined they are the text again."""
    return _PIECE.findall(text)
