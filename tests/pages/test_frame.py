"""An installed package brings the site's frame."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_wheel_holds_the_frame(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert {
        "checker/frame/mkdocs.yml",
        "checker/frame/site/assets/vendor/tabulator.min.js",
        "checker/frame/site/docs/howto/index.md",
        "checker/frame/site/forms/registration.docx",
        "checker/frame/site/overrides/main.html",
        "checker/frame/site/words.txt",
    } <= held
