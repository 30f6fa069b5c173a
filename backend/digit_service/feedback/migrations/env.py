"""How Alembic gets at the database that `schema.migrate` names."""

from alembic import context

from digit_service.feedback.database import engine_for
from digit_service.feedback.tables import METADATA

# All of it or nothing, and whoever migrates waits for whoever migrates already; the number is any
# that nothing else locks.
BEGIN = {
    "postgresql": "SELECT pg_advisory_xact_lock(20261121)",
    "sqlite": "BEGIN IMMEDIATE",
}

engine = engine_for(context.config.attributes["url"])
with engine.begin() as connection:
    connection.exec_driver_sql(BEGIN[connection.dialect.name])
    context.configure(connection=connection, target_metadata=METADATA)
    context.run_migrations()
engine.dispose()
