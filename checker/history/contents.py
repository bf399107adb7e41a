"""The contents of all versions of many cases: the newest read, older ones proved by their ids.

A git id is the digest of what it names. Most older versions are the newer one without some entries
that stand together; how many bytes are missing, git tells at once. What is put together so and has the version's id
is that version, and need not be read. What cannot be guessed is read, and guessing goes on from there.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence

from checker.history.blobs import missing, streamed
from checker.history.git import Git

AT_ONCE = 2_500
"""Cases whose contents are held at a time."""
BEGINS = re.compile(rb"\n(?=(?:  )?- |[A-Za-z])")
"""Where an entry or a key of the first column begins."""
TRIES = 4
"""Guesses for one version."""

Asked = tuple[Sequence[str], Sequence[str]]
"""The blobs of one case: its versions, oldest first, and others that are read in any case."""


def contents_of(git: Git, asked: Sequence[Asked]) -> Iterator[dict[str, bytes]]:
    """What the blobs of each case hold, case by case.

    Raises `NoHistory` where one is missing or is no blob.
    """
    sizes = _sizes(git, {blob for chain, _ in asked for blob in chain[:-1]})
    for start in range(0, len(asked), AT_ONCE):
        yield from _some(git, asked[start : start + AT_ONCE], sizes)


def _some(git: Git, asked: Sequence[Asked], sizes: dict[str, int]) -> list[dict[str, bytes]]:
    held: list[dict[str, bytes]] = [{} for _ in asked]
    wanted = [[*chain[-1:], *others] for chain, others in asked]
    _read(git, wanted, held)
    for last in (False, True):
        wanted = [
            _unproved(chain, contents, sizes, all_left=last)
            for (chain, _), contents in zip(asked, held, strict=True)
        ]
        _read(git, wanted, held)
    return held


def _read(git: Git, wanted: list[list[str]], held: list[dict[str, bytes]]) -> None:
    """Read what is wanted for each case."""
    read = streamed(git, [blob for blobs in wanted for blob in blobs])
    for blobs, contents in zip(wanted, held, strict=True):
        for blob in blobs:
            contents[blob] = next(read)


def _unproved(
    chain: Sequence[str], held: dict[str, bytes], sizes: dict[str, int], *, all_left: bool
) -> list[str]:
    """Prove what can be proved, newest first; what must be read: the first that cannot be, or all of them."""
    if all(blob in held for blob in chain):
        return []
    left: list[str] = []
    newer: Text | None = None
    for blob in reversed(chain):
        if blob in held:
            newer = Text(held[blob]) if len(chain) > 1 else None
            continue
        older = newer.older(blob, sizes[blob]) if newer is not None else None
        if older is not None:
            held[blob] = older.text
            newer = older
        elif all_left:
            left.append(blob)
        else:
            return [blob]
    return left


class Text:
    """A file, and where it may be cut."""

    def __init__(self, text: bytes, begins: list[int] | None = None) -> None:
        self.text = text
        if begins is None:
            begins = [found.start() + 1 for found in BEGINS.finditer(text)]
            begins.append(len(text))
        self._begins = begins

    def older(self, blob: str, size: int) -> Text | None:
        """The file of that id and size, if it is this one without lines that stand together."""
        short = len(self.text) - size
        if short <= 0:
            return None
        begins = self._begins
        # where what stands behind the cut begins, there a cut so much longer ends
        cuts = {begin - short for begin in begins}.intersection(begins)
        for cut in sorted(cuts, reverse=True)[:TRIES]:
            text = self.text[:cut] + self.text[cut + short :]
            if _id(text, len(blob)) == blob:
                at, stop = begins.index(cut), begins.index(cut + short)
                return Text(text, begins[:at] + [begin - short for begin in begins[stop:]])
        return None


def _id(text: bytes, length: int) -> str:
    """The id that git gives a blob; its length tells which digest the repository uses."""
    whole = b"blob %d\0%b" % (len(text), text)
    if length == 40:  # noqa: PLR2004 - hexadecimal digits of SHA-1
        return hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    return hashlib.sha256(whole).hexdigest()


def _sizes(git: Git, blobs: set[str]) -> dict[str, int]:
    """How large blobs are, without reading them."""
    order = sorted(blobs)
    stdin = "".join(f"{blob}\n" for blob in order).encode()
    told = git.run("cat-file", "--batch-check=%(objectsize)", "--buffer", stdin=stdin).split(b"\n")
    try:
        return dict(zip(order, map(int, told[:-1]), strict=True))
    except ValueError:
        raise missing() from None
