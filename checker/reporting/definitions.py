"""What the numbers mean: which day counts, as of when, of what each rate is a part."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.moment import last_second
from checker.model.text import Say, say
from checker.reporting.counts import Counts

DEFINITIONS: tuple[Say, ...] = (
    say(
        "各数按截至时刻登记簿里的记录计算。已结束的期间，以后补记、更正、改级、豁免到期，数字仍可能变动；要重现当日的数字，用当日的登记簿和同一截至时刻。",
        "All numbers come from what the register held at the instant above. Those of a period that is over may still "
        "change: by late recording, corrections, a new class, a waiver's end.",
    ),
    say(
        "日期都按制度所在时区。接收：立案事件发生在本期之内。重新办理：办结后又有重新办理的事件。办结：使在办案件结束的事件，包括不予受理和撤回；一件先后办结两次，计两次。",
        "Days are those of the policy's timezone. Received: the opening event lies in the period. Reopened: an event "
        "that opens a closed case again. Closed: an event that ends an open case, declined and withdrawn ones too; "
        "a case closed twice counts twice.",
    ),
    say(
        "在办：期初看本期第一日开始时，期末看最后一日终了时（未结束的，看截至时刻），依事件的发生时间，不论何时登记。",
        "Open: as the case stood when the first day began and when the last one ended (or at the instant above while "
        "the period runs), by when things happened, not by when they were recorded.",
    ),
    say(
        "构成和定级取案件现在登记的值。责任单位取现在登记的单位；只写了人员的，取其现在所属的单位。",
        "Make-up and class are those recorded now. The unit is the one recorded now; where only a person is, theirs.",
    ),
    say(
        "违规：时限在届满的次一瞬间所在的日子计入，以后补办也不移到别的期间；其他规则在违规行为之日计入，没有这样一日的，在立案之日。已确认的违规永远是违规；豁免的另列；岗位配备不属于任何期间，不计。",
        "Breaches: a deadline counts on the day of the first second after it, and stays there when done later; any "
        "other rule on the day of the act, or the opening day where there is none. An acknowledged breach stays a "
        "breach; waived ones stand apart; how posts are filled is of no period and left out.",
    ),
    say(
        "逾期未办：期末已过期限而当时还没有办的，含豁免的。",
        "Overdue at end: past by then and not done by then, waived or not.",
    ),
)


def notices(now: Counts) -> Iterator[Say]:
    """What stands above all numbers."""
    register, period = now.register, now.period
    if period.first_day > register.as_of.day:
        yield say("本期尚未开始。", "The period has not begun.")
    elif not is_over(now):
        yield say(
            "本期未结束：数字只到 {day}，还会增加。",
            "The period is not over: numbers up to {day}, still growing.",
            day=now.end,
        )
    if register.first_day is None:
        yield say("登记簿里还没有案件。", "The register holds no case yet.")
    elif period.last_day < register.first_day:
        yield say(
            "本期在第一件投诉（{day}）之前，没有案件。",
            "The period lies before the first complaint ({day}).",
            day=register.first_day,
        )
    if register.unread:
        yield say(
            "有 {n} 个案件文件有误，没有计入任何数字；先用 tousu check 查明。",
            "{n} case file(s) could not be judged and are in no number: run tousu check.",
            n=len(register.unread),
        )


def is_over(now: Counts) -> bool:
    """Whether nothing of the period lies after `as_of`."""
    as_of, zone = now.register.as_of, now.register.zone
    return (as_of.second or 0) >= last_second(now.period.last_day, zone)
