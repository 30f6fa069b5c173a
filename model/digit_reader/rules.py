"""Rules: ruled lines, table lines and frames go, and what is written across them stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.joints import without_joints
from digit_reader.marks import CONNECTS
from digit_reader.paper import LEAST_PHOTO

# A rule is inked along this share of the page; a frame, near its border, may be broken more.
LEAST_FILL = 0.75
FRAME_FILL = 0.55
FRAME_BAND = 0.1
# A rule is no thicker than this share of the page, or than so many pixels.
THICKEST = 1 / 30
THICKEST_PX = 3
# It runs into the border of the page on one side at least, give or take this share of the page.
END = 0.03
# A page that is smaller, px on its longer side, is a single character cut out, no form.
LEAST_SIDE = 48
SMALL_SIDE = 100
# A frame has rules near so many of the edges of its page, and a ruled page has so many rules.
LEAST_FRAME = 3
LEAST_RULES = 3
# A page that is lower, px, may be a line cut out, whose upright strokes are as long as rules.
LINE_HEIGHT = 100
# A page with more rules than this is texture.
MOST_RULES = 100
# A rule that is mostly weaker than this, of 255, is faint, and nowhere so many times stronger.
FAINT = 110
STRONGER = 1.6
# On a ruled page, what leaves it above or below is a rule, too, if it is inked along where it shows
# and leans as others do, give or take this. It is to show along this share of the page's width, or
# what it lacks of it counts as bare.
SHORTEST = 0.2
ALIKE = 0.03
# Rules are looked for in a picture so many pixels long, leaning by so much to either side; those of
# drawings and scans lean slightly.
LONG_SIDE = 600
LEANS = np.linspace(-0.18, 0.18, 73)
SLIGHT_LEANS = LEANS[22:51]
# In photographs, they may hang by so much of their length in the middle, or rise; they are bent if
# that makes rows of ink so much more unlike each other. So many places will do to tell.
SAGS = np.linspace(-0.03, 0.03, 13)
BENT = 1.1
FEW = 3000
# Leaning and hanging, they may begin or end so far above and below a page, in widths of it.
BEYOND = float(LEANS.max() / 2 + SAGS.max())
# A thin one is lost where it is averaged with the paper around: of what is shrunk to one pixel,
# this share, of 255, need be ink.
THIN = 25


# What of some ink, uint8 (H, W), is so many px high, and so crosses a rule that is less thick.
Crossing = Callable[[NDArray[np.uint8], int], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule across a page: how far down the page's middle, how much it leans, and its reach, px.

    It reaches so far up and down, what its measure leaves open included.
    """

    middle: float
    lean: float
    reach: float

    def rows(self, shape: tuple[int, ...]) -> slice:
        """The rows of a page of a shape (H, W) in which the rule and what crosses it lies."""
        height, width = shape
        around = 3 * self.reach + abs(self.lean) * width / 2 + 2
        return slice(max(int(self.middle - around), 0), min(int(self.middle + around) + 2, height))

    def at_edge(self, height: int) -> bool:
        """Whether it runs along the upper or the lower edge of a page so many px high."""
        return min(self.middle, height - self.middle) - self.reach <= 1

    def is_near_edge(self, height: int) -> bool:
        """Whether it is where a frame of a page so many px high may be."""
        return min(self.middle, height - self.middle) - self.reach <= 1 + FRAME_BAND * height

    def leaves(self, shape: tuple[int, ...]) -> bool:
        """Whether it leaves a page of a shape (H, W) above or below."""
        height, width = shape
        drop = abs(self.lean) * width / 2
        return self.middle < drop or self.middle + drop > height

    def band(self, rows: slice, width: int) -> NDArray[np.bool_]:
        """Where in some rows of a page the rule is, bool (rows, W)."""
        line = self.middle - (np.arange(width) - width / 2) * self.lean
        return np.abs(np.arange(rows.start, rows.stop)[:, None] + 0.5 - line) <= self.reach


def without_rules(ink: NDArray[np.uint8], ground: int | None) -> NDArray[np.uint8]:
    """The ink, uint8 (H, W), without the rules across the page and down it.

    `ground` is the one grey of its paper, None where light is uneven. Where nothing would be left,
    and it is no photograph, the rules were the writing, and stay. So they do on a small page that
    holds a single mark: its arm or foot may be as long and thin as a rule. On a drawing, or in a
    line cut out, there are no rules down the page alone.
    """
    longer = max(ink.shape)
    if longer < LEAST_SIDE or (longer < SMALL_SIDE and _holds_one_mark(ink)):
        return ink
    if ground is not None and not _reaches_border(ink):
        return ink
    if ground is None and min(ink.shape) >= LEAST_PHOTO:
        small = _Small.of(ink)
        across = _without_bent(ink, small)
        small = small if across.ink is ink else _Small.of(across.ink)
        down = _without_bent(across.ink.T, small.turned)
        left = np.ascontiguousarray(down.ink.T)
        return without_joints(left, ink, min(across.apart, down.apart))
    left = _without_straight(ink, ground)
    return np.ascontiguousarray(left) if (left > CONNECTS).any() else ink


@dataclass(frozen=True, slots=True, eq=False)
class _Left:
    """The ink, uint8 (H, W), that rules leave, and how far `apart` they are, px; 0 if too few."""

    ink: NDArray[np.uint8]
    apart: float = 0


def _without_bent(ink: NDArray[np.uint8], small: "_Small") -> _Left:
    """The ink, uint8 (H, W), of a photograph without the rules across it, bent as its paper is.

    It is the very same where there are none.
    """
    sag = _sag(small)
    # So that nothing is lost beyond the border while the page is flat.
    room = abs(sag)
    flat = _bent(np.pad(ink, ((room, room), (0, 0))), -sag) if sag else ink
    small = _Small.of(flat) if sag else small
    rules = _rules_across(flat, small, LEANS)
    if not rules:
        return _Left(ink)
    apart = _apart(rules)
    if len(rules) >= LEAST_RULES:
        rules += _cut_off(small, rules, flat.shape)
    left = np.maximum(_without(rules, flat, _upright_or_aslant), _along_faint(rules, flat))
    return _Left(_bent(left, sag)[room : room + len(ink)], apart)


def _apart(rules: Sequence[_Rule]) -> float:
    """How far apart rules mostly are, px; 0 where they are few."""
    if len(rules) < LEAST_RULES:
        return 0
    return float(np.median(np.diff(sorted(rule.middle for rule in rules))))


def _without_straight(ink: NDArray[np.uint8], ground: int | None) -> NDArray[np.uint8]:
    """The ink, uint8 (H, W), of a drawing, a scan or a small picture without its rules."""
    leans = LEANS if ground is None else SLIGHT_LEANS
    small = _Small.of(ink)
    across = _rules_across(ink, small, leans)
    left = _without(across, ink, _upright)
    turned = (_Small.of(left) if across else small).turned
    down = _rules_across(left.T, turned, leans)
    # What runs aslant through a frame belongs to its neighbour in the form.
    crossing: Crossing = _upright
    if not _has_frame(across, down, ink.shape):
        crossing = _upright_or_aslant
        if ground is not None:
            across = _but_strokes(across, ink.shape)
        if not across and (ground is not None or ink.shape[0] < LINE_HEIGHT):
            down = []
    return _without(down, _without(across, ink, crossing).T, crossing).T


def _sag(small: "_Small") -> int:
    """By how many px rules of a photograph hang lower in the middle than at their ends, or higher.

    They are as bent as makes rows of ink the most unlike each other.
    """
    if not small.may_hold_rules:
        return 0
    inked = small.thin.few()
    sags = np.rint(SAGS * inked.columns)
    contrasts = [
        max(float(np.square(inked.fill(lean, sag)).sum()) for lean in LEANS[::4]) for sag in sags
    ]
    best = int(np.argmax(contrasts))
    is_bent = contrasts[best] > BENT * contrasts[len(sags) // 2]
    return round(float(sags[best]) / small.scale) if is_bent else 0


def _bent(ink: NDArray[np.uint8], sag: int) -> NDArray[np.uint8]:
    """The ink, (H, W), with its middle column so many px lower, the others less, the first not."""
    if sag == 0:
        return ink
    height, width = ink.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    drop = np.rint(sag * _bow(x[0] - width / 2, width)).astype(np.float32)
    moved = cv2.remap(ink, x, y - drop, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT)
    return np.asarray(moved, np.uint8)


def _bow(x: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """1 in the middle of so many columns, x from there, and 0 at the first and the last."""
    return np.asarray(1 - np.square(x * (2 / width)), np.float32)


def _reaches_border(ink: NDArray[np.uint8]) -> bool:
    """Whether there is ink near an end of the page."""
    height, width = ink.shape
    across, down = max(round(END * width), 1), max(round(END * height), 1)
    ends = (ink[:, :across], ink[:, -across:], ink[:down], ink[-down:])
    return any(bool((end > CONNECTS).any()) for end in ends)


def _but_strokes(across: Sequence[_Rule], shape: tuple[int, ...]) -> list[_Rule]:
    """The rules across a drawing of a shape (H, W) but what may be strokes.

    Where it is cut out close, its outermost strokes run along its edges, as straight as rules; of a
    single digit, which is no wider than high, any stroke may run from end to end.
    """
    height, width = shape
    if width <= height and len(across) < LEAST_RULES:
        return []
    return [rule for rule in across if not rule.at_edge(height)]


def _has_frame(across: Sequence[_Rule], down: Sequence[_Rule], shape: tuple[int, ...]) -> bool:
    """Whether there are rules near most edges of a page of a shape (H, W)."""
    height, width = shape
    near = [rule.is_near_edge(height) for rule in across]
    near += [rule.is_near_edge(width) for rule in down]
    return sum(near) >= LEAST_FRAME


def _holds_one_mark(ink: NDArray[np.uint8]) -> bool:
    _, _, stats, _ = cv2.connectedComponentsWithStats((ink > CONNECTS).astype(np.uint8))
    sizes = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    return int(np.count_nonzero(sizes >= max(ink.shape) / 5)) <= 1


def _without(
    rules: Sequence[_Rule], ink: NDArray[np.uint8], crossing: Crossing
) -> NDArray[np.uint8]:
    """The ink, uint8 (H, W), without what is rule, and no stroke across it."""
    if not rules:
        return ink
    inked = (ink > CONNECTS).astype(np.uint8)
    left = ink.copy()
    for rule in rules:
        rows = rule.rows(ink.shape)
        band = rule.band(rows, ink.shape[1])
        there = inked[rows]
        strokes = cv2.dilate(crossing(there, int(2 * rule.reach + 2)), np.ones((1, 3)))
        left[rows][band & (strokes == 0)] = 0
    return left


def _upright(inked: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """What of ink, uint8 (H, W), is so many px high, upright: a stroke across a thinner rule."""
    return np.asarray(cv2.morphologyEx(inked, cv2.MORPH_OPEN, np.ones((height, 1))), np.uint8)


def _upright_or_aslant(inked: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    """The same or, as in the waist of an 8, aslant, and longer than where two rules cross."""
    size = max(height, 2 * height - 10)
    # Around the page there is no ink, or a stroke could run past the end of a rule at its edge.
    around = np.pad(inked, size)
    aslant = np.eye(size, dtype=np.uint8)
    both = [cv2.morphologyEx(around, cv2.MORPH_OPEN, way) for way in (aslant, aslant[::-1])]
    found = np.max(both, axis=0)[size:-size, size:-size]
    return np.asarray(np.maximum(_upright(inked, height), found), np.uint8)


def _along_faint(rules: Sequence[_Rule], ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink, uint8 (H, W), that lies along faint rules and is too strong to be theirs."""
    written = np.zeros_like(ink)
    for rule in rules:
        rows = rule.rows(ink.shape)
        band = rule.band(rows, ink.shape[1])
        along = np.where(band, ink[rows], 0)
        usual = float(np.median(along.max(axis=0)[band.any(axis=0)]))
        if usual < FAINT:
            along[along <= STRONGER * usual] = 0
            np.maximum(written[rows], along, out=written[rows])
    return written


def _rules_across(
    ink: NDArray[np.uint8], small: "_Small", leans: NDArray[np.float64]
) -> list[_Rule]:
    """The rules across the page: those that run into its border, or all, if they are many."""
    rules = _straight_rows(small, leans, shortest=1)
    if len(rules) >= LEAST_RULES and min(ink.shape) >= LEAST_PHOTO:
        return rules
    end = max(round(END * ink.shape[1]), 1)
    inked = ink > CONNECTS
    return [rule for rule in rules if _is_inked_at_ends(rule, inked, end)]


def _cut_off(small: "_Small", others: Sequence[_Rule], shape: tuple[int, ...]) -> list[_Rule]:
    """The rules that leave a page of a shape (H, W) above or below and lean as others do."""
    known = [rule.lean for rule in others]
    alike = LEANS[(min(known) - ALIKE <= LEANS) & (max(known) + ALIKE >= LEANS)]
    return [rule for rule in _straight_rows(small, alike, SHORTEST) if rule.leaves(shape)]


def _is_inked_at_ends(rule: _Rule, inked: NDArray[np.bool_], end: int) -> bool:
    rows = rule.rows(inked.shape)
    there = rule.band(rows, inked.shape[1]) & inked[rows]
    return bool(there[:, :end].any() or there[:, -end:].any())


def _straight_rows(small: "_Small", leans: NDArray[np.float64], shortest: float) -> list[_Rule]:
    """Rows that are inked almost from end to end, whichever way they lean.

    One that leaves the page above or below ends there; what it lacks of the shortest share of the
    page's width counts as bare.
    """
    if not small.may_hold_rules:
        return []
    thin, thick, scale = small.thin, small.thick, small.scale
    fill = np.stack([thin.fill(lean) / thin.seen(lean, shortest) for lean in leans])
    least = np.full(fill.shape[1], LEAST_FILL)
    band = round(FRAME_BAND * thin.rows) + thin.pad
    least[:band] = least[-band:] = FRAME_FILL
    rules: list[_Rule] = []
    while (fill / least).max() >= 1 and len(rules) < MOST_RULES:
        number, row = (int(i) for i in np.unravel_index((fill / least).argmax(), fill.shape))
        lean = float(leans[number])
        first, last = _rows_around(row, thick.fill(lean) / thick.seen(lean, shortest))
        thickness = (last - first + 1) / scale
        if thickness <= max(thin.columns / scale * THICKEST, THICKEST_PX):
            middle = ((first + last + 1) / 2 - thin.pad) / scale
            rules.append(_Rule(middle, lean, thickness / 2 + 1 + 0.5 / scale))
        fill[:, max(first - 2, 0) : last + 3] = 0
        fill[:, row] = 0
    return rules


def _rows_around(row: int, fill: NDArray[np.float64]) -> tuple[int, int]:
    """The first and the last row, of those around one, that are at least half as inked as it."""
    peak = max(row - 1, 0) + int(fill[max(row - 1, 0) : row + 2].argmax())
    near = np.flatnonzero(fill < fill[peak] / 2)
    first = int(near[near < peak].max(initial=-1)) + 1
    last = int(near[near > peak].min(initial=len(fill))) - 1
    return first, last


@dataclass(frozen=True, slots=True, eq=False)
class _Small:
    """A page, smaller by a scale, to look for rules in: `inked` or not, and how much, `ink`."""

    inked: NDArray[np.uint8]
    ink: NDArray[np.uint8]
    scale: float

    @classmethod
    def of(cls, ink: NDArray[np.uint8]) -> "_Small":
        """That of the ink, uint8 (H, W), of a page."""
        scale = min(LONG_SIDE / max(ink.shape), 1.0)
        inked = (ink > CONNECTS).astype(np.uint8) * 255
        if scale == 1:
            return cls(inked, ink, scale)
        height, width = ink.shape
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        shrunk = [cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (inked, ink)]
        return cls(np.asarray(shrunk[0], np.uint8), np.asarray(shrunk[1], np.uint8), scale)

    @property
    def turned(self) -> "_Small":
        """That of the page on its side."""
        sides = [np.ascontiguousarray(each.T) for each in (self.inked, self.ink)]
        return _Small(sides[0], sides[1], self.scale)

    @property
    def may_hold_rules(self) -> bool:
        """Whether enough of its columns are inked: a rule across it has a place in each."""
        return bool((self.inked > THIN).any(axis=0).mean() >= FRAME_FILL)

    @property
    def thin(self) -> "_Inked":
        """Its inked places, without losing what is thin or lies between two rows."""
        if self.scale == 1:
            return _Inked.of(self.inked > 0)
        return _Inked.of(cv2.dilate(self.inked, np.ones((2, 1), np.uint8)) > THIN)

    @property
    def thick(self) -> "_Inked":
        """Its inked places, what is thin no thicker than it is."""
        return _Inked.of(self.ink > CONNECTS)


@dataclass(frozen=True, slots=True, eq=False)
class _Inked:
    """Where a picture of so many rows and columns is inked: `x`, from its middle, and `y`, px."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    rows: int
    columns: int

    @classmethod
    def of(cls, picture: NDArray[np.bool_]) -> "_Inked":
        """The inked places of a picture, (rows, columns)."""
        rows, columns = picture.shape
        y, x = np.nonzero(picture)
        return cls((x - columns / 2).astype(np.float32), y.astype(np.float32), rows, columns)

    @property
    def pad(self) -> int:
        """So many rows above and below the picture may leaning ones begin and end."""
        return round(BEYOND * self.columns) + 2

    def seen(self, lean: float, shortest: float) -> NDArray[np.float64]:
        """How much of each row that leans so is on the picture, no less than the shortest share."""
        if lean == 0:
            return np.ones(self.rows + 2 * self.pad)
        y = np.arange(self.rows + 2 * self.pad) + 0.5 - self.pad
        ends = np.stack([y, y - self.rows]) / (lean * self.columns)
        inside = np.abs(np.diff(np.clip(ends, -0.5, 0.5), axis=0)[0])
        return np.asarray(np.maximum(inside, shortest), np.float64)

    def few(self) -> "_Inked":
        """About FEW of the places, or all where there are no more."""
        every = max(len(self.x) // FEW, 1)
        return replace(self, x=self.x[::every], y=self.y[::every])

    def fill(self, lean: float, sag: float = 0) -> NDArray[np.float64]:
        """The share inked of each row, from `pad` above the picture, that leans and sags so."""
        y = self.y + np.float32(lean) * self.x + np.float32(self.pad + 0.5)
        if sag:
            y -= np.float32(sag) * _bow(self.x, self.columns)
        rows = y.astype(np.intp)
        return np.bincount(rows, minlength=self.rows + 2 * self.pad) / self.columns
