"""A run in parts, each on a machine of its own, and the parts put together again.

A shard is the JSON report of its share, with a key `shard` that says which share of what it is:
the number, the digest of every input, and the files whose id is not their name. Merged, the
shares are to the byte the report of the whole run; parts that are missing, that stand twice or
that saw other inputs are no report at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker.casefiles import stem_of
from checker.engine import Options, Result, Run
from checker.model.text import Lang, Say, say

WEIGHTS = ("path", "line", "rule", "column", "policy", "reason")
"""What findings are sorted by, as `Diagnostic.sort_key` has it."""


KEYS = {"number", "count", "inputs", "lang", "broken", "files", "stray_ids", "clashes"}
"""What a shard says of itself."""


class CannotMerge(Exception):
    """Parts that make no whole; the sentence says why."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en)
        self.sentence = sentence


SHARE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


def read_share(text: str) -> tuple[int, int] | None:
    """Read `2/8`: the number of a share from 1, and how many there are; None for anything else."""
    match = SHARE.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        return None
    return int(match[1]), int(match[2])


def inputs_of(run: Run) -> str:
    """The digest of all that the verdicts of a run rest on: the same in every share.

    Every file under `policy/` and `cases/`, the question asked, and `as_of`.
    """
    root, digest = run.instance.root, hashlib.sha256()
    options = run.options
    asked = (
        sorted(options.select), sorted(options.ignore), options.policy, options.everything,
        options.paths, options.clock, options.second,
    )  # fmt: skip
    digest.update(repr(asked).encode())
    for folder in ("policy", "cases"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                name = path.relative_to(root).as_posix()
                digest.update(f"{name}\0{_digest(path)}\n".encode("utf-8", "surrogateescape"))
    return f"sha256:{digest.hexdigest()}"


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def mark(data: dict[str, Any], result: Result, options: Options, lang: Lang) -> None:
    """Say in the report of a share which share of what it is."""
    assert options.share is not None
    number, count = options.share
    run = Run(result.instance, options)
    strays = {item.file: item.id for item in result.outcomes if item.id != stem_of(item.file)}
    names = {stem_of(file).casefold() for file in {*run.all_files} - {*run.files}}
    data["shard"] = {
        "number": number,
        "count": count,
        "inputs": inputs_of(run),
        "lang": lang,
        "broken": result.broken,
        "files": result.matched,
        "stray_ids": strays,
        "clashes": sorted(file for file, name in strays.items() if name.casefold() in names),
    }


def merged(parts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The report of the whole run from the reports of all its shares, in any order.

    Raises `CannotMerge` where they are not all shares of one run, each once, or where an id stands
    in files of two shares: only the whole run can then say what becomes of them.
    """
    shares = [_shard_of(part) for part in parts]
    if not shares:
        raise CannotMerge(say("没有分片", "there is no shard"))
    wanted = list(range(1, shares[0]["count"] + 1))
    if sorted(share["number"] for share in shares) != wanted:
        raise CannotMerge(
            say(
                "应有 {n} 个分片，每个一次",
                "all {n} shards are wanted, each once",
                n=len(wanted),
            )
        )
    heads = [_head(part) for part in parts]
    if any(head != heads[0] for head in heads):
        raise CannotMerge(
            say("各分片的输入或问法不同", "the shards saw other inputs or were asked otherwise")
        )
    if any(share["broken"] for share in shares):
        raise CannotMerge(say("制度或组织有问题", "the policy or the organization has a problem"))
    _no_id_twice(shares)
    ordered = sorted(parts, key=lambda part: int(part["shard"]["number"]))
    findings = [finding for part in ordered for finding in part["findings"]]
    summary = {name: sum(part["summary"][name] for part in parts) for name in parts[0]["summary"]}
    whole = {key: value for key, value in parts[0].items() if key != "shard"}
    return whole | {"summary": summary, "findings": sorted(findings, key=_sort_key)}


def _shard_of(part: dict[str, Any]) -> dict[str, Any]:
    share = part.get("shard")
    if not isinstance(share, dict) or share.keys() != KEYS:
        raise CannotMerge(say("不是分片的结果", "this is not the report of a shard"))
    return share


def _head(part: dict[str, Any]) -> tuple[Any, ...]:
    share = part["shard"]
    whole = part["version"], part["as_of"], part["policies"]
    return *whole, share["count"], share["inputs"], share["lang"]


def _no_id_twice(shares: Sequence[dict[str, Any]]) -> None:
    """Of an id in files of two shares neither share can say what becomes of the other's case."""
    clashes = [file for share in shares for file in share["clashes"]]
    ids: dict[str, str] = {}
    for share in shares:
        for file, name in share["stray_ids"].items():
            other = ids.setdefault(name.casefold(), file)
            clashes += [file] if other not in share["stray_ids"] else []
    if clashes:
        raise CannotMerge(
            say(
                "{file} 的编号在别的分片里也有；请不分片检查一次",
                "the id of {file} stands in another shard too; check once without shards",
                file=min(clashes),
            )
        )


def _sort_key(finding: dict[str, Any]) -> tuple[str | int, ...]:
    return tuple(finding[name] if finding[name] is not None else "" for name in WEIGHTS)
