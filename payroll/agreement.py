"""The personal assistants' agreement in a payslip: on which days it binds, its lowest wage, windows and free days."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from payroll.draft import Draft
from payroll.figures import Figure, Trace
from payroll.inputs import Agreement, Answer, Inputs, VaryingHours
from rules import Book, Days, Decision, NoValueForDay, Question, Source, UnknownValue, UnverifiedValue, calendar
from rules.decisions import coverage, personal_assistants, supplements

_DAY = timedelta(days=1)
_HALF_MONTH = 15  # the last day of a month's first half
HETA, OTHER = "heta", "other"
CAPITAL_REGION, ELSEWHERE = "paakaupunkiseutu", "muu_suomi"
_OVERTIME = ("overtime_50", "overtime_100")
_WORDS = {
    CAPITAL_REGION: "paakaupunkiseutu, pääkaupunkiseutu, capital, capital_region, capital region, huvudstadsregionen, "
    "helsinki, espoo, vantaa, kauniainen, helsingfors, esbo, vanda, grankulla",
    ELSEWHERE: "muu_suomi, muu suomi, muualla, elsewhere, other, annanstans, övriga finland",
}
REGIONS = {word: region for region, words in _WORDS.items() for word in words.split(", ")}
"""How people write the two regions of the agreement's wage table."""


def followed_on(inputs: Inputs, book: Book, day: date) -> str | None:
    """Which agreement a payslip's inputs follow on a day (``heta``, ``other``, ``none``); None when nobody can say."""
    return Terms(Draft(inputs, book)).binding(day)


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A weekday holiday of the agreement that is off with pay: the minutes it pays and takes off the week."""

    day: date
    minutes: int


class Terms:
    """What the agreement says about one payslip; asks for what its known text leaves open."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._bound: dict[date, bool] = {}
        inputs = draft.inputs
        self._told = False
        self.never = inputs.job != coverage.PERSONAL_ASSISTANCE and self._all_say_none()
        self._edges: supplements.Edges | None = None
        self._turns: list[date] | None = None
        self._told_hours: dict[date, int] = {}

    def _all_say_none(self) -> bool:
        inputs = self._draft.inputs
        rows = inputs.agreements
        covered = bool(rows) and rows[0].first <= max(inputs.period.first, inputs.employment_first)
        return covered and all(row.name == "none" for row in rows)

    def row(self, day: date) -> Agreement | None:
        """What the parties say about agreements on a day."""
        found = None
        for row in self._draft.inputs.agreements:
            if row.first <= day and (row.until is None or day <= row.until):
                found = row
        return found

    def bound(self, day: date) -> bool:
        """Whether the agreement binds on a day of work; what is not known is asked."""
        if self.never:
            return False
        known = self._bound.get(day)
        if known is None:
            known = self._bound[day] = self._decide(day)
        return known

    def _decide(self, day: date) -> bool:
        """The law decides first; what the parties agreed beyond it holds too; what nobody has said is asked."""
        draft, said = self._draft, self._said(day)
        decision = self._followed(day)
        if decision.outcome == HETA:
            if said != HETA:
                for question in decision.questions:
                    draft.ask(question)
                if not self._told:
                    self._told = True
                    draft.notice("agreement_binds_by_law", day=day.isoformat())
            return True
        if said is None:
            if draft.inputs.employed_on(day):
                draft.ask(coverage.question_agreement())
            return False
        if said == OTHER and not self._other_checked():
            draft.ask(QUESTION_OTHER)
        if draft.answered("agreement") is None:
            for question in decision.questions:
                draft.ask(question)
        return False

    def _other_checked(self) -> bool:
        """Whether somebody has checked that the other agreement sets nothing better than the contract."""
        answer = self._draft.answered("agreement_other")
        return answer is not None and answer.value.strip().casefold() == coverage.NONE

    def binding(self, day: date) -> str | None:
        """Which agreement is followed on a day (``heta``, ``other``, ``none``); None when nobody has said.

        Asks nothing.
        """
        if self.never:
            return coverage.NONE
        followed = self._followed(day).outcome
        if followed == OTHER and self._other_checked():
            return coverage.NONE  # it was checked: it sets nothing that is better
        if followed is None and self._draft.answered("agreement") is not None:
            return self._said(day)
        return followed

    def _said(self, day: date) -> str | None:
        """What a person answered about the agreement, or else what the parties' records say on a day.

        An answer that is none of the words asked for says nothing.
        """
        answer, row = self._draft.answered("agreement"), self.row(day)
        if answer is not None:
            word = answer.value.strip().casefold()
            return word if word in (HETA, OTHER, coverage.NONE) else None
        return None if row is None else row.name

    def _followed(self, day: date) -> Decision[str | None]:
        row, ended = self.row(day), self._draft.answered("agreement_ended")
        return coverage.binding_on(
            self._draft.book,
            day,
            job=self._draft.inputs.job,
            said=self._said(day),
            member=None if row is None else row.employer_is_member,
            ended=None if ended is None else ended.value == "yes",
        )

    def unseen_clause(self, name: str, day: date, days: Days) -> bool:
        """Whether the agreement binds on a day and nobody has seen what a clause of it says (a value of the book)."""
        if not self.bound(day):
            return False
        try:
            self._draft.book.value(name, days)
        except (UnknownValue, UnverifiedValue):
            return True
        except NoValueForDay:
            pass
        return False

    def gives(self, what: str, asks: str) -> bool:
        """Whether the agreement pays something at all, as a person answered for all employments; False after asking."""
        topic = f"agreement_gives.{what}"
        answer = self._draft.answered(topic)
        if answer is None:
            self._draft.ask(
                Question(
                    topic,
                    f"{asks} Answer yes or no.",
                    "The agreement's text was not available, and what it pays beyond the law binds.",
                    "The agreement, or the employers' association.",
                )
            )
        return answer is not None and answer.value == "yes"

    def tell_pay_day(self) -> None:
        """A notice when the pay day is later than the agreement allows for the period's last work.

        A period that reaches over both halves of a month is one of monthly pay that was agreed.
        """
        inputs = self._draft.inputs
        last = min(inputs.period.last, inputs.employment_last or inputs.period.last)
        if inputs.kind == "supplementary" or not self._draft.lines or self.binding(last) != HETA:
            return
        monthly = inputs.period.first.day <= _HALF_MONTH < inputs.period.last.day
        try:
            latest = personal_assistants.pay_by(last, monthly, self._draft.book).outcome
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return
        if inputs.payment_day > latest:
            self._draft.notice("pay_day_late", day=latest.isoformat())

    def tell_of_working_time(self) -> None:
        """Notices that overtime was paid by the law although the agreement lets one agree otherwise, and that an
        averaging period is not of the agreement's length."""
        draft = self._draft
        for line in draft.lines:
            if line.kind not in _OVERTIME or line.first is None or self.binding(line.first) != HETA:
                continue
            if draft.answered("agreement_overtime") is not None:
                continue
            try:
                value = draft.book.value("heta.overtime_deviation", Days(work_day=line.first))
            except (NoValueForDay, UnknownValue, UnverifiedValue):
                continue
            draft.notice("overtime_by_law", value, first=line.first.isoformat())
            break
        for one in draft.inputs.averaging:
            if one.last is not None and self.binding(one.last) == HETA:
                self._tell_averaging(one.first, one.last)

    def _tell_averaging(self, first: date, last: date) -> None:
        book, days = self._draft.book, Days(work_day=last)
        try:
            allowed = personal_assistants.averaging_allowed(((last - first).days + 1) // 7, last, book).outcome
            least, most = book.value("heta.averaging_least_weeks", days), book.value("heta.averaging_most_weeks", days)
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return
        if not allowed:
            facts = {"first": first.isoformat(), "last": last.isoformat()}
            self._draft.notice(
                "averaging_beyond_agreement", least, most, **facts, least=str(least.number), most=str(most.number)
            )

    # -- windows --------------------------------------------------------------------------------------------------

    def cuts(self) -> tuple[int, ...]:
        """The clock minutes at which a supplement may begin or end; none when the agreement binds on no day."""
        if self.never:
            return ()
        period = self._draft.inputs.period
        if not any(self.bound(day) for day in period):
            return ()
        return self.edges(period.last).cuts

    def edges(self, day: date) -> supplements.Edges:
        """The windows' edges, what a person has answered included."""
        if self._edges is None:
            self._edges = supplements.Edges(
                evening_first=self._time("heta.evening.first", day, 0),
                evening_after=self._time("heta.evening.after", day, 0),
                night_first=self._time("heta.night.first", day, 1440),
                night_after=self._open_time("heta.night.after", day),
                saturday_first=self._open_time("heta.saturday.first", day),
                saturday_certain_from=self._time("heta.saturday.certain_from", day, 1440),
                saturday_after=self._time("heta.saturday.after", day, 1440),
                sunday_eve_first=self._time("heta.sunday.eve_first", day, 1440),
                sunday_after=self._open_time("heta.sunday.after", day),
                morning=self._time("choice.unknown_window_until", day, 1440),
            )
        return self._edges

    def _time(self, name: str, day: date, otherwise: int) -> int:
        value = self._draft.value(name, Days(work_day=day))
        return otherwise if value is None else int(value.number)

    def _open_time(self, name: str, day: date) -> int | None:
        """The clock minute that the book or a person says; None without asking, for it may not matter."""
        try:
            return int(self._draft.book.value(name, Days(work_day=day)).number)
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            pass
        answer = self._draft.answered(f"missing_law_value.{name}", day)
        if answer is None:
            return None
        hours, _, minutes = answer.value.replace(".", ":").partition(":")
        return int(hours) * 60 + int(minutes or "0")

    def kinds(self, day: date, minute: int) -> tuple[str, ...]:
        """The supplements of a minute of work, after asking for what is not known about it."""
        draft = self._draft
        found = supplements.kinds_at(day, minute, self.edges(day), self.holiday(day))
        for name in found.unknown_edges:
            draft.law(name, Days(work_day=day))  # asks
        kinds = list(found.kinds)
        if len(kinds) > 1 and draft.value("heta.stacking", Days(work_day=day)) is None:
            return ()
        for position, one in enumerate(found.kinds):
            for other in found.kinds[position + 1 :]:
                together = supplements.stacks(draft.book, day, one, other)
                if together == "unknown":
                    together = self._stacking(one, other, day)
                if together == "no" and other in kinds:
                    kinds.remove(other)
        return tuple(kinds)

    def _stacking(self, one: str, other: str, day: date) -> str:
        topic = f"agreement_stacking.{one}.{other}"
        answer = self._draft.answered(topic, day)
        if answer is not None:
            return answer.value
        self._draft.ask(
            Question(
                topic,
                f"Are the {one} and the {other} supplement both paid for the same hour? Answer yes or no.",
                "The agreement's text was not available, and its published examples do not show this case.",
                "The agreement, clause 11 and its examples.",
                facts=(("one", one), ("other", other)),
            )
        )
        return "no"

    # -- weekday holidays -----------------------------------------------------------------------------------------

    def holiday(self, day: date) -> bool:
        """Whether a day is a weekday holiday of the agreement to which this employment has the right."""
        if not self.bound(day) or not supplements.weekday_holiday(day):
            return False
        draft, inputs = self._draft, self._draft.inputs
        if draft.value("heta.free_day_employment_weeks", Days(work_day=day)) is None:
            return False  # no edition holds on the day: it has been asked
        if not self._spell_long_enough(day):
            return False
        return supplements.weekday_holiday_right(
            draft.book, day, inputs.employment_first, inputs.employment_last
        ).outcome

    def _varying(self, day: date) -> VaryingHours | None:
        found = [
            one
            for one in self._draft.inputs.varying_hours
            if one.first <= day and (one.until is None or day <= one.until)
        ]
        return found[-1] if found else None

    def _spell_long_enough(self, day: date) -> bool:
        """Whether an employee on call has a working spell of two weeks around the day; False after asking."""
        varying = self._varying(day)
        if varying is None or varying.least_minutes or not self._draft.inputs.employed_on(day):
            return True
        answer = self._draft.answered(f"free_day_right.{day.isoformat()}")
        if answer is None and day not in self._draft.inputs.period:
            return True  # a day of a week around the period: it only makes that week shorter
        if answer is None:
            weeks = self._draft.value("heta.free_day_employment_weeks", Days(work_day=day))
            self._draft.ask(_question_free_day_right(day, 0 if weeks is None else int(weeks.number)))
            return False
        return answer.value == "yes"

    def free_days(self, first: date, after: date, worked: frozenset[date]) -> list[FreeDay]:
        """The weekday holidays between two days that are off with pay: a fifth of the weekly time each."""
        if self.never:
            return []
        found = []
        inputs = self._draft.inputs
        day = first
        while day < after:
            inside = inputs.employment_first <= day and (
                inputs.employment_last is None or day <= inputs.employment_last
            )
            if inside and day not in worked and calendar.is_public_holiday(day) and self.holiday(day):
                absent = any(absence.first <= day <= absence.last for absence in inputs.absences)
                minutes = self.day_minutes(day)
                if minutes and not absent:
                    found.append(FreeDay(day, minutes))
            day += _DAY
        return found

    def day_minutes(self, day: date) -> int:
        """The average daily minutes: the agreed weekly minutes divided by five, a part of a minute upwards.

        Where the hours vary they are asked: the agreement's guidance for them was not seen.
        """
        weekly = self.weekly_minutes(day)
        divisor = self._draft.value("heta.free_day_week_divisor", Days(work_day=day))
        if divisor is None:
            return 0
        share = -(-weekly // int(divisor.number))
        return share if self._varying(day) is None else self._day_minutes_told(day, share)

    def _day_minutes_told(self, day: date, share: int) -> int:
        """The minutes of a weekday holiday off as a person said; 0 after asking."""
        if day not in self._told_hours:
            answer = self._draft.answered(f"free_day_hours.{day.isoformat()}")
            if answer is None:
                if day not in self._draft.inputs.period:
                    return share
                self._draft.ask(_question_free_day_hours(day, share))
                return 0
            trace = self._draft.trace
            hours = trace.answer("free_day_hours", answer.value, "hours", answer.question, answer.document)
            self._told_hours[day] = -(-hours.value * 60 // 1)
        return int(self._told_hours[day])

    def weekly_minutes(self, day: date) -> int:
        """The agreed weekly minutes on a day; zero when none are agreed."""
        weekly = 0
        for row in self._draft.inputs.weekly_time:
            if row.first <= day and (row.until is None or day <= row.until):
                weekly = row.minutes
        return weekly

    # -- the lowest wage ------------------------------------------------------------------------------------------

    def wage_since(self, day: date) -> date | None:
        """The newest day until ``day`` from which the agreement's lowest wage may be another; None: there is none."""
        if self._turns is None:
            self._turns = self._wage_turns()
        position = bisect_right(self._turns, day)
        return self._turns[position - 1] if position else None

    def _wage_turns(self) -> list[date]:
        """The days of new tables, of raises that were answered, of what people said, and of full steps."""
        inputs, book = self._draft.inputs, self._draft.book
        found = {one.first for name in ("heta.base_wage_euros", "heta.experience_steps") for one in book.entries(name)}
        found |= {row.first for row in inputs.agreements}
        ages = {int(one.number) for one in book.entries("young_worker.adult_age")}
        found |= {_months_after(inputs.born, 12 * age) for age in ages}
        words = [(max(row.first, inputs.employment_first), row.experience_months) for row in inputs.agreements]
        for answer in inputs.answers:
            topic, _, employment = answer.question.rpartition(":")[0].rpartition(":")
            if employment != inputs.employment:
                continue
            if topic in _WAGE_TOPICS:
                found.add(answer.day)
            if topic.startswith("agreement_raise_day.") and answer.value != "no":
                found.add(date.fromisoformat(answer.value))
            if topic == "experience_months" and answer.value.strip().isdecimal():
                words.append((answer.day, int(answer.value.strip())))
        entries = [one.number for one in book.entries("heta.experience_steps")]
        steps = {int(step["months"]) for table in entries if table for step in table}
        for said, months in words:
            if months is not None:
                found |= {_months_after(said, step - months) for step in steps if step > months}
        return sorted(found)

    def personal_raises(self, since: date, day: date, *, ask: bool) -> tuple[tuple[Figure, Source | None], ...]:
        """What the agreement has added to an hour of a wage above its table from ``since`` (not included) to ``day``,
        and where each raise stands.

        ``ask``: a year whose raise was published and whose day was not is asked for the day; it stops nothing.
        """
        draft = self._draft
        found: list[tuple[Figure, Source | None]] = []
        for year, euros in raises_to_date(draft.book, since, day).items():
            topic = f"agreement_raise_day.{year}"
            answer = self._raise_day(topic)
            if answer is None:
                if ask:
                    draft.ask(_question_raise_day(topic, year, euros))
            elif answer.value != "no":
                rises = date.fromisoformat(answer.value)
                if since < rises <= day and self.binding(rises) == HETA:
                    name, days = "heta.above_table_raise_euros", Days(work_day=rises)
                    more, value = draft.law(name, days, unit="euros_per_hour"), draft.value(name, days)
                    if more is not None:
                        found.append((more, None if value is None else value.source))
        return tuple(found)

    def _raise_day(self, topic: str) -> Answer | None:
        """The newest answer to a year's raise, whenever it was given: the day that it says is the day from which it
        holds, for pay calculated again too."""
        prefix = f"{topic}:{self._draft.inputs.employment}:"
        given = [one for one in self._draft.inputs.answers if one.question.startswith(prefix)]
        return max(given, key=lambda one: one.day, default=None)

    def wage_source(self, day: date) -> Source:
        """Where the lowest wage of a day stands: the agreement's table, or the document of a person's answer."""
        answer = self._draft.answered("agreement_wage", day)
        if answer is not None:
            doubt = self._doubt(answer, self.row(day), day)
            answer = (doubt and self._draft.answered(doubt[0], day)) or answer
            return Source(answer.document, "", "")
        return self._draft.book.value("heta.base_wage_euros", Days(work_day=day)).source

    def lowest_wage(self, day: date) -> Figure | None:
        """The agreement's lowest hourly wage with the experience steps, each rounded; None after asking."""
        draft, row = self._draft, self.row(day)
        answer = draft.answered("agreement_wage", day)
        if answer is not None and self._step_since(row, answer.day, day):
            draft.ask(_question_wage(self._group(row, day), self._region(row, day), None, day))
            return None
        raised = None if answer is None else self._raised_since(answer, day)
        if raised is not None:
            draft.ask(_question_wage(self._group(row, day), self._region(row, day), self._experience(row, day), raised))
            return None
        doubt = None if answer is None else self._doubt(answer, row, day)
        if doubt is not None:
            answer = draft.answered(doubt[0], day)
            # the table rises every year: what was checked in an earlier one is checked again when it is outside too
            if answer is None or (answer.day.year < day.year and self._doubt(answer, row, day) is not None):
                draft.ask(_question_doubt(*doubt))
                return None
        if answer is not None:
            return draft.trace.answer(
                "agreement_wage", answer.value, "euros_per_hour", answer.question, answer.document
            )
        group, region, months = self._group(row, day), self._region(row, day), self._experience(row, day)
        for topic, fact in (("pay_group", group), ("region", region), ("experience_months", months)):
            if fact is None:
                draft.ask(_FACT_QUESTIONS[topic])
        if group is None or region is None or months is None:
            if not self._table_known(day):  # no table to look up in: the wage is asked together with the facts
                draft.ask(_question_wage(group, region, months, self._since(row, day)))
            return None
        wage = self._table_wage(group, region, months, day)
        if wage is None:
            draft.ask(_question_wage(group, region, months, self._since(row, day)))
        return wage

    def _doubt(self, answer: Answer, row: Agreement | None, day: date) -> tuple[str, Decimal] | None:
        """Whether an answered lowest wage is outside what the published increases allow: the question, and the limit.

        The increases are known, their days and the table are not: this only finds a slip of the pen, never pays.
        """
        group, region, said = self._group(row, day), self._region(row, day), self._experience_said(row, day)
        bounds = wage_bounds(self._draft.book, day, group, region)
        if bounds is None:
            return None
        wage = Decimal(answer.value)
        if wage < bounds[0]:
            return "agreement_wage_low", bounds[0]
        # with experience the table is higher by steps that nobody has seen printed
        return ("agreement_wage_high", bounds[1]) if wage > bounds[1] and said is not None and not said[1] else None

    def _since(self, row: Agreement | None, day: date) -> date:
        """From which day a missing fact is asked: one question for all the pay runs that it blocks."""
        return day if row is None else max(row.first, self._draft.inputs.employment_first)

    def _group(self, row: Agreement | None, day: date) -> str | None:
        """The pay group of a day: as said, an old one as what it became by itself on 1.1.2024."""
        if row is not None and row.pay_group is not None:
            return group_on(self._draft.book, row.pay_group, day)
        answer = self._draft.answered("pay_group", day)
        return None if answer is None else group_on(self._draft.book, answer.value, day)

    def _region(self, row: Agreement | None, day: date) -> str | None:
        """The table's word for the region; a word that nobody can be sure of is asked."""
        if row is not None and row.region is not None:
            return REGIONS.get(row.region.strip().casefold())
        answer = self._draft.answered("region", day)
        return None if answer is None else REGIONS.get(answer.value.strip().casefold())

    def _experience(self, row: Agreement | None, day: date) -> int | None:
        """The experience last said, in months; None where nobody has said it or another step may be full since."""
        said = self._experience_said(row, day)
        return None if said is None or step_between(self._draft.book, said, said[0], day) else said[1]

    def _experience_said(self, row: Agreement | None, day: date) -> tuple[date, int] | None:
        """The newest word on the months of experience: since when, and how many."""
        answer = self._draft.answered("experience_months", day)
        said = []
        if answer is not None and answer.value.strip().isdecimal():
            said.append((answer.day, int(answer.value.strip())))
        if row is not None and row.experience_months is not None:
            said.append((max(row.first, self._draft.inputs.employment_first), row.experience_months))
        return max(said, key=lambda one: one[0]) if said else None

    def _step_since(self, row: Agreement | None, answered: date, day: date) -> bool:
        """Whether a step may have become full since a lowest wage was answered, as far as the experience is known."""
        said = self._experience_said(row, day)
        return said is not None and step_between(self._draft.book, said, answered, day)

    def _raised_since(self, wage: Answer, day: date) -> date | None:
        """The last day by ``day`` on which the table rose after a lowest wage was answered; None when there is none.

        An answer covers the table of the pay that asked it. A year whose increase was published and whose day was not
        is asked for the day; it stops nothing.
        """
        draft, found = self._draft, set()
        for year, euros in raises_to_date(draft.book, wage.day, day).items():
            topic = f"agreement_raise_day.{year}"
            answer = self._raise_day(topic)
            if answer is None:
                draft.ask(_question_raise_day(topic, year, euros))
            elif answer.value != "no":
                found.add(date.fromisoformat(answer.value))
        covered = max(wage.day, date.fromisoformat(wage.question.rpartition(":")[2]))
        found |= {one.first for one in draft.book.entries("heta.base_wage_euros") if covered < one.first}
        return max((one for one in found if wage.day < one <= day), default=None)

    def table_since(self, day: date) -> date | None:
        """The first day of the wage table in force on a day, so that a new table raises from its own day on."""
        try:
            return self._draft.book.value("heta.base_wage_euros", Days(work_day=day)).first
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return None

    def _table_known(self, day: date) -> bool:
        try:
            table = self._draft.book.value("heta.base_wage_euros", Days(work_day=day))
        except (NoValueForDay, UnknownValue, UnverifiedValue):
            return False
        return any(band["euros"] is not None for band in table.number)

    def _table_wage(self, group: str, region: str, months: int, day: date) -> Figure | None:
        return table_wage(self._draft.trace, self._draft.book, day, group, region, months)


_WAGE_TOPICS = (
    "agreement_wage",
    "agreement_wage_low",
    "agreement_wage_high",
    "pay_group",
    "region",
    "experience_months",
)


def _months_after(day: date, months: int) -> date:
    """The first day on which so many whole months have passed; after the end of a short month the next day."""
    after = day + relativedelta(months=months)
    return after if after.day == day.day else after + _DAY


def group_on(book: Book, said: str, day: date) -> str:
    """The pay group of a day of what people say: an old group (B) as what it became by itself."""
    group = said.strip().upper()
    try:
        table = book.value("heta.old_pay_group", Days(work_day=day))
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return group
    return next((str(band["group"]) for band in table.number if band["before"] == group), group)


def raises_to_date(book: Book, since: date, day: date) -> dict[int, Decimal]:
    """The years from ``since`` to ``day`` whose increase of the table was published without its day: the least euros an
    hour by year."""
    try:
        increases = book.value("heta.table_increase_euros", Days(work_day=day)).number
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return {}
    years = {int(one["year"]): one["lowest_euros"] for one in increases}
    return {year: euros for year, euros in years.items() if since.year <= year <= day.year}


def wage_bounds(book: Book, day: date, group: str | None, region: str | None) -> tuple[Decimal, Decimal] | None:
    """What a wage of the table without experience is at least and at most on a day; None where nothing is known.

    The last table that is known, with the increases of the years before for certain and with those of the year at most.
    """
    days = Days(work_day=day)
    try:
        floors, increases = book.value("heta.wage_floor_euros", days), book.value("heta.table_increase_euros", days)
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None
    found = [one["euros"] for one in floors.number if (one["group"], one["region"]) == (group, region)]
    if not found or found[0] is None:
        return None
    least = sum((one["lowest_euros"] for one in increases.number if int(one["year"]) < day.year), found[0])
    most = sum((one["highest_euros"] for one in increases.number if int(one["year"]) <= day.year), found[0])
    return least, most


def step_between(book: Book, said: tuple[date, int], since: date, day: date) -> bool:
    """Whether the experience may have filled a step after ``since`` until ``day``: at most a month in a month.

    ``said``: on which day, and how many months it was then. What counts as experience is not known, so a step that may
    be full is asked.
    """

    def months(on: date) -> int:
        passed = relativedelta(on, said[0])
        return said[1] + max(0, passed.years * 12 + passed.months)

    try:
        steps = book.value("heta.experience_steps", Days(work_day=day)).number
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return False
    return any(months(since) < int(step["months"]) <= months(day) for step in steps)


def table_wage(trace: Trace, book: Book, day: date, group: str, region: str, months: int) -> Figure | None:
    """The table's lowest hourly wage of a day, raised step by step; None where the book is not sure.

    ``group``: A, B1, B2 or C; ``region``: a value of ``REGIONS``; ``months``: full months of counted experience.
    """
    days = Days(work_day=day)
    try:
        table, steps = book.value("heta.base_wage_euros", days), book.value("heta.experience_steps", days)
        rows = [band for band in table.number if band["group"] == group and band["region"] == region]
        reached = sum(1 for step in steps.number if months >= int(step["months"]))
        if not rows or rows[0]["euros"] is None:
            return None
        percent = book.value("heta.experience_step_percent", days) if reached else None
    except (NoValueForDay, UnknownValue, UnverifiedValue):
        return None
    wage = trace.law(table, rows[0]["euros"], "euros_per_hour")
    if percent is not None:
        whole = trace.given("whole", 100, "percent")
        plus = trace.total("percent_with_step", (whole, trace.law(percent)), unit="percent")
        for _ in range(reached):
            wage = trace.product("experience_step", wage, plus, unit="euros_per_hour", rounding="cent_half_up")
    return wage


QUESTION_OTHER = Question(
    "agreement_other",
    "Does the other agreement set a higher wage or supplements than the contract? Answer none when it was checked.",
    "The law book does not hold that agreement, and its minimum binds if it applies.",
    "The text of the agreement.",
)
_FACT_QUESTIONS = {
    "pay_group": Question(
        "pay_group",
        "Which pay group of the agreement (A, B1, B2 or C) do the permanent tasks belong to?",
        "The agreement's lowest wage depends on it.",
        "The agreement's annex on pay groups, or the county's adviser.",
    ),
    "region": Question(
        "region",
        "Is the place of work in the capital region or elsewhere in Finland? Answer capital region or elsewhere.",
        "The agreement's lowest wage depends on it.",
        "Helsinki, Espoo, Vantaa and Kauniainen are the capital region.",
    ),
    "experience_months": Question(
        "experience_months",
        "How many months of experience that the agreement counts does the employee have?",
        "The agreement's lowest wage rises with experience.",
        "The employee's certificates of employment.",
    ),
}


def _question_doubt(topic: str, limit: Decimal) -> Question:
    bound = "at least" if topic == "agreement_wage_low" else "at most"
    return Question(
        topic,
        f"By the increases that were published the agreement's lowest wage is {bound} {limit} euros an hour. What does "
        "the wage table say?",
        "The wage that was answered lies outside; it may be a slip of the pen.",
        "The wage table of the agreement, from the employers' association or the county.",
        facts=(("limit", str(limit)),),
    )


def _question_raise_day(topic: str, year: int, euros: Decimal) -> Question:
    return Question(
        topic,
        f"On which day of {year} did the agreement's wage table rise by at least {euros} euros? Answer the day, or no.",
        "The increase of the year was published, its day was not. From that day on the lowest wage is asked again, and "
        "a wage above the table rises.",
        "The agreement, the union's news or the county's adviser.",
        facts=(("year", str(year)), ("limit", str(euros))),
        blocks=False,
    )


def _question_free_day_right(day: date, weeks: int) -> Question:
    return Question(
        f"free_day_right.{day.isoformat()}",
        f"Does {day.isoformat()} fall in a working spell of at least {weeks} weeks of this employee on call? Answer "
        "yes or no.",
        "An employee on call has the right to a weekday holiday only in a working spell that long.",
        "The shifts and agreements of the weeks around the day; the agreement's clause on weekday holidays.",
        facts=(("day", day.isoformat()), ("weeks", str(weeks))),
    )


def _question_free_day_hours(day: date, share: int) -> Question:
    return Question(
        f"free_day_hours.{day.isoformat()}",
        f"How many hours does the weekday holiday {day.isoformat()} pay to this employee, whose hours vary?",
        "It pays the average daily hours. The agreement's guidance for varying hours was not seen.",
        "The agreement's clause on weekday holidays, and the hours of the weeks before.",
        facts=(("day", day.isoformat()),),
        suggestion=format((Decimal(share) / 60).normalize(), "f") if share else None,
    )


def _question_wage(group: str | None, region: str | None, months: int | None, day: date) -> Question:
    """The question of the lowest wage; a fact that is not known stays empty and is asked beside it."""
    facts = (("group", group or ""), ("region", region or ""), ("months", "" if months is None else str(months)))
    told = "".join(f", {name} {fact}" for name, fact in facts if fact)
    return Question(
        "agreement_wage",
        f"What is the agreement's lowest hourly wage of this employee on {day.isoformat()}{told}?",
        "The wage table of the agreement in force is not in the law book, and a wage below it would be too little.",
        "The wage table of the agreement, from the employers' association or the county.",
        facts=(*facts, ("day", day.isoformat())),
    )
