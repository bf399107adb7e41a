"""The contents of all versions of many cases: the newest read, older ones proved or read.

What need not be read is told in `growth`. Nearly every case is settled as soon as its newest version is read; of
the others the next version is read, and then what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.history.blobs import missing, streamed
from checker.history.git import Git
from checker.history.growth import Growth, Habits

FIRST, WAITING = 50, 1_000
"""Cases that wait for more of their versions to be read: few at first, of which is learnt what comes together."""

Asked = tuple[Sequence[str], Sequence[str]]
"""The blobs of one case: its versions, oldest first, and others that are read in any case."""
Placed = tuple[int, Growth]
"""A case by its place among those asked for."""


def contents_of(git: Git, asked: Sequence[Asked]) -> Iterator[Placed]:
    """What the blobs of each case hold, each case as soon as it is settled.

    Raises `NoHistory` where one is missing or is no blob.
    """
    sizes = _sizes(git, [blob for chain, _ in asked for blob in chain[:-1]])
    habits, most = Habits(), FIRST
    grown = ((place, Growth(chain, habits)) for place, (chain, _) in enumerate(asked))
    waiting: list[Placed] = []
    wanted = [[*chain[-1:], *others] for chain, others in asked]
    for place, growth in _read(git, grown, wanted):
        growth.follow(sizes)
        if not growth.left:
            yield place, growth
            continue
        waiting.append((place, growth))
        if len(waiting) == most:
            yield from _settled(git, waiting, sizes)
            waiting, most = [], WAITING
    yield from _settled(git, waiting, sizes)


def _settled(git: Git, waiting: list[Placed], sizes: dict[str, int]) -> Iterator[Placed]:
    """Read the next version of each case, then all that are left."""
    for _, growth in _read(git, waiting, [growth.left[-1:] for _, growth in waiting]):
        growth.follow(sizes)
    for place, growth in _read(git, waiting, [growth.left for _, growth in waiting]):
        growth.follow(sizes)
        yield place, growth


def _read(git: Git, cases: Iterable[Placed], wanted: list[list[str]]) -> Iterator[Placed]:
    """Read what is wanted for each case."""
    blobs = [blob for some in wanted for blob in some]
    read = streamed(git, blobs) if blobs else iter(())
    for (place, growth), some in zip(cases, wanted, strict=True):
        for blob in some:
            growth.contents[blob] = next(read)
        yield place, growth


def _sizes(git: Git, blobs: Sequence[str]) -> dict[str, int]:
    """How large blobs are, without reading them."""
    stdin = "".join(f"{blob}\n" for blob in blobs).encode()
    told = git.run("cat-file", "--batch-check=%(objectsize)", "--buffer", stdin=stdin).split(b"\n")
    try:
        return dict(zip(blobs, map(int, told[:-1]), strict=True))
    except ValueError:
        raise missing() from None
