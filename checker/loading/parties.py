"""The parties of a case: who complains, who is accused, who is responsible, who assists."""

from __future__ import annotations

from checker.loading.fields import FieldReader
from checker.loading.readers import Data
from checker.model.case import (
    Complainant,
    Party,
)
from checker.model.finding import Path

COMPLAINANT_KEYS = frozenset({"ref", "name", "unit"})
PARTY_KEYS = frozenset({"staff", "unit"})
ACCUSED_KEYS = PARTY_KEYS | {"since"}


class PartyReader(FieldReader):
    """Reads parties; `zone` is the case's timezone."""

    def _complainant(self, data: Data) -> Complainant:
        entry = self.mapping(data if data is not None else {}, ("complainant",))
        if entry is None:
            return Complainant()
        place: Path = ("complainant",)
        self.known_keys(entry, COMPLAINANT_KEYS, place)
        unit = self.id(entry, "unit", place)
        if unit is not None:
            self.unit_known(unit, (*place, "unit"))
        ref = self.id(entry, "ref", place)
        return Complainant(ref=ref, name=self.text(entry, "name", place), unit=unit)

    def _responsible(self, data: Data) -> Party:
        entry = self.mapping(data if data is not None else {}, ("responsible",))
        return self._party(entry, ("responsible",)) if entry else Party()

    def _parties(self, data: Data, key: str) -> tuple[Party, ...]:
        parties = []
        for index, entry in self.entries(data, (key,)):
            place: Path = (key, index)
            if not entry.get("staff") and not entry.get("unit"):
                self.wrong(place, "写明 staff 或 unit", "staff or unit is wanted")
            parties.append(self._party(entry, place, index, dated=key == "accused"))
        return tuple(parties)

    def _party(
        self, entry: dict[str, Data], place: Path, index: int = 0, *, dated: bool = False
    ) -> Party:
        self.known_keys(entry, ACCUSED_KEYS if dated else PARTY_KEYS, place)
        staff = self.id(entry, "staff", place, alias=True)
        unit = self.id(entry, "unit", place)
        if staff is not None:
            self.staff_known(staff, (*place, "staff"))
        if unit is not None:
            self.unit_known(unit, (*place, "unit"))
        since = self.moment(entry, "since", place, self.zone) if dated else None
        return Party(staff=staff, unit=unit, since=since, index=index)
