"""How a case's file grew: its newest version, and what of it each older one lacks.

A git id is the digest of what it names. Most older versions are the newer one without some units that
stand together, some also without keys that came with them; how many bytes are missing, git tells at
once. What is put together so and has the version's id is that version, and need not be read. What cannot
be guessed is read, and guessing goes on from there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from checker.history.versions import PLAIN_KEY, Shape

TRIES = 4
"""Guesses for one version, and ways in which keys came that are remembered."""
SHA1_DIGITS = 40
"""Of an id in hexadecimal; a longer one is of SHA-256, which git may use too."""

Keys = tuple[bytes, ...]
"""Keys of the first column, each with its colon."""


class Habits:
    """Which keys came together in one step of a case read before: in the next they may again."""

    def __init__(self) -> None:
        self.keys: list[Keys] = []

    def learn(self, keys: Keys) -> None:
        """Remember keys that came, the latest first."""
        if keys and keys not in self.keys:
            self.keys = [keys, *self.keys[: TRIES - 1]]


class Growth:
    """The versions of one case, followed from the newest back."""

    def __init__(self, chain: Sequence[str], habits: Habits) -> None:
        self.contents: dict[str, bytes] = {}
        """By blob what was read, and what was proved."""
        self.left = list(chain)
        """The versions that are not followed yet, oldest first."""
        self.count = len(chain)
        self.newest = Shape(b"")
        self._habits = habits
        self._stage: Stage | None = None
        self._lacking: dict[str, frozenset[int] | None] = {}

    def lacking(self, blob: str) -> frozenset[int] | None:
        """The places of the newest version's units that a version lacks; None where that is not all it differs in."""
        return self._lacking[blob]

    def follow(self, sizes: Mapping[str, int]) -> None:
        """Go back as far as versions were read or can be proved."""
        while self.left:
            blob = self.left[-1]
            stage = self._read(blob) if blob in self.contents else self._proved(blob, sizes[blob])
            if stage is None:
                return
            self.left.pop()
            self._stage = stage
            self.contents[blob] = stage.text
            self._lacking[blob] = stage.lacking if stage.shape is self.newest else None

    def _read(self, blob: str) -> Stage:
        text, newer = self.contents[blob], self._stage
        if newer is None:
            self.newest = Shape(text)
            return _whole(self.newest)
        lacking = self.newest.lacking(text)
        if lacking is None:
            return _whole(Shape(text))
        places = [place for place in range(len(self.newest.units)) if place not in lacking]
        if newer.shape is self.newest:
            self._habits.learn(_keys(self.newest, lacking - newer.lacking))
        return Stage(self.newest, text, places, lacking, self.newest.begins(places))

    def _proved(self, blob: str, size: int) -> Stage | None:
        """The stage of a version that need not be read."""
        newer = self._stage
        if newer is None or newer.size <= size:
            return None
        found = newer.older(blob, size)
        for keys in self._habits.keys:
            if found is not None:
                break
            found = newer.without(keys).older(blob, size)
        return found


class Stage:
    """One version: some units of a shape, each with where it begins."""

    def __init__(
        self,
        shape: Shape,
        text: bytes,
        places: list[int],
        lacking: frozenset[int],
        begins: list[int],
        came: int = -1,
    ) -> None:
        self.shape = shape
        self.text = text
        self.lacking = lacking
        self._places = places
        self._begins = begins
        self._came = came

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.text)

    def older(self, blob: str, size: int) -> Stage | None:
        """The version of that id and size, if it is this one, or this one without units that stand together."""
        short = len(self.text) - size
        if short <= 0:
            return self if not short and blob_id(self.text, len(blob)) == blob else None
        begins = self._begins
        for cut in self._cuts(short):
            text = self.text[:cut] + self.text[cut + short :]
            if blob_id(text, len(blob)) == blob:
                return self._cut(begins.index(cut), begins.index(cut + short), text)
        return None

    def _cuts(self, short: int) -> Iterator[int]:
        """Where so many bytes may be missing, likely places first: right before those that came next."""
        begins = self._begins
        likely = begins[self._came] - short
        if likely in begins:
            yield likely
        # where what stands behind the cut begins, there a cut so much longer ends
        cuts = {begin - short for begin in begins}.intersection(begins)
        yield from sorted(cuts - {likely}, reverse=True)[:TRIES]

    def _cut(self, at: int, stop: int, text: bytes) -> Stage | None:
        """This one without some units; None where entries would be left without their list's key."""
        gone = self._places[at:stop]
        left = self._places[stop:]
        if left and self.shape.is_entry(left[0]) and self.shape.firsts[left[0]] in gone:
            return None
        places = self._places[:at] + left
        short = len(self.text) - len(text)
        begins = self._begins[:at] + [begin - short for begin in self._begins[stop:]]
        return Stage(self.shape, text, places, self.lacking.union(gone), begins, came=at)

    def without(self, keys: Keys) -> Stage:
        """This one without some keys and all below them."""
        shape = self.shape
        lacking = self.lacking.union(shape.below(keys))
        places = [place for place in self._places if place not in lacking]
        text = shape.head + shape.texts(places)
        return Stage(shape, text, places, lacking, shape.begins(places))


def _whole(shape: Shape) -> Stage:
    places = list(range(len(shape.units)))
    return Stage(shape, shape.text, places, frozenset(), shape.begins(places))


def _keys(shape: Shape, places: frozenset[int]) -> Keys:
    """The keys among units."""
    found = (PLAIN_KEY.match(shape.units[place]) for place in sorted(places))
    return tuple(key[0] for key in found if key is not None)


def blob_id(text: bytes, digits: int) -> str:
    """The id that git gives a blob, in so many digits."""
    algorithm = hashlib.sha1 if digits == SHA1_DIGITS else hashlib.sha256
    digest = algorithm(b"blob %d\0" % len(text), usedforsecurity=False)
    digest.update(text)
    return digest.hexdigest()
