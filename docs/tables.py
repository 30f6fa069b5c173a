"""The tables that operations.md takes from the service itself; run, it writes them."""

import ast
import inspect
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pydantic.fields import FieldInfo

from digit_service import settings
from digit_service.metrics import exposition
from digit_service.settings import Settings

PAGE = Path(__file__).with_name("operations.md")
START, END = "<!-- {}: written by `make docs` -->", "<!-- {}: end -->"


def filled(page: str) -> str:
    """The page with its tables as they are now."""
    for name, rows in {"settings": settings_table(), "metrics": metrics_table()}.items():
        start, end = START.format(name), END.format(name)
        before, _, rest = page.partition(start)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"operations.md has no place for the table of {name}.")
        page = "\n".join([f"{before}{start}", "", *rows, "", f"{end}{after}"])
    return page


def settings_table() -> Iterator[str]:
    """A row for each environment variable: its name, what it is by default, and what it does."""
    yield "| variable | default | what it is |"
    yield "| --- | --- | --- |"
    told = docstrings()
    for name, field in Settings.model_fields.items():
        yield f"| `{name.upper()}` | {default(field)} | {cell(told[name])} |"


def docstrings() -> dict[str, str]:
    """What stands under each field of the settings."""
    source = ast.parse(inspect.getsource(settings))
    body = next(
        each.body
        for each in source.body
        if isinstance(each, ast.ClassDef) and each.name == Settings.__name__
    )
    told = {}
    for field, text in pairwise(body):
        match field, text:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str() as docstring)),
            ):
                told[name] = docstring
    return told


def default(field: FieldInfo) -> str:
    """What holds where the variable is not set; of what is found out at the start, its name."""
    if field.default_factory is not None:
        return str(field.default_factory.__name__).replace("_", " ")
    match field.default:
        case None | () | "":
            return "none"
        case bool() as switch:
            return f"`{str(switch).lower()}`"
        case value:
            return f"`{value}`"


def metrics_table() -> Iterator[str]:
    """A row for each number that is the reader's own."""
    yield "| metric | what it is |"
    yield "| --- | --- |"
    for name, text in re.findall(
        r"^# HELP (digit_reader_\S+) (.*)$", exposition().decode(), re.MULTILINE
    ):
        yield f"| `{name}` | {cell(text)} |"


def cell(text: str) -> str:
    """The text in one line that ends no cell."""
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
