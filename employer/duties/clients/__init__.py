"""The clients of a county's helper, those first who need a person now."""

from employer.duties.clients.service import Client, client_list, overview_csv

__all__ = ["Client", "client_list", "overview_csv"]
