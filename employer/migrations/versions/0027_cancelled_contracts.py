"""When the reason of a cancelled contract was learned of, when it was told, and whether the employee was heard

Revision 0027, after 0026.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

COLUMNS = (("breach_known", sa.Date), ("cancel_sent", sa.Date), ("employee_heard", sa.Boolean))


def upgrade() -> None:
    """Makes the change."""
    for name, kind in COLUMNS:
        op.add_column("employment_end", sa.Column(name, kind(), nullable=True))


def downgrade() -> None:
    """Takes the change back."""
    for name, _ in COLUMNS:
        op.drop_column("employment_end", name)
