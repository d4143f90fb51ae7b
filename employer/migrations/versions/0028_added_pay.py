"""A person told that pay which was added later, on a day of its own, has been paid

Revision 0028, after 0027.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE = "added_pay_paid"
INDEXED = ("employer_id", "replaces_id")


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        TABLE,
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f(f"fk_{TABLE}_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        info={"append_only": True},
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_{TABLE}_{column}"), TABLE, [column], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    for column in reversed(INDEXED):
        op.drop_index(op.f(f"ix_{TABLE}_{column}"), table_name=TABLE)
    op.drop_table(TABLE)
