"""The ledger knows the days of a pay run's cost, and money returned to the authority is noted

Revision 0015, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.add_column("ledger_entry", sa.Column("by_day", sa.Text(), nullable=True))
    op.create_table(
        "budget_returned",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cents", db.Cents(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("decision_day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("line", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_budget_returned_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_returned")),
        info={"append_only": True},
    )
    op.create_index(op.f("ix_budget_returned_employer_id"), "budget_returned", ["employer_id"], unique=False)
    op.create_index(op.f("ix_budget_returned_replaces_id"), "budget_returned", ["replaces_id"], unique=False)


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index(op.f("ix_budget_returned_replaces_id"), table_name="budget_returned")
    op.drop_index(op.f("ix_budget_returned_employer_id"), table_name="budget_returned")
    op.drop_table("budget_returned")
    op.drop_column("ledger_entry", "by_day")
