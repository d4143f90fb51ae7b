"""Travel allowances in euros by the Tax Administration's yearly values; whether they are due ``rules`` decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from payroll.figures import Figure, Trace
from rules import Book, Days


def mileage(trace: Trace, book: Book, day: date, kilometres: Decimal, passengers: int) -> Figure:
    """Euros for driving one's own car: kilometres × (the car's price + each passenger's), rounded once to the cent."""
    on = Days(work_day=day)
    car = trace.law(book.value("travel.car_kilometre_euros", on))
    each = trace.law(book.value("travel.passenger_kilometre_euros", on))
    added = trace.product("passengers_kilometre", each, trace.given("passengers", passengers, "persons"))
    price = trace.total("kilometre_price", (car, added))
    return trace.product("mileage", price, trace.given("kilometres", kilometres, "number"), rounding="cent_half_up")


def per_diem(trace: Trace, book: Book, day: date, kind: str) -> Figure:
    """Euros of one per diem; ``kind``: full | partial."""
    value = book.value(f"travel.{kind}_per_diem_euros", Days(work_day=day))
    return trace.total("per_diem", (trace.law(value),), rounding="cent_half_up")
