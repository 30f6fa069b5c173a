"""The eye: the classifier at work on one page.

A candidate is shown to it where it is found, and again as one of the ways to part its line. It
looks the same both times, and one glance is enough.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digit_reader.candidates import Candidate
from digit_reader.classifier import Classifier


class Eye:
    """Looks at the candidates of one page, and remembers what it glanced at."""

    def __init__(self, classifier: Classifier) -> None:
        """It asks a classifier, and remembers nothing yet."""
        self._classifier = classifier
        self._seen: dict[Candidate, NDArray[np.float32]] = {}

    def glance(self, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """Of at least one candidate, the probabilities as far as a quick look tells.

        They are float32 (N, labels + 1), that of being unreadable last.
        """
        new = [each for each in dict.fromkeys(candidates) if each not in self._seen]
        if new:
            rows = self._classifier.glanced_at(_glyphs_of(new))
            self._seen.update(zip(new, rows, strict=True))
        return np.stack([self._seen[each] for each in candidates])

    def look(self, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """The same, with a thorough look at what is not plain."""
        return self._classifier.looked_at(_glyphs_of(candidates), self.glance(candidates))


def _glyphs_of(candidates: Sequence[Candidate]) -> NDArray[np.uint8]:
    return np.stack([each.glyph for each in candidates])
