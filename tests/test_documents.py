"""The documents lead somewhere, are up to date, and their site asks no other server."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import tables
from examples import ROOT
from markdown_it import MarkdownIt
from markdown_it.token import Token

SITE = ROOT / "build" / "docs"
# What was installed or built, and what tools keep for themselves.
OTHERS = re.compile(r"\.|(node_modules|build|dist|data|report|test-results)$")
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


def documents() -> Iterator[Path]:
    """Every Markdown file of the project."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name == ".github" or not OTHERS.match(name)]
        yield from (Path(folder) / name for name in names if name.endswith(".md"))


@cache
def tokens(document: Path) -> list[Token]:
    """The Markdown of a file, those of its lines included."""
    parsed = MarkdownIt().enable("table").parse(document.read_text("utf-8"))
    return [each for token in parsed for each in (token, *(token.children or ()))]


def links(document: Path) -> Iterator[str]:
    """Where a document leads, its pictures included."""
    for token in tokens(document):
        for attribute in ("href", "src"):
            if token.type in ("link_open", "image") and token.attrGet(attribute):
                yield str(token.attrGet(attribute))


@cache
def anchors(document: Path) -> set[str]:
    """The names that GitHub gives to the headings of a document."""
    seen: Counter[str] = Counter()
    names = set()
    parsed = tokens(document)
    for opening, text in pairwise(parsed):
        if opening.type == "heading_open":
            plain = "".join(each.content for each in text.children or ())
            name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
            names.add(f"{name}-{seen[name]}" if seen[name] else name)
            seen[name] += 1
    return names


@pytest.mark.parametrize(
    "document", sorted(documents()), ids=lambda path: str(path.relative_to(ROOT))
)
def test_links_lead_somewhere(document: Path) -> None:
    for link in links(document):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            assert parts.scheme in ("http", "https"), link
            continue
        target = (document.parent / unquote(parts.path)).resolve() if parts.path else document
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if parts.fragment:
            assert parts.fragment in anchors(target), link


def test_the_tables_are_those_of_the_service() -> None:
    page = tables.PAGE.read_text("utf-8")
    assert page == tables.filled(page), "run `make docs` and commit docs/operations.md"


class Loads(HTMLParser):
    """Collects what a browser loads for a page by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get(LOADED.get(tag, ""))
        if address:
            self.addresses.append(address)


def test_the_site_asks_no_other_server() -> None:
    pages = list(SITE.rglob("*.html"))
    assert SITE / "index.html" in pages
    for page in pages:
        loads = Loads()
        loads.feed(page.read_text("utf-8"))
        assert loads.addresses
        for address in map(urlsplit, loads.addresses):
            assert not address.netloc, (page, address)
    for style in SITE.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*[\"']?(https?:)?//", style.read_text("utf-8"))
