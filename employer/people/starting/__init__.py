"""How a household begins in the browser, and who else may sign in to act for it."""

from employer.people.starting.service import end_mandate, give_rights, let_act, start_household

__all__ = ["end_mandate", "give_rights", "let_act", "start_household"]
