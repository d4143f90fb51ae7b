"""The household that pays, for what rosters mean for the pay."""

from tests.employer.pay.conftest import insured, payer

__all__ = ["insured", "payer"]
