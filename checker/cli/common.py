"""What commands share: the instance, `as_of`, what is said to people, and how a failure is said."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NoReturn, TypeVar

from checker.cli.language import LANG, tr
from checker.engine import CaseFile, Options, Result, check_instance
from checker.loading.instance import Instance, NoInstance, find_root, load_instance
from checker.model.finding import Diagnostic

EXIT_OK, EXIT_FOUND, EXIT_CANNOT = 0, 1, 2
Opened = TypeVar("Opened")


def echo(text: str | bytes, *, err: bool = False, nl: bool = True) -> None:
    """Say a text, or its bytes; where click is loaded, through it, which knows streams of every kind."""
    click = sys.modules.get("click")
    if click is not None:
        click.echo(text, err=err, nl=nl)
        return
    stream = sys.stderr if err else sys.stdout
    if isinstance(text, bytes):
        stream.flush()
        stream.buffer.write(text)
    else:
        stream.write(text)
    stream.write("\n" if nl else "")
    stream.flush()


def fail(zh: str, en: str) -> NoReturn:
    """Say why nothing could be done, on standard error, and exit 2."""
    echo(tr(f"错误：{zh}", f"error: {en}"), err=True)
    sys.exit(EXIT_CANNOT)


def cannot_write(path: Path | str, error: OSError) -> NoReturn:
    """Say why a file or folder could not be written, and exit 2."""
    fail(f"写不了 {path}：{error.strerror}", f"cannot write {path}: {error.strerror}")


def tell(diagnostics: Iterable[Diagnostic]) -> None:
    """Diagnostics for people, on standard error."""
    from checker.formats.text import render_diagnostic

    for diagnostic in diagnostics:
        echo(render_diagnostic(diagnostic, LANG), err=True)


NOTED: list[str] = []
"""What this run has remarked, for an answer that is kept."""


def note(zh: str, en: str, *, again: bool = True) -> None:
    """A remark for people, on standard error; `again` says whether the same run would say it again."""
    text = tr(zh, en)
    NOTED.extend([text] if again else [])
    echo(text, err=True)


def open_instance(root: Path | None) -> Instance:
    """The instance named, or found upward from the working folder; exits 2 where there is none."""
    return opened(root, load_instance)


def opened(root: Path | None, load: Callable[[Path], Opened]) -> Opened:
    """What `load` makes of that instance's folder; exits 2 where there is none."""
    try:
        return load(root.resolve() if root else find_root(Path.cwd()))
    except NoInstance:
        fail(
            "这里没有实例：找不到 policy 文件夹；可用 tousu init 新建",
            "no instance here: there is no policy folder; tousu init makes one",
        )
    except OSError as error:
        fail(f"读不了实例：{error.strerror}", f"the instance cannot be read: {error.strerror}")


def instant(as_of: str | None, instance: Instance) -> tuple[int, bool]:
    """`as_of` as an instant, and whether it is the clock's."""
    text = instance.settings.as_of if as_of is None else as_of
    if text is None:
        return int(time.time()), True
    second = instance.instant(text)
    if second is None:
        fail(
            "--as-of 应写成 2026-03-20 或 2026-03-20T09:00",
            "--as-of is a date or an instant, such as 2026-03-20T09:00",
        )
    if as_of is None:
        note(
            f"注意：policy/settings.yml 把判断时刻固定在 {text}，不是现在",
            f"note: policy/settings.yml holds as_of at {text}, which is not now",
        )
    return second, False


def paths_from_root(paths: tuple[Path, ...], root: Path) -> tuple[str, ...]:
    """Paths as given, from the working folder or from the root, as paths from the root."""
    found = []
    for path in paths:
        here = path.absolute()
        absolute = here if here.exists() or path.is_absolute() else root / path
        folder = Path(os.path.realpath(absolute.parent))
        normal = Path(os.path.normpath(folder / absolute.name))
        inside = normal.is_relative_to(root)
        found.append(normal.relative_to(root).as_posix() if inside else str(path))
    return tuple("" if item == "." else item for item in found)


def run(
    instance: Instance,
    as_of: str | None,
    *,
    everything: bool = True,
    paths: tuple[str, ...] | None = None,
    policy: str | None = None,
) -> Result:
    """Check an instance for a command that looks at verdicts rather than gates on them."""
    second, clock = instant(as_of, instance)
    options = Options(second=second, clock=clock, everything=everything, paths=paths, policy=policy)
    return check_instance(instance, options)


def refuse_unjudged(item: CaseFile) -> NoReturn:
    """Say why a case has no verdicts, and exit: 2 where it had not been opened yet, else 1."""
    if item.left_out:
        fail(f"案件 {item.id} 在该时刻尚未立案", f"case {item.id} had not been opened yet")
    tell(item.diagnostics)
    sys.exit(EXIT_FOUND)


def refuse_broken(instance: Instance) -> None:
    """Exit 2 with the problems where policy, calendars or organization have any."""
    if instance.problems:
        tell(instance.problems)
        sys.exit(EXIT_CANNOT)
