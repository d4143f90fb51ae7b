"""Work on the eve of a holiday, which the personal assistants' agreement may pay more for.

No supplement of its own was found (``heta.eve_percent``): whether there is one is asked once for all employments when
somebody works on an eve, and then its sum for each such day. Midsummer Eve and a Christmas Eve on a weekday are weekday
holidays of the agreement instead.
"""

from __future__ import annotations

from datetime import date, timedelta

from payroll.agreement import Terms
from payroll.draft import Draft, Line
from payroll.earnings import credit_year_first
from payroll.hours import Sorted
from rules import Days, Question, calendar
from rules.decisions import pay_grounds, supplements

_NAME, _TOPIC = "heta.eve_percent", "agreement_gives.eve"
_GIVES = Question(
    _TOPIC,
    "Does the agreement pay a supplement for work on the eve of a holiday? Answer yes or no.",
    "No such supplement was found, and the agreement's text was not available. Without an answer none is paid.",
    "The agreement's clause on supplements, or the employers' association.",
    blocks=False,
)


def add_eve_pay(draft: Draft, terms: Terms, worked: list[Sorted]) -> None:
    """Lines of what people answered that the agreement pays for work on eves; asks for what nobody has answered.

    ``worked``: the sorted minutes of the period.
    """
    if terms.never:
        return
    for day in sorted({one.day for one in worked if is_eve(one.day)}):
        if not terms.unseen_clause(_NAME, day, Days(work_day=day)):
            continue
        gives = draft.answered(_TOPIC)
        if gives is None:
            draft.ask(_GIVES)
        elif gives.value == "yes":
            _add(draft, day)


def is_eve(day: date) -> bool:
    """Whether a day is the eve of a holiday with Sunday pay, and neither such a day nor a weekday holiday itself."""
    after = day + timedelta(days=1)
    holiday = calendar.is_public_holiday(after) and calendar.is_sunday_rate(after)
    return holiday and not calendar.is_sunday_rate(day) and not supplements.weekday_holiday(day)


def _add(draft: Draft, day: date) -> None:
    topic = f"agreement_eve.{day.isoformat()}"
    answer = draft.answered(topic)
    if answer is None:
        draft.ask(
            Question(
                topic,
                f"What supplement, in euros, does the agreement pay for the work of the eve {day.isoformat()}?",
                "The hours of the day that carry it were not found. Answer 0 when it pays nothing for this day.",
                "The agreement's clause on supplements.",
                facts=(("day", day.isoformat()),),
            )
        )
        return
    trace = draft.trace
    told = trace.answer("eve_told", answer.value, "euros", answer.question, answer.document)
    amount = trace.total("eve", (told,), rounding="cent_half_up")
    if amount.value:
        draft.add_line(
            amount,
            Line(
                kind="eve",
                income_type=draft.income_type("eve"),
                unit="euro",
                amount_cents=amount.cents,
                figure=amount.row,
                first=day,
                last=day,
                holiday_base=credit_year_first(day),
                reasons=(pay_grounds.agreement_eve(),),
            ),
        )
