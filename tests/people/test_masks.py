"""How much of what was found a finding shows: three characters in front, two at the end."""

import re
import sys
import unicodedata

import pytest

from checker.personal_data import PATTERNS, TELLTALE, sightings


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话 13800138000", "138******00"),
        ("证号 11010519491231002X", "110*************2X"),
        ("代码 9199000000MADE000T", "919*************0T"),
        ("资金账号：88001234567", "880******67"),
        ("邮箱 zhang.san@example.com", "z***@e***"),
    ],
)
def test_a_mask_shows_the_ends_alone(text, masked):
    assert [item.masked for item in sightings(text, frozenset(PATTERNS))] == [masked]


def test_whatever_stands_for_a_digit_or_an_at_sign_is_a_telltale():
    plain = (
        (chr(code), unicodedata.normalize("NFKC", chr(code))) for code in range(sys.maxunicode)
    )
    hidden = [
        sign for sign, text in plain if re.search("[0-9@]", text) and not TELLTALE.search(sign)
    ]
    assert hidden == []
