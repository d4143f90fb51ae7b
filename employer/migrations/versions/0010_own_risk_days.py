"""Own-risk days of a holiday that was cut short by illness

Revision 0010, after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.add_column("absence", sa.Column("own_risk_days", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("absence", "own_risk_days")
