"""Employers and employees: contact and payment details, insurances, delegates, tax cards."""

from employer.people.queries import (
    employee,
    employee_codes,
    employee_id_of,
    employees,
    employer_details,
    employer_facts,
    employer_id_of,
    tax_cards,
)
from employer.people.service import (
    add_delegate,
    add_employee,
    add_tax_card,
    change_employee,
    change_employer,
    end_delegate,
    new_employer,
    set_accident,
    set_employee_account,
    set_employer_account,
    set_pension,
    withdraw_tax_card,
)

__all__ = [
    "add_delegate",
    "add_employee",
    "add_tax_card",
    "change_employee",
    "change_employer",
    "employee",
    "employee_codes",
    "employee_id_of",
    "employees",
    "employer_details",
    "employer_facts",
    "employer_id_of",
    "end_delegate",
    "new_employer",
    "set_accident",
    "set_employee_account",
    "set_employer_account",
    "set_pension",
    "tax_cards",
    "withdraw_tax_card",
]
