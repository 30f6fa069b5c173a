"""The state of the database's tables, and bringing them up to date."""

from pathlib import Path

from digit_service.settings import Settings

# The last of the migrations.
HEAD = "0001"
MIGRATIONS = Path(__file__).parent / "migrations"


class NotMigrated(Exception):
    """The tables could not be brought up to date; says why."""


def migrate(settings: Settings) -> None:
    """Bring the tables up to date, a SQLite file and its folder included; harmless when they are.

    Raises NotMigrated.
    """
    # Alembic costs half a second.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = settings.database_url
    try:
        if settings.sqlite_file is not None:
            settings.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        command.upgrade(config, HEAD)
    except DBAPIError as error:
        raise NotMigrated(str(error.orig).strip()) from error
    except (SQLAlchemyError, CommandError, OSError) as error:
        raise NotMigrated(str(error)) from error
