"""The day on which a contract was made

Revision 0023, after 0022.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.add_column("employment_end", sa.Column("signed", sa.Date(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("employment_end", "signed")
