"""Database migrations: run by ``employer database upgrade``."""
