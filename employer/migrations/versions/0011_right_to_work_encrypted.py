"""On what an employee's right to work rests is encrypted: longer than it was. Rows of before are read as they are

Revision 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the change."""
    _become(sa.Text())


def downgrade() -> None:
    """Takes the change back; on PostgreSQL only while no encrypted value is longer than the old column."""
    _become(sa.String(200))


def _become(kind: sa.types.TypeEngine[str]) -> None:
    """Gives the column another type; SQLite can only take a new column in its place."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("employee", "right_to_work_basis", type_=kind)
        return
    op.add_column("employee", sa.Column("as_it_becomes", kind, nullable=True))
    op.execute("UPDATE employee SET as_it_becomes = right_to_work_basis")
    op.drop_column("employee", "right_to_work_basis")
    op.execute("ALTER TABLE employee RENAME COLUMN as_it_becomes TO right_to_work_basis")
