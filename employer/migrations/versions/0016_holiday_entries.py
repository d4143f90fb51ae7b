"""Holiday that was saved, moved by an illness or paid in money, and what a moved holiday's new time stands for

Revision 0016, after 0015.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        "holiday_entry",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("credit_year", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("asked", sa.Date(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_holiday_entry_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_holiday_entry_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_entry")),
    )
    op.create_index(op.f("ix_holiday_entry_employer_id"), "holiday_entry", ["employer_id"], unique=False)
    op.create_index(op.f("ix_holiday_entry_employment_id"), "holiday_entry", ["employment_id"], unique=False)
    op.create_index(op.f("ix_holiday_entry_replaces_id"), "holiday_entry", ["replaces_id"], unique=False)
    op.add_column("absence", sa.Column("moved_from", sa.Date(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("absence", "moved_from")
    op.drop_index(op.f("ix_holiday_entry_replaces_id"), table_name="holiday_entry")
    op.drop_index(op.f("ix_holiday_entry_employment_id"), table_name="holiday_entry")
    op.drop_index(op.f("ix_holiday_entry_employer_id"), table_name="holiday_entry")
    op.drop_table("holiday_entry")
