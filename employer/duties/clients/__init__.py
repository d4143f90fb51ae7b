"""The clients of a county's helper, those first who need a person now."""

from employer.duties.clients.service import NEEDS, Client, client_list, named, overview_csv

__all__ = ["NEEDS", "Client", "client_list", "named", "overview_csv"]
