"""Overtime, additional work and missed weekly rest that are taken as time off

Revision 0029, after 0028.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

TABLE = "time_off"
INDEXED = ("employer_id", "employment_id", "replaces_id")


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        TABLE,
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("minutes", db.Minutes(), nullable=False),
        sa.Column("increase_only", sa.Boolean(), nullable=False),
        sa.Column("agreed", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f(f"fk_{TABLE}_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f(f"fk_{TABLE}_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_{TABLE}_{column}"), table_name=TABLE)
    op.drop_table(TABLE)
