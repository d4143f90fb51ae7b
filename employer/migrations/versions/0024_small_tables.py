"""Three small tables that every issue changes are kept by their key alone on SQLite: one place less to write for each

Revision 0024, after 0023. Their rows have no number of their own, so SQLite kept the rows and an index of the key. On
PostgreSQL nothing changes.
"""

from __future__ import annotations

from typing import Any

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_TABLES = ("chain_head", "paid_on_day", "payslip_counter")


def _make_again(**kwargs: Any) -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    for table in _TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs=kwargs):
            pass


def upgrade() -> None:
    """Makes the change."""
    _make_again(sqlite_with_rowid=False)


def downgrade() -> None:
    """Takes the change back."""
    _make_again()
