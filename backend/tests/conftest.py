"""One running service for all tests that only ask it things; none keeps feedback for long."""

from collections.abc import Iterator

import httpx
import pytest
from running import export_a_page, service

from digit_service.feedback.schema import migrate
from digit_service.settings import Settings


@pytest.fixture(scope="session", autouse=True)
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database for whatever is started, so that no test writes to that of the checkout."""
    url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'feedback.db'}"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", url)
        migrate(Settings())
        yield


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory, database: None) -> Iterator[httpx.Client]:  # noqa: ARG001
    """A client of the service with its default limits and a page."""
    page = export_a_page(tmp_path_factory.mktemp("page"))
    with service(Settings(page_dir=page, rate_limit="")) as running:
        yield running
