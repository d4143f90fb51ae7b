"""SQLite refuses a row that would take the place of a kept one (INSERT OR REPLACE)

Revision 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KEPT = (
    "approval",
    "break_glass",
    "change",
    "document",
    "event",
    "issued_line",
    "issued_payslip",
    "ledger_entry",
    "payment_file",
    "report",
    "report_receipt",
)


def upgrade() -> None:
    """Makes the change; PostgreSQL has no such insert."""
    if op.get_bind().dialect.name != "sqlite":
        return
    look = sa.inspect(op.get_bind())
    for name in KEPT:
        keys = [tuple(look.get_pk_constraint(name)["constrained_columns"])]
        keys += [tuple(one["column_names"]) for one in look.get_unique_constraints(name)]
        keys += [tuple(str(part) for part in one["column_names"]) for one in look.get_indexes(name) if one["unique"]]
        op.execute(db.no_replace_statement(name, sorted(set(keys))))


def downgrade() -> None:
    """Takes the change back."""
    if op.get_bind().dialect.name == "sqlite":
        for name in KEPT:
            op.execute(f"DROP TRIGGER IF EXISTS {name}_no_replace")
