"""The lattice: of all ways to part a line into characters, the one that reads best.

Each candidate is cut into more parts than it has characters (cuts.py), every run of parts that may
be one character is classified, and the best path through them is found (Casey, Lecolinet: A Survey
of Methods and Strategies in Character Segmentation, 1996, call it recognition-based segmentation).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate, gap_across, joined
from digit_reader.classifier import PLAIN
from digit_reader.cuts import Cutting, cut
from digit_reader.eye import Eye
from digit_reader.marks import box_around

# A character has at most so many parts, and is no wider than this, relative to its line's height.
MOST_PARTS = 10
WIDEST = 1.6
# A page with more runs (none of which borrows) is texture: what is left of it is read uncut, so
# that reading ends. A page of 120 digits that all touch has 900 to 1,200.
MOST_RUNS_OF_A_PAGE = 1_300
# Candidates further apart than this, relative to their line's height, are no one character.
FURTHEST = 0.05
# Beyond a seam, so much ink may belong to the characters on both sides, relative to the height.
BORROWED = 0.08
# Narrower than this, relative to the height, are no two characters that share a stroke.
LEAST_SHARED_WIDTH = 0.8
# Refusing a candidate costs as much as reading one whose best label has this probability.
REFUSED = 0.0025
# A candidate lower than this, relative to its line, costs the more, by so much per line height.
LOW = 0.75
LOW_COST = 3.0
# Where a text is looked for, what is lower than this, relative to its line, may be passed over …
LOW_PASSED = 0.6
# … at this cost, what is higher at that, and no label is less likely than this.
PASSING_LOW = 1.0
PASSING_HIGH = 4.0
UNLIKELIEST = 1e-5
# A run matters where a path through it costs at most so much more than the best one, as far as a
# quick look tells.
DETOUR = 3.0
# It is also tried with borrowed ink where that is at most so much.
FAR_DETOUR = 6.0
# A candidate that is plainly one character is not cut, unless it is wider than this, relative to
# its line's height.
WIDEST_PLAIN = 0.9
# What it costs to cut through a candidate rather than between two: most neighbours do not touch.
CUT_COST = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class LatticePath:
    """The characters of a line from left to right.

    `probabilities`, float32 (N, labels + 1), are those of each of the N candidates, that of being
    unreadable last; `parts` is what the candidates were put together from. `cost`: the more, the
    less likely the line is to be read this way. `belief`, 0..1: how likely it is these characters
    rather than others, whatever each of them looks like.
    """

    candidates: tuple[Candidate, ...]
    probabilities: NDArray[np.float32]
    parts: tuple[Candidate, ...]
    cost: float
    belief: float = 1.0

    @property
    def labels(self) -> tuple[int, ...]:
        """The likeliest label of each candidate; unreadable is the last one."""
        return tuple(int(label) for label in self.probabilities.argmax(axis=1))

    @property
    def heights(self) -> NDArray[np.int64]:
        """The height of each candidate, int (N,), in px."""
        return np.array([candidate.box.height for candidate in self.candidates], np.int64)

    @property
    def glyphs(self) -> NDArray[np.uint8]:
        """What the classifier saw of each candidate, uint8 (N, 28, 28), white ink on black."""
        return np.stack([candidate.glyph for candidate in self.candidates])


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """The parts from `first` up to but without `end`, taken as one character."""

    first: int
    end: int
    candidate: Candidate
    begins_at_cut: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One part of the line: which of a cutting's it is, and its ink."""

    cutting: Cutting
    number: int
    candidate: Candidate

    @property
    def begins_at_cut(self) -> bool:
        """Whether it was cut off from what is at its left."""
        return self.number > 0

    @property
    def ends_at_cut(self) -> bool:
        """Whether it was cut off from what is at its right."""
        return self.number + 1 < self.cutting.parts

    def may_borrow(self, height: float) -> bool:
        """Whether its cutting is wide enough for two characters that share a stroke."""
        return self.cutting.candidate.box.width >= LEAST_SHARED_WIDTH * height


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """Every way to part a line into characters.

    `probabilities`, float32 (runs, labels + 1), are those of each run of parts. `height`: that of
    the line, in px.
    """

    line: Sequence[Candidate]
    height: float
    parts: Sequence[_Part]
    runs: Sequence[_Run]
    probabilities: NDArray[np.float32]

    @property
    def whole(self) -> Candidate:
        """The line as if it were one character."""
        return joined(self.line)

    @property
    def is_undivided(self) -> bool:
        """Whether the line can be nothing but one character."""
        return len(self.runs) == 1

    @property
    def labels_of_wholes(self) -> dict[Cutting, int]:
        """The likeliest label of each candidate of the line that may be one character, uncut."""
        labels = {}
        for run, row in zip(self.runs, self.probabilities, strict=True):
            cutting, *others = self.cuttings_of(run)
            if not others and run.end - run.first == cutting.parts:
                labels[cutting] = int(row.argmax())
        return labels

    def cuttings_of(self, run: _Run) -> tuple[Cutting, ...]:
        """What the parts of a run were cut from, from left to right."""
        return tuple(dict.fromkeys(part.cutting for part in self.parts[run.first : run.end]))

    def path(self, numbers: Sequence[int], cost: float) -> LatticePath:
        """The path of these runs."""
        chosen = tuple(self.runs[number].candidate for number in numbers)
        parts = tuple(part.candidate for part in self.parts)
        return LatticePath(chosen, self.probabilities[list(numbers)], parts, cost)


def as_one(candidate: Candidate, probabilities: NDArray[np.float32]) -> LatticePath:
    """The path through a line of one character, of probabilities float32 (1, labels + 1)."""
    return LatticePath((candidate,), probabilities, (candidate,), 0.0)


def lattices(lines: Sequence[Sequence[Candidate]], eye: Eye) -> Iterator[Lattice]:
    """The lattice of each line of a page, of at least one candidates."""
    runs_left = MOST_RUNS_OF_A_PAGE
    for line in lines:
        height = _height_of(line)
        plain = _are_plain(line, height, eye)
        parts = _parts(line, np.where(plain, np.inf, height))
        runs = list(islice(_runs(parts, height), runs_left + 1))
        if len(runs) > runs_left:
            parts = [_Part(cut(each, np.inf), 0, each) for each in line]
            runs = list(_runs(parts, height))
        runs_left -= min(len(runs), runs_left)
        near = _are_near_best(runs, height, _glances_at(runs, eye), FAR_DETOUR)
        runs = [
            each
            for run, may_borrow in zip(runs, near, strict=True)
            for each in (run, *(_borrowing(run, parts, height) if may_borrow else ()))
        ]
        yield Lattice(line, height, parts, runs, _probabilities(runs, height, eye))


def runs_of(line: Sequence[Candidate]) -> list[Candidate]:
    """Every run of parts of a line that may be one character, as a candidate."""
    height = _height_of(line)
    parts = _parts(line, np.full(len(line), height))
    return [
        each.candidate
        for run in _runs(parts, height)
        for each in (run, *_borrowing(run, parts, height))
    ]


def _height_of(line: Sequence[Candidate]) -> float:
    return float(np.median([candidate.box.height for candidate in line]))


def _are_plain(line: Sequence[Candidate], height: float, eye: Eye) -> NDArray[np.bool_]:
    """Which candidates of a line, (N,), are one character at a glance."""
    narrow = np.array([each.box.width <= WIDEST_PLAIN * height for each in line])
    sure = eye.glance(line)[:, :-1].max(axis=1) >= PLAIN
    return np.asarray(narrow & sure, bool)


def _parts(line: Sequence[Candidate], heights: NDArray[np.float64]) -> list[_Part]:
    """The parts of a line from left to right."""
    cuttings = [cut(*each) for each in zip(line, heights, strict=True)]
    return [
        _Part(cutting, number, cutting.between(number, number + 1))
        for cutting in cuttings
        for number in range(cutting.parts)
    ]


def _runs(parts: Sequence[_Part], height: float) -> Iterator[_Run]:
    """Every run of parts that may be one character, from left to right."""
    for first in range(len(parts)):
        for end in range(first + 1, min(first + MOST_PARTS, len(parts)) + 1):
            run = parts[first:end]
            if len(run) > 1 and not _may_be_one(run, height):
                break
            yield _Run(first, end, _as_candidate(run, 0, 0), run[0].begins_at_cut)


def _borrowing(run: _Run, parts: Sequence[_Part], height: float) -> list[_Run]:
    """The run with what it may borrow at either end, if anything."""
    borrowed = max(round(BORROWED * height), 1)
    own = parts[run.first : run.end]
    margins = []
    if own[0].begins_at_cut and own[0].may_borrow(height):
        margins.append((borrowed, 0))
    if own[-1].ends_at_cut and own[-1].may_borrow(height):
        margins.append((0, borrowed))
    return [replace(run, candidate=_as_candidate(own, *each)) for each in margins]


def _probabilities(runs: Sequence[_Run], height: float, eye: Eye) -> NDArray[np.float32]:
    """Those of the runs of a line, float32 (N, labels + 1); only what matters is looked at."""
    rows = _glances_at(runs, eye)
    near = np.flatnonzero(_are_near_best(runs, height, rows, DETOUR))
    rows[near] = eye.look([runs[int(number)].candidate for number in near])
    return rows


def _glances_at(runs: Sequence[_Run], eye: Eye) -> NDArray[np.float32]:
    return eye.glance([run.candidate for run in runs])


def _may_be_one(run: Sequence[_Part], height: float) -> bool:
    """Whether parts are near enough, and not too wide, to be one character."""
    *before, last = (part.candidate.box for part in run)
    if run[-1].cutting is not run[-2].cutting:
        apart = gap_across(box_around(before), last)
        if apart > FURTHEST * height:
            return False
    return box_around([*before, last]).width <= WIDEST * height


def _as_candidate(run: Sequence[_Part], left: int, right: int) -> Candidate:
    """Parts as one, with so many px borrowed beyond the seams at either end."""
    pieces = []
    for cutting, group in groupby(run, key=lambda part: part.cutting):
        numbers = [part.number for part in group]
        margins = (
            left if cutting is run[0].cutting else 0,
            right if cutting is run[-1].cutting else 0,
        )
        pieces.append(cutting.between(numbers[0], numbers[-1] + 1, *margins))
    return joined(pieces)


def best_path(lattice: Lattice) -> LatticePath:
    """How the line reads best."""
    costs = _costs(lattice.runs, lattice.height, lattice.probabilities)
    ends = len(lattice.parts)
    cheapest = np.full(ends + 1, np.inf)
    cheapest[0] = 0.0
    last: dict[int, int] = {}
    for number in _from_left_to_right(lattice):
        run, cost = lattice.runs[number], costs[number]
        if cheapest[run.first] + cost < cheapest[run.end]:
            cheapest[run.end] = cheapest[run.first] + cost
            last[run.end] = number
    path: list[int] = []
    end = ends
    while end:
        path.insert(0, last[end])
        end = lattice.runs[path[0]].first
    return lattice.path(path, float(cheapest[ends]))


def path_reading(lattice: Lattice, labels: Sequence[int]) -> LatticePath | None:
    """The cheapest path that reads as these labels, at least one, one after the other.

    It may pass over what is none of them, at a cost. None where there is no such path.
    """
    found = _runs_reading(lattice, labels)
    return None if found is None else lattice.path(*found)


def with_doubts(lattice: Lattice, labels: Sequence[int]) -> tuple[int, ...]:
    """The labels, but unreadable where one stands for a candidate that as a whole is no digit.

    Of what is one character, the classifier knows better which. What of it is passed over, or read
    with a neighbour, does not count. What is low and no digit is left out, for it is none of the
    line's characters.
    """
    found = _runs_reading(lattice, labels)
    if found is None:
        return tuple(labels)
    unreadable = lattice.probabilities.shape[1] - 1
    wholes = lattice.labels_of_wholes
    read_of = [lattice.cuttings_of(lattice.runs[number]) for number in found[0]]
    doubted = []
    for label, cuttings in zip(labels, read_of, strict=True):
        lone = len(cuttings) == 1 and read_of.count(cuttings) == 1
        if not lone or wholes.get(cuttings[0]) != unreadable:
            doubted.append(label)
        elif cuttings[0].candidate.box.height >= LOW_PASSED * lattice.height:
            doubted.append(unreadable)
    return tuple(doubted) or tuple(labels)


def _runs_reading(lattice: Lattice, labels: Sequence[int]) -> tuple[list[int], float] | None:
    """The numbers of the runs that a path reads as these labels, and its cost."""
    costs = _costs_of_form(lattice.runs, lattice.height)
    naming = -np.log(np.maximum(lattice.probabilities[:, labels], UNLIKELIEST))
    ends, wanted = len(lattice.parts), len(labels)
    # By the parts that lie behind, and the labels that were read of them.
    cheapest = np.full((ends + 1, wanted + 1), np.inf)
    cheapest[0, 0] = 0.0
    last = np.full(cheapest.shape, -1)
    was_read = np.zeros(cheapest.shape, bool)
    for number in _from_left_to_right(lattice):
        run = lattice.runs[number]
        read = np.append(np.inf, cheapest[run.first, :-1] + costs[number] + naming[number])
        passed = cheapest[run.first] + _cost_of_passing(lattice, run)
        here = np.minimum(read, passed)
        better = here < cheapest[run.end]
        cheapest[run.end, better] = here[better]
        last[run.end, better] = number
        was_read[run.end, better] = (read <= passed)[better]
    if not np.isfinite(cheapest[ends, wanted]):
        return None
    path: list[int] = []
    end, left = ends, wanted
    while end:
        number = int(last[end, left])
        if was_read[end, left]:
            path.insert(0, number)
            left -= 1
        end = lattice.runs[number].first
    return path, float(cheapest[ends, wanted])


def _from_left_to_right(lattice: Lattice) -> list[int]:
    """The numbers of the runs, by where they end."""
    return sorted(range(len(lattice.runs)), key=lambda number: lattice.runs[number].end)


def _are_near_best(
    runs: Sequence[_Run], height: float, probabilities: NDArray[np.float32], detour: float
) -> NDArray[np.bool_]:
    """Which runs of a line, (N,), lie on a path that costs at most so much more than the best one.

    The runs go from left to right.
    """
    costs = _costs(runs, height, probabilities)
    ends = runs[-1].end
    before, behind = np.full(ends + 1, np.inf), np.full(ends + 1, np.inf)
    before[0] = behind[ends] = 0.0
    for run, cost in zip(runs, costs, strict=True):
        before[run.end] = min(before[run.end], before[run.first] + cost)
    for run, cost in zip(reversed(runs), reversed(costs), strict=True):
        behind[run.first] = min(behind[run.first], cost + behind[run.end])
    firsts, lasts = [run.first for run in runs], [run.end for run in runs]
    return np.asarray(before[firsts] + costs + behind[lasts] <= before[ends] + detour, bool)


def _costs(
    runs: Sequence[_Run], height: float, probabilities: NDArray[np.float32]
) -> NDArray[np.float64]:
    """What it costs to take each run for the character it looks most like."""
    readable = np.maximum(probabilities[:, :-1].max(axis=1), REFUSED)
    return np.asarray(_costs_of_form(runs, height) - np.log(readable), np.float64)


def _costs_of_form(runs: Sequence[_Run], height: float) -> NDArray[np.float64]:
    """What it costs to take each run for a character, whichever: cuts, and being too low."""
    heights = np.array([run.candidate.box.height for run in runs]) / height
    cuts = np.array([run.begins_at_cut for run in runs])
    return np.asarray(CUT_COST * cuts + LOW_COST * np.maximum(LOW - heights, 0), np.float64)


def _cost_of_passing(lattice: Lattice, run: _Run) -> float:
    """What it costs to take a run for no character at all."""
    is_low = run.candidate.box.height < LOW_PASSED * lattice.height
    return (PASSING_LOW if is_low else PASSING_HIGH) + CUT_COST * run.begins_at_cut
