"""The store: sendings in the database. It blocks, so nothing of it runs on the event loop.

An image is kept once, however many send it, but each sending has an id of its own: an id is the
right to delete, which nobody gets by sending what another has sent. The image goes with the last
of its sendings.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from digit_service.errors import FeedbackLost
from digit_service.feedback.database import PATIENCE_S, engine_for
from digit_service.feedback.sending import Sending
from digit_service.feedback.tables import IMAGES, SENDINGS
from digit_service.tasks import KeptImage

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Labelled:
    """An image with the last that was said of it; `sent_at` in seconds since 1970."""

    image: KeptImage
    correction: str
    text: str
    mode: str
    sent_at: float


class Store:
    """Sendings in a database; every method raises FeedbackLost where it does not answer."""

    def __init__(self, url: str) -> None:
        """Connects when it is first asked."""
        self._engine = engine_for(url)

    def revision(self) -> str | None:
        """Which migration the tables are at; None where there are none."""
        with self._transaction() as connection:
            if not self._engine.dialect.has_table(connection, "alembic_version"):
                return None
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return found

    def keep(self, sending: Sending) -> str:
        """Keep it; gives the id that it can be deleted by."""
        identifier = secrets.token_hex(16)
        image, reading = sending.image, sending.reading
        row = {"sha256": image.sha256, "data": image.data, "suffix": image.suffix}
        with self._transaction() as connection:
            # Not "do nothing": this also keeps others from deleting the image meanwhile.
            into = self._insert_into(IMAGES).values(row)
            same = {"suffix": image.suffix}
            connection.execute(into.on_conflict_do_update(index_elements=["sha256"], set_=same))
            connection.execute(
                insert(SENDINGS).values(
                    id=identifier,
                    image=image.sha256,
                    correction=sending.correction,
                    text=reading.text,
                    mode=reading.mode,
                    reading=reading.model_dump_json(exclude={"characters": {"__all__": {"glyph"}}}),
                    sent_at=round(time.time() * 1000),
                )
            )
        return identifier

    def forget(self, identifier: str) -> bool:
        """Delete the sending, and its image where no other has it; False where there is none."""
        with self._transaction() as connection:
            mine = SENDINGS.c.id == identifier
            image = connection.scalar(delete(SENDINGS).where(mine).returning(SENDINGS.c.image))
            if image is not None:
                self._forget_unused(connection, IMAGES.c.sha256 == image)
        return image is not None

    def forget_before(self, moment: float) -> int:
        """Delete what was sent before a moment, in seconds since 1970; gives how much that was."""
        with self._transaction() as connection:
            old = SENDINGS.c.sent_at < round(moment * 1000)
            count = connection.execute(delete(SENDINGS).where(old)).rowcount
            if count:
                self._forget_unused(connection, IMAGES.c.sha256.is_not(None))
        return count

    def labelled(self) -> Iterator[Labelled]:
        """Each image with the last correction that was sent of it."""
        last = (
            select(SENDINGS.c.image, func.max(SENDINGS.c.sent_at).label("sent_at"))
            .group_by(SENDINGS.c.image)
            .subquery()
        )
        same = (SENDINGS.c.image == last.c.image) & (SENDINGS.c.sent_at == last.c.sent_at)
        found = select(IMAGES, SENDINGS).join(SENDINGS).join(last, same).order_by(IMAGES.c.sha256)
        with self._transaction() as connection:
            # All images together may not fit into memory.
            rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(found)
            before = None
            for row in rows:
                if row.sha256 != before:  # it may be sent twice in a millisecond
                    yield _labelled(row)
                before = row.sha256

    def close(self) -> None:
        """End the connection."""
        self._engine.dispose()

    def _insert_into(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An insertion that says what to do of a row that is there already."""
        if self._engine.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)

    def _forget_unused(self, connection: Connection, which: ColumnElement[bool]) -> None:
        """Delete images that no sending has."""
        used = exists().where(SENDINGS.c.image == IMAGES.c.sha256)
        try:
            with connection.begin_nested():
                connection.execute(delete(IMAGES).where(which, ~used))
        except IntegrityError:
            logger.info("An image was sent again while it was to be deleted")

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE_S}s'"))
                yield connection
        except SQLAlchemyError as error:
            raise FeedbackLost from (error.orig if isinstance(error, DBAPIError) else error)


def _labelled(row: Row[Any]) -> Labelled:
    image = KeptImage(row.data, row.suffix)
    return Labelled(image, row.correction, row.text, row.mode, row.sent_at / 1000)
