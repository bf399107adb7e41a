"""Signatures of commits made with SSH keys, verified against `policy/allowed_signers`.

The file is that of the protected branch, so a key comes in by review. `ssh-keygen` verifies; git's
own configuration (its programs, its list of signers) has no say. A key's `valid-after` and
`valid-before` are held against the committer's date, which its owner writes himself.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from checker.history.git import Git, NoHistory, environment
from checker.model.text import say
from checker.model.trail import Commit, Signature

FILE = "policy/allowed_signers"
NAMESPACE = "git"
SSH = b"-----BEGIN SSH SIGNATURE-----"
HEADERS = (b"gpgsig", b"gpgsig-sha256")


class Signatures:
    """Verifies commits; each once."""

    def __init__(self, git: Git, allowed: bytes) -> None:
        self._git = git
        self._allowed = allowed
        self._known: dict[str, Signature] = {}

    def of(self, commit: Commit) -> Signature:
        """What the signature of a commit proves."""
        if commit.id not in self._known:
            raw = self._git.run("cat-file", "commit", commit.id)
            payload, signature = parted(raw)
            self._known[commit.id] = (
                Signature("unsigned")
                if signature is None
                else self._verified(payload, signature, commit.committed)
            )
        return self._known[commit.id]

    def _verified(self, payload: bytes, signature: bytes, second: int) -> Signature:
        if not signature.startswith(SSH):
            return Signature("unknown-key")
        with tempfile.TemporaryDirectory() as folder:
            signed, allowed = Path(folder) / "signature", Path(folder) / "allowed"
            signed.write_bytes(signature)
            allowed.write_bytes(self._allowed)
            when = datetime.fromtimestamp(second, UTC).strftime("%Y%m%d%H%M%SZ")
            known = ("-f", str(allowed), "-s", str(signed), f"-Overify-time={when}")
            if _keygen(["check-novalidate", "-n", NAMESPACE, "-s", str(signed)], payload) is None:
                return Signature("bad")
            found = _keygen(["find-principals", *known], b"") or ""
            for principal in found.splitlines():
                asked = ["verify", "-n", NAMESPACE, "-I", principal, *known]
                if _keygen(asked, payload) is not None:
                    return Signature("good", principal)
        return Signature("unknown-key")


def parted(raw: bytes) -> tuple[bytes, bytes | None]:
    """A commit object without its signature, and the signature; None where there is none."""
    head, gap, body = raw.partition(b"\n\n")
    kept: list[bytes] = []
    signature: list[bytes] | None = None
    inside = False
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        if name in HEADERS:
            inside, signature = True, [value]
        elif inside and line.startswith(b" ") and signature is not None:
            signature.append(line[1:])
        else:
            inside = False
            kept.append(line)
    text = None if signature is None else b"\n".join(signature) + b"\n"
    return b"\n".join(kept) + gap + body, text


def _keygen(arguments: list[str], stdin: bytes) -> str | None:
    """What `ssh-keygen -Y` says; None where it refuses."""
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments, no shell
            ["ssh-keygen", "-Y", *arguments],  # noqa: S607 - the system's own
            input=stdin,
            capture_output=True,
            env=environment(),
            check=False,
        )
    except OSError:
        raise NoHistory(
            say(
                "运行不了 ssh-keygen，验不了签名",
                "ssh-keygen cannot be run: signatures are not verified",
            )
        ) from None
    return None if done.returncode else done.stdout.decode(errors="replace")
