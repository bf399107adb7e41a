"""An instance: a folder with `policy/` and `cases/`, found, and read but for its cases."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import field
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from checker.document import DEFAULT_LIMITS, Document, Limits
from checker.lazily import dataclass
from checker.loading.calendars import CalendarShelf
from checker.loading.files import NO_OVERLAY, Overlay, read_file
from checker.loading.loaded import LoadedPolicy
from checker.loading.organizations import FILE as ORGANIZATION_FILE
from checker.loading.organizations import read_organization
from checker.loading.placing import UTC, file_diagnostic
from checker.loading.readers import Reader
from checker.loading.roots import root_above
from checker.model.finding import Diagnostic, Problem, Problems
from checker.model.moment import as_of_moment
from checker.model.organization import Organization
from checker.model.policy import Policy
from checker.model.scalars import WHOLE
from checker.model.text import say

SETTINGS_FILE = "policy/settings.yml"
SETTINGS_KEYS = ("as_of", "limits", "forge")
CASES = "cases"
NOT_CASES = ("evidence", "reports")
YAML_ENDINGS = (".yml", ".yaml")
FORGE = re.compile(r"https?://[^\s{}]+(\{(path|text)\}[^\s{}]*)+")
HIGHEST = {"file_bytes": 2**30, "depth": 200, "entries": 10**9}
"""What the limits can be raised to; a deeper file would need more stack than Python has."""
YEAR_FOLDER = re.compile(r"[0-9]{4}")


class NoInstance(Exception):
    """There is no instance where one was looked for."""


@dataclass(frozen=True)
class Settings:
    """What an instance sets for the program itself; never what a case must do."""

    limits: Limits = DEFAULT_LIMITS
    as_of: str | None = None
    """A day at which a sample register stands still; a real one leaves it out."""
    forge: str | None = None
    """Where the forge makes a new file; `{path}` and `{text}` stand for the file's."""


@dataclass(eq=False)
class Instance:
    """Everything but the cases: policies, organization, calendars, settings."""

    root: Path
    settings: Settings
    organization: Organization
    shelf: CalendarShelf
    loaded: tuple[LoadedPolicy, ...]
    problems: list[Diagnostic]
    """Problems of policy, calendars, organization and settings; each makes the run exit 2."""
    organization_document: Document | None = None
    overlay: Overlay = field(default_factory=dict)
    """Texts that stand in place of files; case files among them are read by it too."""

    @cached_property
    def policies(self) -> dict[str, Policy]:
        """The sound policies by id."""
        return {item.id: item.policy for item in self.loaded if item.policy is not None}

    @cached_property
    def broken(self) -> frozenset[str]:
        """Ids of policies that have a problem."""
        return frozenset(item.id for item in self.loaded if item.policy is None)

    @property
    def zone(self) -> ZoneInfo:
        """The first policy's timezone; UTC where no policy is sound."""
        return next((policy.zone for policy in self.policies.values()), UTC)

    def instant(self, text: str) -> int | None:
        """`as_of` as written, a date meaning its last second; None for what is neither."""
        moment = as_of_moment(text, self.zone)
        return moment.second if moment is not None else None

    def case_files(self) -> list[str]:
        """Every file that may be a case: YAML under `cases/`, and all in the years' folders; sorted."""
        return sorted(self._yaml_files(CASES, without={f"{CASES}/{name}" for name in NOT_CASES}))

    def report_files(self) -> list[str]:
        """Every period report, sorted; those included that only an editor has."""
        unsaved = (file for file in self.overlay if file.startswith(f"{CASES}/reports/"))
        return sorted({*self._yaml_files(f"{CASES}/reports", without=set()), *unsaved})

    def _yaml_files(self, folder: str, *, without: set[str]) -> list[str]:
        """The files below a folder, but for some paths."""
        files: list[str] = []
        pending = [folder] if (self.root / folder).is_dir() else []
        while pending:
            current = pending.pop()
            try:
                found = list(os.scandir(self.root / current))
            except OSError:
                if current == folder:
                    raise
                found = []
                files.append(current)  # named too: a folder that cannot be read
            for entry in found:
                path = f"{current}/{entry.name}"
                if path in without:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path)
                elif _is_listed(path) or entry.is_dir():
                    # a linked folder is named, so that reading it fails: nothing is passed over
                    files.append(path)
        return files

    @cached_property
    def digest(self) -> str:
        """The digest of everything that verdicts rest on beside the cases."""
        digest = hashlib.sha256()
        for policy in self.policies.values():
            for revision in policy.revisions:
                digest.update(revision.digest.encode())
        digest.update(self.organization.digest.encode())
        for document in self.shelf.files:
            digest.update(document.text.encode())
        return f"sha256:{digest.hexdigest()}"


def may_be_case(file: str) -> bool:
    """Whether `case_files` would list a file, by its path from the root alone."""
    folder, _, rest = file.partition("/")
    if folder != CASES or not rest or rest.split("/", 1)[0] in NOT_CASES:
        return False
    return _is_listed(file)


def _is_listed(file: str) -> bool:
    return (
        file.endswith(YAML_ENDINGS)
        or file.lower().endswith(YAML_ENDINGS)
        or _misnamed(PurePosixPath(file))
    )


def _misnamed(path: PurePath) -> bool:
    """A file in a year's folder that may be a case under a wrong ending, such as `.yml.txt`."""
    in_year = YEAR_FOLDER.fullmatch(path.parent.name) is not None
    return in_year and not path.name.startswith(".") and path.stem.upper() != "README"


def find_root(start: Path) -> Path:
    """The instance at or above a folder.

    Raises `NoInstance` where no folder up to the root has `policy/` and `cases/`, and `OSError`
    where one of them cannot be looked into.
    """
    found = root_above(str(start))
    if found is None:
        raise NoInstance
    return Path(found)


def load_instance(root: Path, overlay: Overlay = NO_OVERLAY) -> Instance:
    """Read all but the cases; problems are kept, not raised.

    `overlay` holds texts that stand in place of files.

    Raises `NoInstance` where `root` has no `policy/` folder.
    """
    if not (root / "policy").is_dir():
        raise NoInstance
    from checker.loading.policies import load_policy  # noqa: PLC0415 - a kept policy is not read

    problems: list[Diagnostic] = []
    settings = _settings(root, problems, overlay)
    organization, document = _organization(root, settings.limits, problems, overlay)
    shelf = CalendarShelf(root, settings.limits, overlay)
    problems += shelf.problems
    loaded = tuple(
        load_policy(root, path.name, shelf, organization, settings.limits, overlay)
        for path in sorted((root / "policy").iterdir())
        if path.is_dir() and path.name != "calendars" and not path.name.startswith(".")
    )
    for item in loaded:
        problems += item.problems
    if not loaded:
        problem = Problem("policy-invalid", say("没有任何制度", "there is no policy"))
        problems.append(file_diagnostic(problem, "policy", None))
    return Instance(root, settings, organization, shelf, loaded, problems, document, overlay)


def _organization(
    root: Path, limits: Limits, problems: list[Diagnostic], overlay: Overlay
) -> tuple[Organization, Document | None]:
    if not (root / ORGANIZATION_FILE).exists():
        problem = Problem("schema", say("缺少组织文件", "the organization file is missing"))
        problems.append(file_diagnostic(problem, ORGANIZATION_FILE, None))
        return Organization(), None
    document, problem_ = read_file(root, ORGANIZATION_FILE, limits, overlay=overlay)
    if document is None:
        problems += [problem_] if problem_ else []
        return Organization(), None
    found = Problems(ORGANIZATION_FILE)
    digest = hashlib.sha256(document.text.replace("\r\n", "\n").encode()).hexdigest()
    organization = read_organization(document, found, f"sha256:{digest}")
    problems += [file_diagnostic(item, ORGANIZATION_FILE, document) for item in found.items]
    return organization, document


def _settings(root: Path, problems: list[Diagnostic], overlay: Overlay) -> Settings:
    file = root / SETTINGS_FILE
    if not file.exists() and not file.is_symlink():  # a link that leads nowhere is no blank
        return Settings()
    document, problem = read_file(root, SETTINGS_FILE, DEFAULT_LIMITS, overlay=overlay)
    if document is None:
        problems += [problem] if problem else []
        return Settings()
    found = Problems(SETTINGS_FILE)
    settings = _read_settings(document.data, found)
    problems += [file_diagnostic(item, SETTINGS_FILE, document) for item in found.items]
    return settings


def _read_settings(data: Any, problems: Problems) -> Settings:
    reader = Reader(problems)
    mapping = reader.mapping(data if data is not None else {}, ())
    if mapping is None:
        return Settings()
    reader.known_keys(mapping, SETTINGS_KEYS)
    limits = reader.mapping(mapping.get("limits") or {}, ("limits",)) or {}
    names = tuple(Limits.__dataclass_fields__)
    reader.known_keys(limits, names, ("limits",))
    raised = {}
    for name in names:
        if limits.get(name) is None:
            continue
        lowest = getattr(DEFAULT_LIMITS, name)
        text = limits[name]
        highest = HIGHEST[name]
        if isinstance(text, str) and WHOLE.fullmatch(text) and lowest <= int(text) <= highest:
            raised[name] = int(text)
        else:
            zh, en = f"应是 {lowest} 到 {highest} 的整数", f"a number from {lowest} to {highest}"
            reader.wrong(("limits", name), zh, en)
    as_of, forge = _held_at(reader, mapping), _forge(reader, mapping)
    return Settings(Limits(**raised) if raised else DEFAULT_LIMITS, as_of, forge)


def _held_at(reader: Reader, settings: dict[str, Any]) -> str | None:
    """The instant at which a sample register is held, as written."""
    text = reader.text(settings, "as_of", ())
    if text is None or as_of_moment(text, UTC) is not None:
        return text
    reader.bad_time(("as_of",))
    return None


def _forge(reader: Reader, settings: dict[str, Any]) -> str | None:
    """Where a new file is made in a browser: an address of the web, and nothing else."""
    forge = reader.mapping(settings.get("forge") or {}, ("forge",)) or {}
    reader.known_keys(forge, ("new_file",), ("forge",))
    address = reader.text(forge, "new_file", ("forge",))
    if address is None or FORGE.fullmatch(address):
        return address
    reader.wrong(
        ("forge", "new_file"),
        "应是 https:// 开头、含 {path} 的网址",
        "an address that begins with https:// and holds {path}",
    )
    return None
