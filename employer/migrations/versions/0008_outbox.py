"""The outbox of reports, and the mandate to send them

Revision 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.create_table(
        "sending_mandate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", db.Moment(), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_sending_mandate_employer_id_employer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sending_mandate")),
        info={"append_only": True},
    )
    op.create_index(op.f("ix_sending_mandate_employer_id"), "sending_mandate", ["employer_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try", db.Moment(), nullable=True),
        sa.Column("problem", sa.String(length=20), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("register_delivery", sa.String(length=40), nullable=True),
        sa.Column("sent_at", db.Moment(), nullable=True),
        sa.Column("changed_at", db.Moment(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.CheckConstraint("channel in ('interface', 'hand')", name=op.f("ck_outbox_known_channel")),
        sa.CheckConstraint(
            "state in ('carry', 'carried', 'waiting', 'sending', 'unsure', 'sent', 'asking', 'failed', 'answered')",
            name=op.f("ck_outbox_known_state"),
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_outbox_employer_id_employer")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_outbox_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("report_id", name=op.f("uq_outbox_report_id")),
    )
    op.create_index(op.f("ix_outbox_employer_id"), "outbox", ["employer_id"], unique=False)
    op.create_index(op.f("ix_outbox_next_try"), "outbox", ["next_try"], unique=False)
    # Reports made before were all taken by hand; of those without a final answer nobody has said whether they were.
    op.execute(
        "INSERT INTO outbox (employer_id, report_id, channel, state, attempts, changed_at, changed_by) "
        "SELECT employer_id, id, 'hand', CASE WHEN EXISTS (SELECT 1 FROM report_receipt WHERE "
        "report_receipt.report_id = report.id AND report_receipt.state IN ('accepted', 'rejected', 'cancelled')) "
        "THEN 'answered' ELSE 'carry' END, 0, made_at, made_by FROM report ORDER BY id"
    )


def downgrade() -> None:
    """Takes the change back."""
    op.drop_index(op.f("ix_outbox_next_try"), table_name="outbox")
    op.drop_index(op.f("ix_outbox_employer_id"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("ix_sending_mandate_employer_id"), table_name="sending_mandate")
    op.drop_table("sending_mandate")
