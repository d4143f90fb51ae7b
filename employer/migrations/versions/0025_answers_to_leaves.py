"""What the employer answers to a leave

Revision 0025, after 0024.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_ANSWER = ("answer", "answered", "answer_ground")


def upgrade() -> None:
    """Makes the change."""
    for name in _ANSWER:
        op.add_column("absence", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    for name in reversed(_ANSWER):
        op.drop_column("absence", name)
