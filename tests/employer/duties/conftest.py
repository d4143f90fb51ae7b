"""A household that pays, as the tests of pay have it."""

from tests.employer.pay.conftest import insured, pay_month, payer

__all__ = ["insured", "pay_month", "payer"]
