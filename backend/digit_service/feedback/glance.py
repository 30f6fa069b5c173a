"""A glance at a SQLite file: what the service has to know of it while nobody sends feedback.

The libraries of the database would cost each process a fifth of a second and 17 MB for it.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from digit_service.feedback.schema import HEAD


@dataclass(frozen=True, slots=True)
class Glance:
    """Whether the tables are up to date, and when the oldest feedback was sent, if there is any.

    That is in seconds since 1970.
    """

    up_to_date: bool
    oldest: float | None


def glance(file: Path) -> Glance:
    """What there is to see; raises OSError or sqlite3.Error where it is no file to be read."""
    if not file.exists():
        return Glance(up_to_date=False, oldest=None)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if ("alembic_version",) not in tables.fetchall():
            return Glance(up_to_date=False, oldest=None)
        if database.execute("SELECT version_num FROM alembic_version").fetchall() != [(HEAD,)]:
            return Glance(up_to_date=False, oldest=None)
        (oldest,) = database.execute("SELECT min(sent_at) FROM feedback_sendings").fetchone()
        return Glance(up_to_date=True, oldest=None if oldest is None else oldest / 1000)
