"""Tables of what changes a pay besides the wage. That somebody's pay is garnished is nobody else's business: the
number of the order is kept encrypted."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from employer.db import Base, Cents
from employer.effective import Dated
from employer.sealed import SealedText


class GarnishmentOrder(Dated, Base):
    """A payment prohibition of the enforcement authority: the protected sum of a month, or the sum to be taken."""

    __tablename__ = "garnishment_order"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    number: Mapped[str] = mapped_column(SealedText(associated="garnishment_order.number"))
    protected: Mapped[int | None] = mapped_column(Cents)
    fixed: Mapped[int | None] = mapped_column(Cents)


class FringeBenefit(Dated, Base):
    """A benefit in kind at its taxable value for a month."""

    __tablename__ = "fringe_benefit"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    cents: Mapped[int] = mapped_column(Cents)


class KelaPart(Dated, Base):
    """The part of a childminder's monthly wage that Kela pays as private day-care allowance."""

    __tablename__ = "kela_part"

    employment_id: Mapped[int] = mapped_column(ForeignKey("employment.id"), index=True)
    cents: Mapped[int] = mapped_column(Cents)
