"""Travel allowances in euros by the Tax Administration's yearly values; whether they are due ``rules`` decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.figures import Figure, Trace
from payroll.inputs import Expense
from rules import Book, Days

VEHICLES = ("car", "motorcycle")


def mileage(
    trace: Trace,
    book: Book,
    day: date,
    kilometres: Decimal,
    passengers: int,
    *,
    vehicle: str = "car",
    trailer: bool = False,
) -> Figure:
    """Euros for driving one's own vehicle: kilometres × (its price + each passenger's + a trailer's), rounded once.

    ``vehicle``: car | motorcycle. Raises ``KeyError`` for another one.
    """
    on = Days(work_day=day)
    own = {"car": "travel.car_kilometre_euros", "motorcycle": "travel.motorcycle_kilometre_euros"}[vehicle]
    each = trace.law(book.value("travel.passenger_kilometre_euros", on))
    parts = [
        trace.law(book.value(own, on)),
        trace.product("passengers_kilometre", each, trace.given("passengers", passengers, "persons")),
    ]
    if trailer:
        parts.append(trace.law(book.value("travel.trailer_kilometre_euros", on)))
    price = trace.total("kilometre_price", parts)
    return trace.product("mileage", price, trace.given("kilometres", kilometres, "number"), rounding="cent_half_up")


def per_diem(
    trace: Trace, book: Book, day: date, kind: str, *, days: Decimal | int = 1, halved: bool = False
) -> Figure:
    """Euros of the per diems of ``days`` travel days; ``kind``: full | partial. Free meals have ``halved`` them."""
    on = Days(work_day=day)
    parts = [trace.law(book.value(f"travel.{kind}_per_diem_euros", on))]
    if halved:
        parts.append(trace.law(book.value("travel.halved_percent", on)))
    return trace.product("per_diem", *parts, trace.given("travel_days", days, "days"), rounding="cent_half_up")


def meals(trace: Trace, book: Book, day: date, name: str) -> Figure:
    """Euros of a meal allowance; ``name``: the book's value for one meal or two."""
    return trace.total("meal_allowance", (trace.law(book.value(name, Days(work_day=day))),), rounding="cent_half_up")


def nights(trace: Trace, book: Book, day: date, count: int) -> Figure:
    """Euros of the allowances for ``count`` nights."""
    each = trace.law(book.value("travel.night_euros", Days(work_day=day)))
    return trace.product("night_allowance", each, trace.given("nights", count, "number"), rounding="cent_half_up")


def of_expense(trace: Trace, book: Book, expense: Expense) -> Figure | None:
    """The figure of an expense whose trip is known, in euros; None where only its sum is known.

    Raises what ``Book.value`` raises for a day without values.
    """
    if expense.number is None:
        return None
    if expense.kind == "mileage" and expense.vehicle is not None:
        return mileage(
            trace,
            book,
            expense.day,
            expense.number,
            expense.passengers,
            vehicle=expense.vehicle,
            trailer=expense.trailer,
        )
    if expense.kind == "per_diem" and expense.per_diem is not None:
        return per_diem(trace, book, expense.day, expense.per_diem, days=expense.number, halved=expense.halved)
    if expense.kind == "meal":
        name = "travel.one_meal_euros" if expense.number == 1 else "travel.two_meals_euros"
        return meals(trace, book, expense.day, name)
    return None
