"""The question of a receipt asked again, of the instance as it is now."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from checker.engine import Options
from checker.loading.instance import Instance
from checker.model.moment import as_of_moment
from checker.model.text import say
from checker.parallel import check_on_cores
from checker.receipts.making import receipt_of
from checker.receipts.reading import NoReceipt
from checker.receipts.receipt import Receipt


def ask_again(then: Receipt, instance: Instance, jobs: int) -> Receipt:
    """The receipt that the same question, at the same instant, gives now.

    Where the instant was the clock's, what lay after it was a problem of its file. That holds
    for files that are as they were; of one that has grown since, only what had happened counts.
    Raises `NoReceipt` where the receipt's instant is none.
    """
    options = _options(then)
    now = _receipt(options, instance, jobs)
    if not then.clock or _files(then) == _files(now):
        return now
    later = _receipt(replace(options, clock=False), instance, jobs)
    old, new = _files(then), _files(now)
    paths = sorted({*now.verdicts, *later.verdicts})
    verdicts = {
        path: (now if old.get(path) == new.get(path) else later).verdicts.get(path, ())
        for path in paths
    }
    return replace(now, verdicts={path: items for path, items in verdicts.items() if items})


def _options(then: Receipt) -> Options:
    moment = as_of_moment(then.as_of, ZoneInfo("UTC"))
    if moment is None or moment.second is None:
        raise NoReceipt(say("收据已损坏，或者不是收据", "the receipt is damaged, or none"))
    return Options(
        second=moment.second,
        clock=then.clock,
        paths=then.asked.paths,
        select=frozenset(then.asked.select),
        ignore=frozenset(then.asked.ignore),
        policy=then.asked.policy,
        everything=True,
    )


def _receipt(options: Options, instance: Instance, jobs: int) -> Receipt:
    return receipt_of(check_on_cores(instance, options, jobs), options, None)


def _files(receipt: Receipt) -> dict[str, str]:
    return receipt.inputs.cases | receipt.inputs.reports
