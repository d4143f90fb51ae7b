"""Questions about sickness, family leave and other absences."""
