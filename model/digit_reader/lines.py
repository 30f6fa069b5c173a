"""Find lines: which candidates stand in one line, and which of them can be no digit of it."""

from collections.abc import Sequence

import numpy as np

from digit_reader.candidates import Candidate, gap_down, with_peers

# A candidate continues a line where it and the line's last digit share this much of the lower
# one's height …
SHARED_HEIGHT = 0.4
# … or where, like a comma, it is no higher than this, relative to that digit, and just below it.
HANGING_HEIGHT = 0.4
HANGING_GAP = 0.1
# Lower than this share of its line's height, a candidate is a separator or a speck, no digit.
LEAST_HEIGHT = 0.4
# Lower than this share of the page's highest line, a candidate all by itself is dirt.
LEAST_LONER = 0.2


class _Line:
    """A line while it grows from left to right."""

    def __init__(self, first: Candidate) -> None:
        self.members = [first]
        self.height = float(first.box.height)
        self.last = first.box

    def append(self, candidate: Candidate) -> None:
        self.members.append(candidate)
        self.height = _height_of(self.members)
        if candidate.box.height >= LEAST_HEIGHT * self.height:
            self.last = candidate.box

    def closeness(self, candidate: Candidate) -> float:
        """How well a candidate continues the line; 0 or less where it does not."""
        low, high = sorted((self.last.height, candidate.box.height))
        gap = gap_down(self.last, candidate.box)
        if low <= HANGING_HEIGHT * high:
            return HANGING_GAP - gap / high
        return -gap / low - SHARED_HEIGHT


def find_lines(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The lines of a page from top to bottom, each from left to right; separators are left out."""
    lines: list[_Line] = []
    # From left to right, so that a slanted line holds together.
    for candidate in sorted(candidates, key=lambda candidate: candidate.box.x):
        close = [(line.closeness(candidate), line) for line in lines]
        closeness, line = max(close, key=lambda pair: pair[0], default=(0.0, None))
        if line is not None and closeness > 0:
            line.append(candidate)
        else:
            lines.append(_Line(candidate))
    highest = max((line.height for line in lines), default=0.0)
    written = [
        part
        for line in lines
        if len(line.members) > 1 or line.height >= LEAST_LONER * highest
        for part in _digits_of(line)
    ]
    return sorted(written, key=_middle_of)


def _digits_of(line: _Line) -> list[list[Candidate]]:
    """The line without what is too low, of which a row of its own makes lines of its own."""
    least = LEAST_HEIGHT * line.height
    high = [candidate for candidate in line.members if candidate.box.height >= least]
    low = [candidate for candidate in line.members if candidate.box.height < least]
    in_rows = with_peers([candidate.box for candidate in low])
    row = [candidate for candidate, in_row in zip(low, in_rows, strict=True) if in_row]
    return [high, *find_lines(row)]


def _height_of(candidates: Sequence[Candidate]) -> float:
    """The height of a line's digits, in pixels: the median of what is no dot or comma."""
    heights = [candidate.box.height for candidate in candidates]
    return float(np.median([height for height in heights if height >= max(heights) / 4]))


def _middle_of(line: Sequence[Candidate]) -> float:
    """The mean height, in pixels from the top, at which a line's candidates stand."""
    return float(np.mean([candidate.box.y + candidate.box.height / 2 for candidate in line]))
