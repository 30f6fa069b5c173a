"""Saying no: how much of what is no digit is answered with one, at any confidence."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from digit_reader import Mode, Reader
from training import negatives
from training.benchmark.accuracy import SEED
from training.benchmark.protocol import single, string
from training.benchmark.things import THINGS
from training.datasets import images, strokes
from training.datasets.samples import Ink
from training.negatives import unlike_digits
from training.pen import any_hand, drawn
from training.shapes import traced

COUNT = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Pages, uint8 (H, W), of one kind, on each something that is no digit: what it shows."""

    name: str
    pages: tuple[NDArray[np.uint8], ...]
    shown: tuple[str, ...]
    mode: Mode = "single"


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What each page is read as where nothing on it was refused, else None."""

    marks: Marks
    texts: tuple[str | None, ...]

    @property
    def answered(self) -> float:
        """The share answered with digits alone, in percent."""
        return 100 * float(np.mean([text is not None for text in self.texts]))

    @property
    def worst(self) -> str:
        """What is answered most often, with the shares answered, for what occurs ten times."""
        met = Counter(self.marks.shown)
        given = Counter(
            shown
            for shown, text in zip(self.marks.shown, self.texts, strict=True)
            if text is not None
        )
        shares = {shown: given[shown] / n for shown, n in met.items() if n >= 10 and given[shown]}
        highest = sorted(shares, key=lambda shown: -shares[shown])[:6]
        return ", ".join(f"{shown} {shares[shown]:.0%}" for shown in highest)


def answers(reader: Reader, marks: Marks) -> Answers:
    """The marks, read."""
    texts = [reader.read(page, mode=marks.mode).text for page in marks.pages]
    return Answers(marks, tuple(None if "?" in text else text or None for text in texts))


def unreadable_sets(data: Path) -> Iterator[Marks]:
    """Marks of writers and sources that no training saw, each set made when it is asked for."""
    rng = np.random.default_rng(SEED)
    signs = [
        ink
        for name in ("unipen_upper", "unipen_lower", "unipen_symbols")
        for ink in strokes.load(data / "strokes" / f"{name}.jsonl.gz", "test")
    ]
    kept = [signs[place] for place in unlike_digits([ink.label for ink in signs])]
    chosen = [kept[place] for place in rng.permutation(len(kept))[: 4 * COUNT]]
    yield Marks(
        "letters and signs, UNIPEN",
        tuple(single(ink, rng).page for ink in chosen),
        tuple(ink.label for ink in chosen),
    )
    few, own = chosen[:COUNT], np.random.default_rng(SEED)
    alone = tuple(single(ink, own).page for ink in few)
    shown = tuple(ink.label for ink in few)
    yield Marks("the same alone, as a number", alone, shown, mode="multi")
    digits = [
        ink
        for name in ("pendigits", "unipen_digits")
        for ink in strokes.load(data / "strokes" / f"{name}.jsonl.gz", "test")
    ]
    amid = tuple(_amid(ink, digits, own) for ink in few)
    yield Marks("the same among digits, nearly touching", amid, shown, mode="multi")
    for name in ("tasnimul_pen62", "omniglot_latin"):
        found = images.load_all(data / "letters" / f"{name}.npz")
        places = unlike_digits(found.labels)
        yield Marks(
            f"letters, {name}",
            tuple(found.pictures[places]),
            tuple(found.labels[place] for place in places),
        )
    scribbles = [Ink("", tuple(negatives.scribble(rng)), "") for _ in range(COUNT)]
    yield from _drawn_both_ways("scribbles", scribbles)
    yield _drawn(
        "two or three digits glued",
        [Ink("", tuple(negatives.glued(digits, rng)), "") for _ in range(COUNT)],
    )
    yield _halves(digits)
    yield from _drawn_both_ways("things: crowns, cups, flags and such", _things())


def _amid(sign: Ink, digits: Sequence[Ink], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A page with two to four digits, of whichever writers, and the sign somewhere among them."""
    chosen = [digits[int(i)] for i in rng.integers(len(digits), size=int(rng.integers(2, 5)))]
    chosen.insert(int(rng.integers(len(chosen) + 1)), sign)
    return string(chosen, "near", rng).page


def _things() -> list[Ink]:
    rng = np.random.default_rng(SEED)
    names = [name for name in THINGS for _ in range(COUNT // len(THINGS))]
    return [Ink(name, tuple(traced(THINGS[name](rng), rng)), "") for name in names]


def _drawn_both_ways(name: str, inks: list[Ink]) -> Iterator[Marks]:
    """Each alone on a page that is said to be one digit, and on one that may be a number."""
    marks = _drawn(name, inks)
    yield marks
    yield replace(marks, name="the same, as a number", mode="multi")


def _drawn(name: str, inks: list[Ink]) -> Marks:
    rng = np.random.default_rng(SEED)
    return Marks(
        name,
        tuple(single(ink, rng).page for ink in inks),
        tuple(ink.label for ink in inks),
    )


def _halves(digits: list[Ink]) -> Marks:
    rng = np.random.default_rng(SEED)
    pages: list[NDArray[np.uint8]] = []
    shown: list[str] = []
    while len(pages) < COUNT:
        digit = digits[int(rng.integers(len(digits)))]
        half = negatives.half(drawn(digit.strokes, any_hand(rng), rng), digit.label, rng)
        if half is not None:
            pages.append(np.pad(half, 8))
            shown.append(f"half of {digit.label}")
    return Marks("halves of digits", tuple(pages), tuple(shown))
