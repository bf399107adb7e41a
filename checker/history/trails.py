"""One case's way through the branch as plain steps: every version read, every commit that made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from checker.document import Limits
from checker.history.branch import Passed
from checker.history.lineages import Lineage, Touch
from checker.history.versions import parsed, read_versions
from checker.loading.instance import may_be_case
from checker.model.trail import Brought, Change, Commit, Step, Version

YAML = (".yml", ".yaml")


class Trails:
    """Makes trails; knows which commit changed which file, each commit looked through once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._changes: dict[str, dict[str, Change]] = {}
        self._astray: dict[str, list[tuple[Commit, Change]]] = {}
        self._policies: dict[str, frozenset[str]] = {}

    def blobs(self, lineage: Lineage) -> tuple[list[str], list[str]]:
        """Every blob that a case's trail needs: the versions on the branch, oldest first, and others."""
        chain = chain_of(lineage)
        return chain, [blob for blob in self._sides(lineage) if blob not in chain]

    def trail(self, lineage: Lineage, contents: Mapping[str, bytes]) -> tuple[Step, ...]:
        """The steps of a case, oldest first; empty where no version is a case at all."""
        versions = read_versions(chain_of(lineage), contents, lineage.path, self._limits)
        for blob in self._sides(lineage):
            if blob not in versions:
                versions[blob] = Version(parsed(contents[blob], lineage.path, self._limits))
        if not _is_case(lineage, versions.values()):
            return ()
        steps: list[Step] = []
        last: Version | None = None
        gone = False
        for touch in lineage.touches:
            before = versions[touch.before] if touch.before is not None else None
            if before is not None and before.data is not None:
                last = before
            after = versions[touch.after] if touch.after is not None else None
            steps.append(self._step(touch, last, after, versions, gone=gone))
            gone = after is None
        return tuple(steps)

    def _step(
        self,
        touch: Touch,
        before: Version | None,
        after: Version | None,
        versions: Mapping[str, Version],
        *,
        gone: bool,
    ) -> Step:
        passed = touch.passed
        return Step(
            commit=passed.commit,
            second=passed.second,
            path=touch.path,
            before=before,
            after=after,
            brought=tuple(self._brought(touch, after or before, versions)),
            policies=self.policies_of(passed),
            restored=gone,
        )

    def _brought(
        self, touch: Touch, version: Version | None, versions: Mapping[str, Version]
    ) -> Iterator[Brought]:
        """The commits that made a step, with what each did to this case."""
        for commit, change in self._own(touch):
            yield _as_brought(commit, change, versions)
        name = version.data.get("id") if version is not None and version.data else None
        for commit, change in self._strays(touch.passed):
            item = _as_brought(commit, change, versions)
            held = [side.data for side in (item.before, item.after) if side is not None]
            if name is not None and any(data and data.get("id") == name for data in held):
                yield item

    def _own(self, touch: Touch) -> Iterator[tuple[Commit, Change]]:
        for commit in touch.passed.brought:
            changes = self._changes.get(commit.id)
            if changes is None:
                changes = {item.path: item for item in commit.changes}
                self._changes[commit.id] = changes
            change = changes.get(touch.path) or changes.get(touch.was)
            if change is not None:
                yield commit, change

    def _strays(self, passed: Passed) -> list[tuple[Commit, Change]]:
        """Changes on a merged branch under names that the branch itself gave up again."""
        if not passed.commit.merge:
            return []
        found = self._astray.get(passed.commit.id)
        if found is None:
            known = {item.path for item in passed.commit.changes}
            found = [
                (commit, item)
                for commit in passed.brought
                for item in commit.changes
                if item.path not in known and may_be_case(item.path)
            ]
            self._astray[passed.commit.id] = found
        return found

    def _sides(self, lineage: Lineage) -> list[str]:
        """Blobs that only the commits of merged branches had."""
        return [
            blob
            for touch in lineage.touches
            if touch.passed.commit.merge
            for _, change in (*self._own(touch), *self._strays(touch.passed))
            for blob in (change.before, change.after)
            if blob is not None
        ]

    def commits_of(self, touch: Touch) -> Iterator[Commit]:
        """Every commit that may have had a hand in a step."""
        yield touch.passed.commit
        if touch.passed.commit.merge:
            yield from (commit for commit, _ in self._own(touch))
            yield from (commit for commit, _ in self._strays(touch.passed))

    def policies_of(self, passed: Passed) -> frozenset[str]:
        """Folders of the revisions that a step changes, but for those of a policy it brings in."""
        key = passed.commit.id
        if key not in self._policies:
            self._policies[key] = frozenset(_revisions(passed))
        return self._policies[key]


def _as_brought(commit: Commit, change: Change, versions: Mapping[str, Version]) -> Brought:
    return Brought(commit, versions.get(change.before or ""), versions.get(change.after or ""))


def _revisions(passed: Passed) -> Iterable[str]:
    for change in passed.commit.changes:
        match change.path.split("/"):
            case ["policy", policy, revision, _, *_] if revision != "tests":
                if policy not in passed.new_policies:
                    yield f"policy/{policy}/{revision}"


def chain_of(lineage: Lineage) -> list[str]:
    """The blobs of the branch itself, oldest first; one that comes back stands there twice."""
    chain: list[str] = []
    for touch in lineage.touches:
        for blob in (touch.before, touch.after):
            if blob is not None and chain[-1:] != [blob]:
                chain.append(blob)
    return chain


def _is_case(lineage: Lineage, versions: Iterable[Version]) -> bool:
    """Whether a file was ever a case; one that could never be read may have been, by its name."""
    read = [version.data for version in versions if version.data is not None]
    if read:
        return any("events" in data or "id" in data for data in read)
    return lineage.path.lower().endswith(YAML)
