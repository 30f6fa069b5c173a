"""The reader: from an image to a reading, the whole way on one page."""

from math import prod
from operator import index
from pathlib import Path

import cv2
import numpy as np

from digit_reader.candidates import (
    all_as_one,
    find_candidates,
    joined,
    without_surroundings,
    without_underlines,
    written_as_one,
)
from digit_reader.classifier import Classifier
from digit_reader.decide import decide, sobered
from digit_reader.eye import Eye
from digit_reader.hatching import is_hatching
from digit_reader.ink import find_ink
from digit_reader.lattice import LatticePath, as_one, lattices
from digit_reader.lines import find_lines
from digit_reader.marks import box_around, find_marks, without_dust
from digit_reader.page import Source, decode
from digit_reader.paper import LEAST_PHOTO, even_ground
from digit_reader.reading import Character, Line, Mode, Reading
from digit_reader.second_look import ON_EVEN_GROUND, ON_PAPER, looked_at_again
from digit_reader.sheet import find_sheet
from digit_reader.sight import (
    Sight,
    without_dark_corners,
    without_dirt,
    without_edges_of_sheet,
    without_ends_of_rules,
    without_grain,
    without_paper_corners,
)
from digit_reader.strip import HEIGHT, LAYERS
from digit_reader.transcriber import Transcriber
from digit_reader.weights import ModelCard, card_of, line_weights_for, weights_for

# Many threads read at once, each its own page; OpenCV's would only wait for each other.
cv2.setNumThreads(1)


class Reader:
    """Reads handwriting. One reader serves any number of threads."""

    def __init__(
        self, charset: str = "digits", max_megapixels: float = 50.0, weights: Path | None = None
    ) -> None:
        """Loads the weights shipped for a charset or, instead, a `.tflite` file beside its card.

        An image of more than `max_megapixels` million pixels is refused before it is decoded; more
        than 178 are never read. Raises UnknownCharset.
        """
        path = weights or weights_for(charset)
        self.card: ModelCard = card_of(path)
        self._classifier = Classifier(path)
        self._transcriber = Transcriber(line_weights_for(self.card.charset))
        self._max_megapixels = max_megapixels

    def warm_up(self) -> None:
        """Makes this thread ready now, rather than at its first read."""
        self._classifier.warm_up()
        self._transcriber.transcript(np.zeros((HEIGHT, HEIGHT, LAYERS), np.uint8))

    def read(self, source: Source, mode: Mode = "multi", alternatives: int = 3) -> Reading:
        """What is written on an image.

        `source` is a path, the bytes of an image file, a binary file object, a PIL image or a
        uint8 array of shape (H, W), (H, W, 3) RGB or (H, W, 4) RGBA. The mode `single` takes all
        ink as one character, `multi` finds lines and characters by itself. Each character comes
        with at most `alternatives` (0..9) next likeliest labels.

        Raises an ImageError (EmptyImage, UnknownFormat, BrokenImage, TooManyPixels) for an image
        that cannot be read, ValueError for an unknown mode or a number of alternatives outside
        0..9, TypeError for another kind of source or no whole number, and OSError where a path
        cannot be opened.
        """
        if index(alternatives) not in range(10):
            raise ValueError(f"There are 0 to 9 alternatives, not {alternatives}.")
        return self.conclude(self.see(source, mode), alternatives)

    def see(self, source: Source, mode: Mode = "multi") -> Sight:
        """What `read` sees on an image before it decides; raises what `read` raises."""
        if mode not in ("single", "multi"):
            raise ValueError(f"The mode is single or multi, not {mode!r}.")
        page = decode(source, self._max_megapixels)
        sheet = find_sheet(page.grey)
        greys = sheet.greys
        ground = even_ground(sheet.window)
        ink = sheet.on_page(find_ink(sheet.window, ground))
        marks = find_marks(ink)
        if ground is None or min(ink.shape) >= LEAST_PHOTO:
            marks = without_dust(marks)
        eye = Eye(self._classifier)
        photographed = ground is None and min(greys.shape) >= LEAST_PHOTO
        if mode == "single":
            whole = marks if ground is not None else written_as_one(marks, ink.shape)
            paths = [as_one(each, eye.look([each])) for each in all_as_one(ink, whole)]
        else:
            written = without_surroundings(marks, ink.shape) if photographed else marks
            lines = find_lines(find_candidates(ink, without_underlines(written)))
            trust = ON_PAPER if ground is None else ON_EVEN_GROUND
            found = [
                looked_at_again(lattice, self._transcriber, greys, trust)
                for lattice in lattices(lines, eye)
            ]
            paths = [self._as_one_if_hatching(path, eye) for path in found]
            if ground is None:
                without_ends = without_paper_corners if photographed else without_dark_corners
                paths = without_ends(paths, ink.shape)
        if photographed:
            paths = without_edges_of_sheet(without_ends_of_rules(paths), sheet.paper)
        if ground is None:
            paths = without_grain(paths, ink.shape)
        return Sight(page, ink, tuple(without_dirt(paths)))

    def conclude(self, sight: Sight, alternatives: int = 3) -> Reading:
        """The reading of what was seen, with at most so many alternatives (0..9) each."""
        page = sight.page
        lines: list[Line] = []
        characters: list[Character] = []
        for number, path in enumerate(sight.lines):
            rows = sobered(path.probabilities, path.glyphs)
            members = [
                decide(row, self.card.labels, alternatives, page.on_source(each.box), number)
                for row, each in zip(rows, path.candidates, strict=True)
            ]
            confidence = path.belief * prod(each.confidence for each in members)
            box = box_around([each.box for each in members])
            lines.append(Line("".join(each.text for each in members), confidence, box))
            characters += members
        return Reading(
            text="\n".join(line.text for line in lines),
            confidence=float(prod(line.confidence for line in lines)),
            lines=tuple(lines),
            characters=tuple(characters),
            width=page.width,
            height=page.height,
        )

    def _as_one_if_hatching(self, path: LatticePath, eye: Eye) -> LatticePath:
        if not is_hatching(path, self.card.labels.index("1")):
            return path
        whole = joined(path.candidates)
        return as_one(whole, eye.look([whole]))
