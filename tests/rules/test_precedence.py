"""Employment Contracts Act 2:7 and 13:6: statute, agreement, contract."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rules.precedence import settle


def settled(statute=None, agreement=None, contract=None, *, statute_is="silent", better="higher", deviate=False):
    def number(text):
        return None if text is None else Decimal(text)

    return settle(
        what="hourly wage",
        statute=number(statute),
        agreement=number(agreement),
        contract=number(contract),
        statute_is=statute_is,
        better_for_employee=better,
        agreement_may_deviate=deviate,
    )


@pytest.mark.parametrize(
    ("statute", "agreement", "contract", "kind", "better", "deviate", "level", "number", "replaced"),
    [
        (None, "13.58", "13.00", "silent", "higher", False, "agreement", "13.58", True),
        (None, "13.58", "13.58", "silent", "higher", False, "contract", "13.58", False),
        (None, "13.58", "14.00", "silent", "higher", False, "contract", "14.00", False),
        (None, None, "9.00", "silent", "higher", False, "contract", "9.00", False),
        ("99", None, "9.00", "silent", "higher", False, "contract", "9.00", False),
        ("100", None, "50", "minimum", "higher", False, "statute", "100", True),
        ("100", None, None, "minimum", "higher", False, "statute", "100", False),
        ("100", "50", None, "minimum", "higher", False, "statute", "100", False),
        ("100", "50", None, "minimum", "higher", True, "agreement", "50", False),
        ("100", "50", "60", "minimum", "higher", True, "contract", "60", False),
        ("100", "50", "60", "minimum", "higher", False, "statute", "100", True),
        ("100", "150", "120", "minimum", "higher", False, "agreement", "150", True),
        ("40", "38", "40", "minimum", "lower", False, "agreement", "38", True),
        ("40", "38", "36", "minimum", "lower", False, "contract", "36", False),
        ("14", None, "7", "default", "higher", False, "contract", "7", False),
        ("14", None, None, "default", "higher", False, "statute", "14", False),
        ("14", "30", None, "default", "higher", False, "agreement", "30", False),
        ("14", "30", "20", "default", "higher", False, "agreement", "30", True),
        ("7.30", "5", "6", "exact", "lower", False, "statute", "7.30", True),
        ("7.30", None, "7.30", "exact", "lower", False, "statute", "7.30", False),
        ("7.30", None, None, "exact", "lower", False, "statute", "7.30", False),
        (None, "2", "3", "silent", "neither", False, "contract", "3", False),
    ],
)
def test_which_level_sets_the_term(statute, agreement, contract, kind, better, deviate, level, number, replaced):
    decision = settled(statute, agreement, contract, statute_is=kind, better=better, deviate=deviate)
    assert decision.outcome is not None
    assert (decision.outcome.level, decision.outcome.number, decision.outcome.replaced_contract) == (
        level,
        Decimal(number),
        replaced,
    )
    assert decision.reasons


def test_the_reason_is_said_in_words():
    (reason,) = settled(None, "13.58", "13.00").reasons
    assert reason.says == "the agreement's 13.58 replaces your contract's 13.00 for hourly wage"
    assert reason.section == "55/2001 2:7"
    assert dict(reason.facts) == {"what": "hourly wage", "number": "13.58", "other": "13.00"}


def test_a_void_term_of_the_agreement_is_told_too():
    codes = [reason.code for reason in settled("100", "50", "60", statute_is="minimum").reasons]
    assert codes == ["agreement_below_statute", "statute_replaces_contract"]


def test_what_nobody_sets_is_asked():
    decision = settled()
    assert decision.outcome is None
    assert decision.questions[0].topic == "contract_term"


def test_an_exact_statute_without_a_figure_is_asked():
    assert settled(statute_is="exact").outcome is None


@pytest.mark.parametrize(("kind", "better"), [("maybe", "higher"), ("minimum", "more")])
def test_unknown_words_are_refused(kind, better):
    with pytest.raises(ValueError, match="cannot be"):
        settled("1", statute_is=kind, better=better)
