"""A late case stays red, whatever else the same step edits at random: the policy, people, other cases."""

from __future__ import annotations

import random
import re

from tests.gate.conftest import Gate
from tests.gate.world import FILES, LATE, Repo

EDITED = [
    "policy/house/2025-01-01/revision.yml",
    "policy/organization.yml",
    "cases/2026/C-1.yml",
    "cases/2026/C-2.yml",
]
WORDS = [
    "error",
    "serious",
    "E4",
    "E3",
    "accused",
    "received",
    "accepted",
    "working_days",
    "staff",
    "sz",
]
OTHERS = ["note", "general", "E1", "E9", "noted", "years", "unit", "closed", "2026-03-10", "hq"]
LINES = [
    "level: note",
    "repealed_on: 2025-12-31",
    "applies_to: open_cases",
    "    level: note",
    "waivers: []",
]


def test_a_late_case_never_becomes_green(repo: Repo, gate: Gate) -> None:
    chance = random.Random(20260320)
    for turn in range(15):
        repo.git("checkout", "-q", "-B", "branch", "main")
        edited = {name: FILES[name] for name in chance.sample(EDITED, chance.choice([1, 2, 3]))}
        for name in edited:
            for _ in range(chance.choice([1, 2, 3])):
                edited[name] = tweaked(chance, edited[name])
        repo.commit({"cases/2026/C-3.yml": LATE, **edited})
        assert gate("--base", "main", "--step-only").code in (1, 2), (turn, edited)


def tweaked(chance: random.Random, text: str) -> str:
    lines = text.splitlines()
    place = chance.randrange(len(lines))
    match chance.choice(["drop", "number", "word", "swap", "insert"]):
        case "drop" if len(lines) > 1:
            del lines[place]
        case "number":
            lines[place] = re.sub(
                r"[0-9]+", chance.choice(["0", "9", "30", "2026"]), lines[place], count=1
            )
        case "word":
            lines[place] = lines[place].replace(chance.choice(WORDS), chance.choice(OTHERS))
        case "swap":
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        case _:
            lines.insert(place, chance.choice(LINES))
    return "\n".join(lines) + "\n"
