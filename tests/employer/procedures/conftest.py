"""The paying household of the tests of pay."""

from tests.employer.pay.conftest import insured, pay_month, payer

__all__ = ["insured", "pay_month", "payer"]
