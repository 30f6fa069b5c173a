"""Company: what stands amid digits is rather a digit, too.

How often people write what is no digit was measured over all that they write (training/
calibrate.py). In a line whose other characters can be read for sure it is rarer, and other prior
odds make other odds (Saerens, Latinne, Decaestecker: Adjusting the Outputs of a Classifier to New a
Priori Probabilities, 2002). What nobody could read stays unreadable there, too.
"""

from dataclasses import replace

import numpy as np

from digit_reader.lattice import LatticePath

# So many others of a line, each as sure as this, are company, if none of the others is unreadable.
LEAST = 2
SURE = 0.9
# By how much the odds that a character is unreadable are lower in company.
ODDS = float(np.exp(-2))


def in_company(line: LatticePath) -> LatticePath:
    """The line with the odds of those of its characters that are in company."""
    if len(line.candidates) <= LEAST:
        return line
    sure = line.probabilities[:, :-1].max(axis=1) >= SURE
    unreadable = line.probabilities.argmax(axis=1) == line.probabilities.shape[1] - 1
    others_sure = np.count_nonzero(sure) - sure
    others_unreadable = np.count_nonzero(unreadable) - unreadable
    has_company = (others_sure >= LEAST) & (others_unreadable == 0)
    odds = line.probabilities.copy()
    odds[has_company, -1] *= ODDS
    return replace(line, probabilities=odds / odds.sum(axis=1, keepdims=True))
