"""tousu: complaint handling as code. Policies and cases in, findings out."""

TYPE_CHECKING = False  # `typing` would cost more than an answer that is kept
if TYPE_CHECKING:
    from typing import Any

    from checker.api import check as check

__version__ = "0.1.0"


def __getattr__(name: str) -> "Any":
    """`from checker import check` loads the checker; importing the package alone loads nothing."""
    if name == "check":
        from checker.api import check  # noqa: PLC0415 - only when asked for

        return check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
