"""What `tousu --help` says of each command is what the command says of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from checker.cli import COMMANDS, SUMMARIES

TOLD = """
import json
import click
from checker.cli import COMMANDS, cli
ctx = click.Context(cli)
print(json.dumps({name: cli.get_command(ctx, name).help for name in COMMANDS}))
"""


def _told(lang: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        env=os.environ | {"TOUSU_LANG": lang},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_list_of_commands_is_what_they_say(golden) -> None:
    told = {lang: _told(lang) for lang in ("zh", "en")}
    assert told["zh"].keys() == COMMANDS.keys()
    golden(SUMMARIES, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
