"""The code in the documents: each block with the output that the documents promise for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
OUTPUTS = ("json", "text")


@dataclass(frozen=True)
class Example:
    """A block of code, and the block behind it where that is its output."""

    place: str
    language: str
    code: str
    output: str
    output_language: str


def examples(page: str) -> Iterator[Example]:
    """Those of a Markdown file, which is named from the root."""
    tokens = MarkdownIt().parse((ROOT / page).read_text("utf-8"))
    blocks = [token for token in tokens if token.type == "fence"]
    for block, behind in zip_longest(blocks, blocks[1:]):
        output = behind if behind is not None and behind.info in OUTPUTS else None
        if block.info not in OUTPUTS and block.map is not None:
            yield Example(
                place=f"{page}:{block.map[0] + 1}",
                language=block.info,
                code=block.content,
                output="" if output is None else output.content,
                output_language="" if output is None else output.info,
            )
