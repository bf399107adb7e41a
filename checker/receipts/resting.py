"""Which verdicts of receipts rested on a revision that was later found faulty."""

from __future__ import annotations

from collections.abc import Iterator

from checker.receipts.receipt import Judged, Receipt, RevisionDigest


def revisions_with(receipt: Receipt, digest: str) -> list[RevisionDigest]:
    """The revisions whose digest begins so; with or without `sha256:` before it."""
    wanted = digest if digest.startswith("sha256:") else f"sha256:{digest}"
    return [item for item in receipt.revisions if item.digest.startswith(wanted)]


def verdicts_under(receipt: Receipt, digest: str) -> Iterator[tuple[str, Judged]]:
    """The verdicts that a revision gave, with the file they are about."""
    faulty = {(item.policy, item.revision) for item in revisions_with(receipt, digest)}
    for path, items in receipt.verdicts.items():
        for item in items:
            if (item.policy, item.revision) in faulty:
                yield path, item
