"""How long a payslip takes, warm and on one core: page part, file and PDF."""

from __future__ import annotations

import statistics
import time

from employer import documents
from tests.documents.reading import MADE_ON, sample


def payslip_pdf_ms(rounds: int = 70) -> float:
    """Median milliseconds of rendering a realistic payslip whose every amount differs from the last one's."""
    data = sample("payslip")
    taken = []
    for at in range(rounds + 3):
        for line in (*data["earnings"], *data["deductions"], *data["employer_charges"]):
            line["amount_cents"] += 101 + at
        data["totals"] = {name: cents + 307 + at for name, cents in data["totals"].items()}
        begun = time.perf_counter()
        documents.render("payslip", data, ("fi", "sv", "en")[at % 3], MADE_ON, f"ilona-{at}")
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[3:])


if __name__ == "__main__":
    print(f"payslip_pdf_ms {payslip_pdf_ms():.1f}")  # noqa: T201
