"""Indexes that no question needs are not kept up at every issue; two hold only the rows that are asked for

Revision 0022, after 0021. Lists by employer use the unique key that begins with the employer, those of an employment
the key that begins with it; the lines of an employment are found through its payslips.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_NOT_NEEDED = (
    ("change", ("employer_id",)),
    ("event", ("employer_id",)),
    ("ledger_entry", ("employer_id",)),
    ("ledger_entry", ("journal",)),
    ("ledger_entry", ("day",)),
    ("ledger_entry", ("belongs_to",)),
    ("issued_payslip", ("employment_id", "last")),
    ("issued_payslip", ("employer_id", "employee_id", "payment_day")),
    ("issued_line", ("employment_id", "holiday_base")),
)
_PARTLY = (
    ("issued_payslip", ("corrects_id",), "corrects_id IS NOT NULL"),
    ("issued_line", ("employment_id", "credit_year"), "credit_year IS NOT NULL"),
)


def _name(table: str, columns: tuple[str, ...]) -> str:
    return op.f("_".join(("ix", table, *columns)))


def upgrade() -> None:
    """Makes the change."""
    for table, columns in _NOT_NEEDED:
        op.drop_index(_name(table, columns), table_name=table)
    for table, columns, condition in _PARTLY:
        op.drop_index(_name(table, columns), table_name=table)
        where = sa.text(condition)
        op.create_index(_name(table, columns), table, list(columns), sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Takes the change back."""
    for table, columns, _ in reversed(_PARTLY):
        op.drop_index(_name(table, columns), table_name=table)
        op.create_index(_name(table, columns), table, list(columns))
    for table, columns in reversed(_NOT_NEEDED):
        op.create_index(_name(table, columns), table, list(columns))
