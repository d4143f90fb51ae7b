"""Hours that change, school, longer hours, and requests for the holiday ledger

Revision 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        "ledger_request",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("left_out", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_ledger_request_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_ledger_request_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_request")),
    )
    op.create_index(op.f("ix_ledger_request_employer_id"), "ledger_request", ["employer_id"], unique=False)
    op.create_index(op.f("ix_ledger_request_employment_id"), "ledger_request", ["employment_id"], unique=False)
    op.create_index(op.f("ix_ledger_request_replaces_id"), "ledger_request", ["replaces_id"], unique=False)
    op.create_table(
        "longer_time",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("day_minutes", db.Minutes(), nullable=False),
        sa.Column("week_minutes", db.Minutes(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
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
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_longer_time_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_longer_time_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_longer_time")),
    )
    op.create_index(op.f("ix_longer_time_employer_id"), "longer_time", ["employer_id"], unique=False)
    op.create_index(op.f("ix_longer_time_employment_id"), "longer_time", ["employment_id"], unique=False)
    op.create_index(op.f("ix_longer_time_replaces_id"), "longer_time", ["replaces_id"], unique=False)
    op.create_table(
        "schooling",
        sa.Column("employment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("school_minutes", sa.Text(), nullable=True),
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
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_schooling_employer_id_employer")),
        sa.ForeignKeyConstraint(
            ["employment_id"], ["employment.id"], name=op.f("fk_schooling_employment_id_employment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schooling")),
    )
    op.create_index(op.f("ix_schooling_employer_id"), "schooling", ["employer_id"], unique=False)
    op.create_index(op.f("ix_schooling_employment_id"), "schooling", ["employment_id"], unique=False)
    op.create_index(op.f("ix_schooling_replaces_id"), "schooling", ["replaces_id"], unique=False)
    op.add_column("contract_terms", sa.Column("variable_times", sa.Text(), nullable=True))
    op.add_column("gate", sa.Column("document", sa.Text(), nullable=True))
    op.add_column("holiday_term", sa.Column("seasonal", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("holiday_term", "seasonal")
    op.drop_column("gate", "document")
    op.drop_column("contract_terms", "variable_times")
    op.drop_index(op.f("ix_schooling_replaces_id"), table_name="schooling")
    op.drop_index(op.f("ix_schooling_employment_id"), table_name="schooling")
    op.drop_index(op.f("ix_schooling_employer_id"), table_name="schooling")
    op.drop_table("schooling")
    op.drop_index(op.f("ix_longer_time_replaces_id"), table_name="longer_time")
    op.drop_index(op.f("ix_longer_time_employment_id"), table_name="longer_time")
    op.drop_index(op.f("ix_longer_time_employer_id"), table_name="longer_time")
    op.drop_table("longer_time")
    op.drop_index(op.f("ix_ledger_request_replaces_id"), table_name="ledger_request")
    op.drop_index(op.f("ix_ledger_request_employment_id"), table_name="ledger_request")
    op.drop_index(op.f("ix_ledger_request_employer_id"), table_name="ledger_request")
    op.drop_table("ledger_request")
