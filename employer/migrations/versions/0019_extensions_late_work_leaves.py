"""Extensions of fixed terms, late work in the employer's home, what is told of a leave and a postponed study leave

Revision 0019, after 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_OF_ABSENCE = ("told", "due", "change_ground", "changed_from", "postponements")


def upgrade() -> None:
    """Makes the change."""
    op.add_column("employment_end", sa.Column("renewals", sa.Integer(), nullable=True))
    op.add_column("late_work", sa.Column("in_home", sa.Boolean(), nullable=True))
    for name in _OF_ABSENCE:
        op.add_column("absence", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    for name in reversed(_OF_ABSENCE):
        op.drop_column("absence", name)
    op.drop_column("late_work", "in_home")
    op.drop_column("employment_end", "renewals")
