"""An absence may be a part of a day

Revision 0021, after 0020.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TIMES = ("start_minute", "end_minute")


def upgrade() -> None:
    """Makes the change."""
    for name in _TIMES:
        op.add_column("absence", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    for name in reversed(_TIMES):
        op.drop_column("absence", name)
