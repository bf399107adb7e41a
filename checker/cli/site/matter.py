"""What the pages are made from: a run's result with all that pages cannot look up themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker import __version__
from checker.cli.common import run
from checker.cli.site.frame import Frame
from checker.cli.site.impacts import impacts
from checker.cli.site.reports import suffixes
from checker.cli.site.traces import history
from checker.explaining.deadlines import deadline_teller
from checker.loading.instance import Instance
from checker.pages import Example, Site
from checker.policychecks.testfiles import load_tests


def make_site(
    instance: Instance,
    as_of: str | None,
    frame: Frame,
    *,
    internal: bool,
    booklets: bool = False,
) -> Site:
    """Check the cases and gather what the pages say of them."""
    result = run(instance, as_of, everything=False)
    tell = deadline_teller(result)
    return Site(
        result=result,
        generator=f"tousu {__version__}",
        examples={name: tuple(examples(instance, name)) for name in instance.policies},
        handwritten=frame.pages,
        downloads=suffixes(),
        internal=internal,
        booklets=booklets,
        derive=lambda item: {
            place: [line.render("zh") for line in lines] for place, lines in tell(item).items()
        },
    )


def whole_site(
    instance: Instance, as_of: str | None, frame: Frame, *, internal: bool, booklets: bool
) -> Site:
    """The same with what other revisions and the git history say: for a site, not for one page."""
    site = make_site(instance, as_of, frame, internal=internal, booklets=booklets)
    turns = impacts(site.result, clock=as_of is None)
    return replace(site, turns=turns, history=history(instance.root))


def examples(instance: Instance, policy: str) -> Iterator[Example]:
    """The policy's rule tests; one that cannot be read is left to `tousu policy test`."""
    loaded = load_tests(instance.root, instance.policies[policy], instance.settings.limits)
    for test in loaded.tests:
        yield Example(
            rule=test.rule,
            name=test.name,
            revisions=tuple(revision.label for revision in test.revisions),
            as_of=test.as_of,
            case=test.case,
            status=test.expect.status,  # type: ignore[arg-type]
            reason=test.expect.reason,
            due=test.expect.due,
        )
