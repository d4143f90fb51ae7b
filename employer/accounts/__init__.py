"""Signing in, and who may act for which employer."""

from employer.accounts.queries import Account, account_by_email, account_of, counties_of, people_of, rights
from employer.accounts.schemas import NewAccount, NewRelation
from employer.accounts.service import close_account, create_account, end_relation, end_relations, relate

__all__ = [
    "Account",
    "NewAccount",
    "NewRelation",
    "account_by_email",
    "account_of",
    "close_account",
    "counties_of",
    "create_account",
    "end_relation",
    "end_relations",
    "people_of",
    "relate",
    "rights",
]
