"""Changes of published rosters with their consent, and the employees' wishes for holidays

Revision 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        "roster_change",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("allowed_by", sa.String(length=20), nullable=True),
        sa.Column("answered_here", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("asked_at", db.Moment(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_roster_change_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_roster_change_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_change")),
    )
    op.create_index(op.f("ix_roster_change_day"), "roster_change", ["day"], unique=False)
    op.create_index(op.f("ix_roster_change_employer_id"), "roster_change", ["employer_id"], unique=False)
    op.create_index(op.f("ix_roster_change_employment_id"), "roster_change", ["employment_id"], unique=False)
    op.create_index(op.f("ix_roster_change_replaces_id"), "roster_change", ["replaces_id"], unique=False)
    op.create_table(
        "holiday_wish",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("wished_at", db.Moment(), nullable=False),
        sa.Column("wished_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_holiday_wish_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_holiday_wish_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_wish")),
    )
    op.create_index(op.f("ix_holiday_wish_employer_id"), "holiday_wish", ["employer_id"], unique=False)
    op.create_index(op.f("ix_holiday_wish_employment_id"), "holiday_wish", ["employment_id"], unique=False)
    op.create_index(op.f("ix_holiday_wish_replaces_id"), "holiday_wish", ["replaces_id"], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index(op.f("ix_holiday_wish_replaces_id"), table_name="holiday_wish")
    op.drop_index(op.f("ix_holiday_wish_employment_id"), table_name="holiday_wish")
    op.drop_index(op.f("ix_holiday_wish_employer_id"), table_name="holiday_wish")
    op.drop_table("holiday_wish")
    op.drop_index(op.f("ix_roster_change_replaces_id"), table_name="roster_change")
    op.drop_index(op.f("ix_roster_change_employment_id"), table_name="roster_change")
    op.drop_index(op.f("ix_roster_change_employer_id"), table_name="roster_change")
    op.drop_index(op.f("ix_roster_change_day"), table_name="roster_change")
    op.drop_table("roster_change")
