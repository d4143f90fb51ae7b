"""Questions about paying wages: days, reports, insurance, tax."""
