"""Facts of fringe benefits, of enforcement orders and of work trips

Revision 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from employer import db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    with op.batch_alter_table("garnishment_order") as table:
        table.add_column(sa.Column("periodic", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("iban", sa.Text(), nullable=True))
        table.add_column(sa.Column("reference", sa.Text(), nullable=True))
    with op.batch_alter_table("fringe_benefit") as table:
        table.alter_column("cents", existing_type=db.Cents(), nullable=True)
        table.add_column(sa.Column("variant", sa.String(length=60), nullable=True))
        table.add_column(sa.Column("number", db.DecimalText(length=32), nullable=True))
        table.add_column(sa.Column("cost", db.Cents(), nullable=True))
        table.add_column(sa.Column("collected", db.Cents(), nullable=True))
        table.add_column(sa.Column("from_pay", sa.Boolean(), nullable=True))
    with op.batch_alter_table("expense") as table:
        table.add_column(sa.Column("number", db.DecimalText(length=32), nullable=True))
        table.add_column(sa.Column("per_diem", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("halved", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("vehicle", sa.String(length=20), nullable=True))
        table.add_column(sa.Column("passengers", sa.Integer(), nullable=True))
        table.add_column(sa.Column("trailer", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Takes the change back: a benefit whose value the year's decision sets has none left to keep."""
    with op.batch_alter_table("expense") as table:
        for name in ("trailer", "passengers", "vehicle", "halved", "per_diem", "number"):
            table.drop_column(name)
    op.execute("DELETE FROM fringe_benefit WHERE cents IS NULL")
    with op.batch_alter_table("fringe_benefit") as table:
        for name in ("from_pay", "collected", "cost", "number", "variant"):
            table.drop_column(name)
        table.alter_column("cents", existing_type=db.Cents(), nullable=False)
    with op.batch_alter_table("garnishment_order") as table:
        for name in ("reference", "iban", "periodic"):
            table.drop_column(name)
