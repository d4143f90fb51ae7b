"""Why no pay is due for an absence, and fixed terms with the long-term unemployed

Revision 0017, after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    op.add_column("absence", sa.Column("no_pay", sa.Text(), nullable=True))
    op.add_column("employment_end", sa.Column("long_term_unemployed", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    op.drop_column("employment_end", "long_term_unemployed")
    op.drop_column("absence", "no_pay")
