"""The application for a WSGI server, and for ``flask --app wsgi``."""

import sys

from employer.app import create_app
from employer.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"{error} To try the service with invented people, set EMPLOYER_DEMO=1.")
