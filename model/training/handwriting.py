"""Handwriting: everything of one split that there is to learn from, with its licences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from digit_reader.glyph import SIDE
from digit_reader.weights import Source
from training import examples
from training.datasets import images, mnist, strokes
from training.datasets.samples import Images, Ink
from training.datasets.splits import Split
from training.examples import Examples, Unreadable
from training.negatives import evened, unlike_digits

# Pen digits of the clean sources and of all are drawn so often an epoch, so that pen and scanner
# weigh about the same.
DRAWINGS, RESEARCH_DRAWINGS = 3, 2
# More of one sign by one writer than this, as formulas are full of 1, 2, - and x, is nothing new.
OF_ONE_FORMULA_WRITER = 12
# Strings for each drawing of a pen digit.
STRINGS = 1 / 5
# Marks that nobody could read, for each other example.
NEGATIVE_SHARE = 0.2

NO_IMAGES = Images(np.zeros((0, SIDE, SIDE), np.uint8), [])

FOR_ANYONE = "anyone, also to earn money"
FOR_RESEARCH = "research only; some of the sources allow no other use"
UNIPEN = "CC BY 4.0 as republished; the notice on the CD of 1999 said research use"
NIST = "public domain"


@dataclass(frozen=True, slots=True)
class Handwriting:
    """Scanned digits, pen digits, and signs and letters that look like no digit.

    `drawings`: how often an epoch has each pen digit. `files`: the image files that are otherwise
    a test as a whole. `terms`: who may use what learns from it.
    """

    scanned: Sequence[Images]
    pen: Sequence[Ink]
    signs: Sequence[Ink]
    letters: Images
    sources: tuple[Source, ...]
    drawings: int = DRAWINGS
    files: tuple[str, ...] = ()
    terms: str = FOR_ANYONE

    def epoch(self, seed: tuple[int, ...]) -> Examples:
        """One epoch's examples, fresh for each seed."""
        rng = np.random.default_rng(seed)
        parts = [examples.of_varied_images(each, rng) for each in self.scanned]
        if self.pen:
            parts.append(examples.of_inks(self.pen, self.drawings, rng))
            count = round(len(self.pen) * self.drawings * STRINGS)
            parts.append(examples.of_runs(self._by_writer(), evened(self.signs), count, rng))
        return examples.joined([*parts, self.unreadable(parts, rng)])

    def _by_writer(self) -> list[list[Ink]]:
        writers: dict[str, list[Ink]] = {}
        for digit in self.pen:
            writers.setdefault(digit.writer, []).append(digit)
        return list(writers.values())

    def unreadable(self, others: Sequence[Examples], rng: np.random.Generator) -> Examples:
        """As many marks that nobody could read as belong to so many other examples."""
        count = round(sum(len(part.targets) for part in others) * NEGATIVE_SHARE)
        source = Unreadable(evened(self.signs), self.letters, self.pen)
        return examples.of_unreadable(source, count, rng)


def has_pen_data(folder: Path) -> bool:
    """Whether the folder holds the pen digits, letters and symbols."""
    return (folder / "strokes" / "unipen_digits.jsonl.gz").exists()


def mnist_alone(folder: Path, split: Split) -> Handwriting:
    """What can be learnt where nothing but MNIST is at hand."""
    scanned = mnist.load(folder / "mnist", split)
    return Handwriting([scanned], [], [], NO_IMAGES, (_mnist(scanned),))


def clean(folder: Path, split: Split) -> Handwriting:
    """Every source whose weights anyone may use."""
    scanned = mnist.load(folder / "mnist", split)
    pendigits = _inks(folder, "pendigits", split)
    unipen = _inks(folder, "unipen_digits", split)
    signs = [
        ink
        for name in ("unipen_upper", "unipen_lower", "unipen_symbols")
        for ink in _unlike_digits(_inks(folder, name, split))
    ]
    capitals, small = (
        _letters(folder, name, split) for name in ("az_handwritten_sample", "nist_sd19_sheggs")
    )
    letters = Images(
        np.concatenate([capitals.pictures, small.pictures]), capitals.labels + small.labels
    )
    pen = "pen digits of the writers in the training split"
    return Handwriting(
        [scanned],
        [*pendigits, *unipen],
        signs,
        letters,
        (
            _mnist(scanned),
            Source(
                "Pen-Based Recognition of Handwritten Digits (UCI)",
                len(pendigits),
                "CC BY 4.0",
                pen,
            ),
            Source("UNIPEN train_r01_v07, digits", len(unipen), UNIPEN, pen),
            Source(
                "UNIPEN train_r01_v07, letters and symbols",
                len(signs),
                UNIPEN,
                "as examples of what is no digit",
            ),
            Source(
                "NIST Special Database 19, letters",
                len(letters.labels),
                NIST,
                "as examples of what is no digit",
            ),
        ),
    )


def research(folder: Path, split: Split) -> Handwriting:
    """The clean sources and those that allow research only or do not say."""
    base = clean(folder, split)
    usps = images.load(folder / "singles" / "usps_train.npz", split)
    ardis = images.load(folder / "singles" / "ardis_iv_train.npz", split)
    crohme = few_of_each(_inks(folder, "crohme_symbols", split), OF_ONE_FORMULA_WRITER)
    formulas = _digits(crohme)
    chars74k = _inks(folder, "chars74k_hnd", split)
    # Many of a formula's other signs, named by words, are written like digits.
    letters = _unlike_digits([ink for ink in crohme if len(ink.label) == 1])
    pen = "pen digits and, as examples of what is no digit, letters and signs"
    return Handwriting(
        [*base.scanned, usps, ardis],
        [*base.pen, *formulas, *_digits(chars74k)],
        [*base.signs, *letters, *_unlike_digits(chars74k)],
        base.letters,
        (
            *base.sources,
            Source("USPS", len(usps.labels), "not stated", "digits from US envelopes"),
            Source("ARDIS IV", len(ardis.labels), "research use", "Swedish church books"),
            Source("CROHME", len(formulas) + len(letters), "CC BY-NC-SA 3.0", f"{pen} of formulas"),
            Source("Chars74K, English hand", len(chars74k), "research terms", pen),
        ),
        RESEARCH_DRAWINGS,
        ("usps_train", "ardis_iv_train"),
        FOR_RESEARCH,
    )


def few_of_each(inks: Sequence[Ink], most: int) -> list[Ink]:
    """The inks, of each label by each writer at most so many."""
    seen: Counter[tuple[str, str]] = Counter()
    few = []
    for ink in inks:
        seen[ink.writer, ink.label] += 1
        if seen[ink.writer, ink.label] <= most:
            few.append(ink)
    return few


def with_feedback(others: Handwriting, corrected: Images) -> Handwriting:
    """The same, and what users corrected, as scans that may also be unreadable."""
    source = Source(
        "Feedback",
        len(corrected.labels),
        "sent by its writers to train on",
        "images that users of the service corrected, cut by the reader",
    )
    return replace(others, scanned=[*others.scanned, corrected], sources=(*others.sources, source))


def _mnist(scanned: Images) -> Source:
    return Source("MNIST", len(scanned.labels), "CC BY-SA 3.0", "digits from NIST forms, USA 1990s")


def _inks(folder: Path, name: str, split: Split) -> list[Ink]:
    return strokes.load(folder / "strokes" / f"{name}.jsonl.gz", split)


def _digits(inks: Sequence[Ink]) -> list[Ink]:
    return [ink for ink in inks if ink.label in examples.LABELS]


def _unlike_digits(inks: Sequence[Ink]) -> list[Ink]:
    return [inks[place] for place in unlike_digits([ink.label for ink in inks])]


def _letters(folder: Path, name: str, split: Split) -> Images:
    found = images.load(folder / "letters" / f"{name}.npz", split)
    places = unlike_digits(found.labels)
    return Images(found.pictures[places], [found.labels[place] for place in places])
