"""How a tax card is applied.

Withholding Act 1118/1996 (https://www.finlex.fi/fi/laki/ajantasa/1996/19961118) and decree 1124/1996 3 §. Covered: which card
holds on a payment day, January, no card. Not covered: the percentages on a card (each is a person's own), freelance cards
before 2019.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.values import Decision, Reason

_LINK = "https://www.finlex.fi/fi/laki/ajantasa/1996/19961124"
Card = tuple[date, date | None, str]


def card_for(cards: Sequence[Card], payment_day: date) -> Decision[tuple[int, bool] | None]:
    """1124/1996 3 §: the card that holds on the day of payment: its position, and whether only its percentage may be used.

    ``cards`` are (first day, last day or None, kind). A card without a last day holds to the end of its calendar year. The
    newest card that holds wins. In January the percentage of the previous year's last card may be used when no new card
    can be (in 2024 cards began on 1 February). None: no card, so the percentage without a card is withheld.
    """
    best: int | None = None
    for position, (first, last, _kind) in enumerate(cards):
        until = last if last is not None else date(first.year, 12, 31)
        if first <= payment_day <= until and (best is None or cards[best][0] <= first):
            best = position
    if best is not None:
        reason = Reason(
            "card_holds",
            "1124/1996 3 §",
            "the newest card that holds on the payment day",
            (("from", cards[best][0].isoformat()),),
            _LINK,
        )
        return Decision((best, False), (reason,))
    if payment_day.month == 1:
        last_year = [
            position
            for position, (first, last, _kind) in enumerate(cards)
            if first.year == payment_day.year - 1 and (last is None or last >= date(payment_day.year - 1, 12, 31))
        ]
        if last_year:
            newest = max(last_year, key=lambda position: cards[position][0])
            reason = Reason(
                "card_of_last_year",
                "1124/1996 3 §",
                "in January the percentage of the previous year's last card may be used",
                (("from", cards[newest][0].isoformat()),),
                _LINK,
            )
            return Decision((newest, True), (reason,))
    reason = Reason("no_card", "1124/1996 3 §", "no card holds on the payment day", link=_LINK)
    return Decision(None, (reason,))
