"""`digit-reader serve` and `python -m digit_service`: listen, say where, serve until stopped.

`python -m digit_service migrate` brings the database of feedback up to date, and
`python -m digit_service feedback export FOLDER` writes what it holds as files.
"""

import argparse
import logging
import os
import signal
import socket
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from math import ceil
from pathlib import Path
from typing import NoReturn

import uvicorn

from digit_service.errors import FeedbackLost
from digit_service.feedback.glance import glance
from digit_service.feedback.schema import NotMigrated, migrate
from digit_service.logs import logging_config
from digit_service.protocol import GuardedProtocol
from digit_service.settings import Settings, SettingsError, load_settings
from digit_service.tracing import check_tracing
from digit_service.workers import METRICS_FOLDER, Workers, metrics_folder

logger = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the service, or a command; exits with 2 on a bad setting and 1 where it cannot work."""
    options = _parser().parse_args(arguments)
    _take(options)
    try:
        settings = load_settings()
        check_tracing()
    except SettingsError as error:
        _exit(2, str(error))
    if options.command == "migrate":
        _migrate(settings)
    elif options.command == "feedback":
        _export(settings, options.folder)
    else:
        _listen_and_serve(settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="digit-reader serve",
        description="Serves the page and the HTTP API.",
        epilog="All other settings are read from the environment.",
    )
    parser.add_argument("--host", help="the address to listen on (default: HOST, or 127.0.0.1)")
    parser.add_argument("--port", help="the port to listen on (default: PORT, or 8000)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("migrate", help="bring the database of feedback up to date")
    feedback = commands.add_parser("feedback", help="what users sent of readings")
    actions = feedback.add_subparsers(required=True, metavar="export")
    export = actions.add_parser("export", help="write images/ and labels.tsv into a new folder")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    return parser


def _migrate(settings: Settings) -> None:
    try:
        migrate(settings)
    except NotMigrated as error:
        _exit(1, f"The database cannot be brought up to date: {error}")
    print("The database is up to date.")


def _export(settings: Settings, folder: Path) -> None:
    # Only this command needs the libraries of the database.
    from digit_service.feedback.export import NothingToExport, export  # noqa: PLC0415

    try:
        count = export(settings.database_url, folder)
    except FeedbackLost as error:
        _exit(1, f"Nothing can be exported: {error.detail}")
    except (NothingToExport, OSError) as error:
        _exit(1, f"Nothing can be exported: {error}")
    print(f"Wrote {count} images and their labels to {folder}.")


def _migrate_file(settings: Settings) -> None:
    """Bring a SQLite file up to date before any worker starts; reading goes on where that fails.

    Other databases are left to the command, for replicas share them.
    """
    file = settings.sqlite_file
    if not settings.feedback or file is None:
        return
    try:
        if not glance(file).up_to_date:
            migrate(settings)
    except (NotMigrated, OSError, sqlite3.Error) as error:
        logger.warning("No feedback can be kept: %s", error)


def _listen_and_serve(settings: Settings) -> None:
    try:
        listener = _listen(settings.host, settings.port)
    except (socket.gaierror, UnicodeError):  # the latter from a name that no host can have
        _exit(1, f"HOST={settings.host} cannot be used: there is no such address.")
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        _exit(1, f"Cannot listen on HOST={settings.host} PORT={settings.port}: {reason}.")
    # From here on connections wait in line, so the address is good although nobody answers yet.
    print(f"Digit Reader is at {_address(listener)}", flush=True)
    _serve(settings, listener)


def _take(options: argparse.Namespace) -> None:
    """What the command line says goes before the environment, also for worker processes."""
    given = {"HOST": options.host, "PORT": options.port}
    os.environ.update({name: value for name, value in given.items() if value is not None})


def _exit(status: int, sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(status)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises gaierror or UnicodeError for an unknown host, another OSError where it cannot listen.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address, family=family, backlog=2048)


def _address(listener: socket.socket) -> str:
    """The address to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    if ip_address(host).is_unspecified:
        host = "::1" if ":" in host else "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _serve(settings: Settings, listener: socket.socket) -> None:
    config = uvicorn.Config(
        "digit_service.app:create_app_from_environment",
        factory=True,
        workers=settings.workers,
        log_level=settings.log_level,
        log_config=logging_config(settings),
        # access.py logs requests, without what a URL may tell.
        access_log=False,
        # Whom to believe about the client is settled in clients.py.
        proxy_headers=False,
        server_header=False,
        http=GuardedProtocol,
        timeout_graceful_shutdown=ceil(settings.drain_timeout_s),
    )
    _migrate_file(settings)
    # uvicorn raises the signal again when it is done, which by default kills the process.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        if settings.workers == 1:
            os.environ.pop(METRICS_FOLDER, None)
            uvicorn.Server(config).run([listener])
        else:
            with metrics_folder() as metrics:
                Workers(config, listener, metrics).run()


if __name__ == "__main__":
    main()
