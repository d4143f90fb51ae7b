"""What changes a pay besides the wage: an enforcement order, benefits in kind, Kela's part of it, and work trips."""

from employer.arrangements.queries import arrangements, of_employment
from employer.arrangements.schemas import NOTHING, Arrangements, Benefit, Garnishment, KelaPart, Shares
from employer.arrangements.service import set_benefit, set_garnishment, set_kela_part, shares, take_back

__all__ = [
    "NOTHING",
    "Arrangements",
    "Benefit",
    "Garnishment",
    "KelaPart",
    "Shares",
    "arrangements",
    "of_employment",
    "set_benefit",
    "set_garnishment",
    "set_kela_part",
    "shares",
    "take_back",
]
