"""Since when an illness has lasted that was noted only from a later day

Revision 0026, after 0025.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.add_column("absence", sa.Column("ill_since", sa.Text(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("absence", "ill_since")
