"""Consent of a young employee to work late in the evening

Revision 0018, after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        "late_work",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_late_work_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_late_work_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_work")),
    )
    op.create_index(op.f("ix_late_work_employer_id"), "late_work", ["employer_id"], unique=False)
    op.create_index(op.f("ix_late_work_employment_id"), "late_work", ["employment_id"], unique=False)
    op.create_index(op.f("ix_late_work_replaces_id"), "late_work", ["replaces_id"], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index(op.f("ix_late_work_replaces_id"), table_name="late_work")
    op.drop_index(op.f("ix_late_work_employment_id"), table_name="late_work")
    op.drop_index(op.f("ix_late_work_employer_id"), table_name="late_work")
    op.drop_table("late_work")
