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
    assert dict(reason.facts) == {
        "what": "hourly wage",
        "level": "agreement",
        "number": "13.58",
        "than": "contract",
        "other": "13.00",
    }


@pytest.mark.parametrize(
    ("statute", "agreement", "contract", "kind", "better", "code"),
    [
        (None, None, "9.00", "silent", "higher", "contract_alone"),
        ("14", None, "7", "default", "higher", "contract_agreed"),
        ("14", None, "14", "default", "higher", "contract_same_statute"),
        ("14", None, "21", "default", "higher", "contract_agreed"),
        (None, "13.58", "13.58", "silent", "higher", "contract_same_agreement"),
        (None, "13.58", "13.59", "silent", "higher", "contract_better_agreement"),
        (None, "13.58", "13.57", "silent", "higher", "agreement_replaces_contract"),
        ("100", None, "100", "minimum", "higher", "contract_same_statute"),
        ("100", None, "101", "minimum", "higher", "contract_better_statute"),
        ("100", None, "99", "minimum", "higher", "statute_replaces_contract"),
        ("7", None, "6", "minimum", "lower", "contract_better_statute"),
        (None, "2", "3", "silent", "neither", "contract_holds"),
        ("100", "100", None, "minimum", "higher", "agreement_same"),
        ("100", "101", None, "minimum", "higher", "agreement_better"),
        ("14", "30", None, "default", "higher", "agreement_agreed"),
        ("14", "7", None, "default", "higher", "agreement_agreed"),
        (None, "25", None, "silent", "higher", "agreement_sets"),
        ("100", None, None, "minimum", "higher", "statute_sets"),
        ("14", None, None, "default", "higher", "statute_default"),
        ("7.30", "5", None, "exact", "lower", "statute_is_exact"),
    ],
)
def test_the_reason_names_what_happened(statute, agreement, contract, kind, better, code):
    assert [
        reason.code for reason in settled(statute, agreement, contract, statute_is=kind, better=better).reasons
    ] == [code]


@pytest.mark.parametrize(
    ("agreement", "contract", "other"),
    [("5", "6", ("contract", "6")), ("5", "7.30", ("agreement", "5")), (None, "7.30", None)],
)
def test_an_exact_statute_names_what_it_replaces(agreement, contract, other):
    (reason,) = settled("7.30", agreement, contract, statute_is="exact", better="lower").reasons
    facts = dict(reason.facts)
    assert (facts["level"], facts["number"]) == ("statute", "7.30")
    assert (facts.get("than"), facts.get("other")) == (other or (None, None))


def test_an_agreement_that_the_law_lets_differ_says_so():
    reasons = settled("100", "50", "60", statute_is="minimum", deviate=True).reasons
    assert [reason.code for reason in reasons] == ["agreement_may_differ", "contract_better_agreement"]
    assert reasons[0].section == "55/2001 13:7"


@pytest.mark.parametrize(
    ("statute", "agreement", "contract", "code", "says"),
    [
        ("40", None, "41", "statute_limits_contract", "the law's limit 40 for time replaces your contract's 41"),
        ("40", None, "40", "contract_within", "your contract's 40 for time holds; the limit is 40"),
        (
            "40",
            "38",
            "39",
            "agreement_limits_contract",
            "the agreement's limit 38 for time replaces your contract's 39",
        ),
        ("40", "38", "37", "contract_within", "your contract's 37 for time holds; the limit is 38"),
        ("40", None, None, "statute_limit", "the law's limit for time is 40"),
        ("40", "40", None, "agreement_limit", "the agreement's limit for time is 40"),
    ],
)
def test_a_limit_is_called_a_limit(statute, agreement, contract, code, says):
    numbers = [None if text is None else Decimal(text) for text in (statute, agreement, contract)]
    (reason,) = settle(
        what="time",
        statute=numbers[0],
        agreement=numbers[1],
        contract=numbers[2],
        statute_is="minimum",
        better_for_employee="lower",
        limit=True,
    ).reasons
    assert (reason.code, reason.says) == (code, says)


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
