"""What a timestamp proves of a file, in words."""

from __future__ import annotations

from checker.model.text import Say, say
from checker.receipts.timestamps import Stamp

WORDS = {
    "fits": say(
        "时间戳相符：这个文件在 {at}（UTC）之前已经存在",
        "the timestamp fits: the file existed by {at} (UTC)",
    ),
    "refused": say(
        "时间戳机构没有照办：答复里没有时间戳", "the authority refused: there is no timestamp"
    ),
    "other-file": say(
        "时间戳是另一个文件的，或这个文件后来改过",
        "the timestamp is of another file, or the file was changed since",
    ),
    "bad-signature": say("时间戳的签名不对", "the signature of the timestamp is bad"),
    "unknown-authority": say(
        "时间戳不是 --authority 给出的机构签的",
        "the timestamp is not by the authority given",
    ),
    "expired": say(
        "签时间戳时，机构的证书已过期或尚未生效",
        "the authority's certificate was not valid at the time that the stamp names",
    ),
    "no-timestamping": say(
        "签名所用的证书不是用来签时间戳的",
        "the certificate that signed is not one for timestamps",
    ),
}


def told_stamp(stamp: Stamp) -> Say:
    """One sentence; the instant in UTC, to the second."""
    words = WORDS[stamp.state]
    if stamp.at is None:
        return words
    return say(words.zh, words.en, at=stamp.at.strftime("%Y-%m-%d %H:%M:%S"))
