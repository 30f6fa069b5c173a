"""The environment: what it sets, and what a bad value gets."""

from pathlib import Path

import pytest
from running import export_a_page

from digit_service.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the tests themselves are run with."""
    for variable in ("HOST", "PORT", "WORKERS", "LOG_LEVEL", "MODEL", "PAGE_DIR"):
        monkeypatch.delenv(variable, raising=False)


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 8000, 1)
    assert settings.max_concurrency >= 1
    assert settings.max_upload_bytes == 15 * 1024 * 1024
    assert settings.max_image_megapixels == 50
    assert (settings.model, settings.log_level) == ("digits", "info")


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = export_a_page(tmp_path)
    given = {"HOST": "::1", "PORT": "0", "LOG_LEVEL": "WARNING", "PAGE_DIR": str(page)}
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    settings = load_settings()
    assert (settings.host, settings.port, settings.log_level) == ("::1", 0, "warning")
    assert settings.page_dir == page


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HOST", ""),
        ("PORT", "http"),
        ("PORT", "65536"),
        ("WORKERS", "0"),
        ("MAX_CONCURRENCY", "-1"),
        ("MAX_UPLOAD_MB", "0"),
        ("MAX_UPLOAD_MB", "inf"),
        ("MAX_IMAGE_MEGAPIXELS", "nan"),
        ("MODEL", "no-such-weights"),
        ("LOG_LEVEL", "loud"),
        ("PAGE_DIR", "/no/such/folder"),
        ("RATE_LIMIT", "often"),
        ("RATE_LIMIT", "0/minute"),
        ("RATE_LIMIT_STORAGE", "file:///tmp"),
        ("RATE_LIMIT_STORAGE", "redis://localhost:port"),
        ("TRUSTED_PROXIES", "10.0.0.300"),
        ("CORS_ORIGINS", "example.org"),
        ("MAX_QUEUE", "-1"),
        ("QUEUE_TIMEOUT_S", "0"),
        ("LOG_FORMAT", "xml"),
        ("FEEDBACK", "perhaps"),
        ("FEEDBACK_RETENTION_DAYS", "0"),
        ("DATABASE_URL", "feedback.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "mysql://localhost/feedback"),
        ("DATABASE_URL", "postgres://localhost"),
        ("DATABASE_URL", "postgresql://localhost:port/feedback"),
    ],
)
def test_a_bad_value_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{variable}={value} cannot be used: ")
    assert len(str(caught.value).splitlines()) == 1
    assert not str(caught.value).endswith("..")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_addresses_of_postgresql_as_others_write_them(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://user:password@host:5432/name")
    assert load_settings().database_url == "postgresql+psycopg://user:password@host:5432/name"


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://user:secret@host/name")
    with pytest.raises(SettingsError, match=r"mysql://…@host/name") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


def test_a_page_needs_an_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAGE_DIR", str(tmp_path))
    with pytest.raises(SettingsError, match=r"index\.html"):
        load_settings()


def test_all_bad_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("WORKERS", "y")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [line.partition("=")[0] for line in str(caught.value).splitlines()] == [
        "PORT",
        "WORKERS",
    ]
