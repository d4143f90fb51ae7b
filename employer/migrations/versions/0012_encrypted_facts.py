"""What tells of health, tax cards or a person in free words is encrypted. Rows of before are read as they are

Encrypted values are longer, and text. SQLite keeps its columns: it does not mind what stands in them.

Revision 0012, after 0011.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WORDS = {
    "answer": {"question": 200},
    "budget_line": {"title": 200},
    "document": {"title": 400},
    "employer": {"cared_for_relation": 10, "cared_for_first_name": 100, "cared_for_last_name": 100},
    "expense": {"title": 200},
    "fringe_benefit": {"title": 200},
    "issued_line": {"kind": 30},
    "money_form": {"location": 1000},
    "opening_kind": {"kind": 40},
    "tax_card": {"kind": 10},
    "training": {"title": 200},
}
_FACTS = {
    "absence": {
        "certificate_seen": sa.Date(),
        "same_illness_as": sa.Date(),
        "child_born": sa.Date(),
        "agreed_in_writing": sa.Boolean(),
        "own_risk_days": sa.Integer(),
    },
    "employer": {"cared_for_born": sa.Date()},
    "opening": {"card_used": sa.BigInteger()},
    "tax_card": {"deduction": sa.Boolean()},
}


def upgrade() -> None:
    """Makes the change."""
    op.drop_index("ix_answer_question", table_name="answer")
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _WORDS.items():
        for column in columns:
            op.alter_column(table, column, type_=sa.Text())
    for table, facts in _FACTS.items():
        for column, kind in facts.items():
            plain = f"{column}::integer" if isinstance(kind, sa.Boolean) else column
            op.alter_column(table, column, type_=sa.Text(), postgresql_using=f"({plain})::text")


def downgrade() -> None:
    """Takes the change back; on PostgreSQL only while no row holds an encrypted value."""
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in _WORDS.items():
            for column, length in columns.items():
                op.alter_column(table, column, type_=sa.String(length))
        for table, facts in _FACTS.items():
            for column, kind in facts.items():
                named = kind.compile(op.get_bind().dialect)
                op.alter_column(table, column, type_=kind, postgresql_using=f"{column}::{named}")
    op.create_index("ix_answer_question", "answer", ["question"], unique=False)
