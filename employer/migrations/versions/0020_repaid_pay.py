"""Overpaid pay that came back outside the pay, and whether a year's taxation is completed

Revision 0020, after 0019.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TABLES = {
    "pay_repayment": (
        ("payslip", sa.String(length=20)),
        ("day", sa.Date()),
        ("cents", db.Cents()),
        ("before_cents", db.Cents()),
        ("document", sa.Text()),
    ),
    "taxed_year": (
        ("payslip", sa.String(length=20)),
        ("completed", sa.Boolean()),
        ("asked", sa.Date()),
        ("document", sa.Text()),
    ),
}
INDEXED = ("employer_id", "employment_id", "replaces_id")


def upgrade() -> None:
    """Makes the change."""
    for table, columns in TABLES.items():
        op.create_table(
            table,
            sa.Column("employment_id", sa.Integer(), nullable=False),
            *(sa.Column(name, kind, nullable=False) for name, kind in columns),
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("employer_id", sa.Integer(), nullable=False),
            sa.Column("recorded_at", db.Moment(), nullable=False),
            sa.Column("recorded_on", sa.Date(), nullable=False),
            sa.Column("recorded_by", sa.String(length=200), nullable=False),
            sa.Column("replaces_id", sa.Integer(), nullable=True),
            sa.Column("withdrawn", sa.Boolean(), nullable=False),
            sa.Column("left_out", sa.String(length=400), nullable=False),
            sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f(f"fk_{table}_employer_id_employer")),
            sa.ForeignKeyConstraint(
                ["employment_id"], ["employment.id"], name=op.f(f"fk_{table}_employment_id_employment")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            info={"append_only": True},
        )
        for column in INDEXED:
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    for table in reversed(TABLES):
        for column in reversed(INDEXED):
            op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
        op.drop_table(table)
