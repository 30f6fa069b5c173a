"""The sheet: of a photograph, what is paper, and not the table it lies on."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from digit_reader.marks import window_of
from digit_reader.paper import LEAST_PHOTO, even_ground
from digit_reader.reading import Box

# The sheet is looked for in a picture of so many pixels on its shorter side, without strokes, which
# are thinner than this.
SHORT_SIDE = 160
THICKEST_STROKE = 9
# It ends where light falls to this share within so many px.
STEP = 0.85
NEAR = 5
# What is this far apart, px, is on either side of an edge.
EDGE_REACH = 12
# The edge of a shadow goes on beyond the sheet; it is thinner than this, px, and no part of what
# surrounds it is smaller than its square.
SPUR = 13
# It fills at least this share of the page, of its hull, and of the least rectangle around it.
LEAST_AREA = 0.25
LEAST_SOLID = 0.85
LEAST_RECTANGLE = 0.6
# Of the four sides of the page, at least so many in all show what surrounds it: a shadow has one
# edge or two.
LEAST_BARE = 3.0
# What is so near to its edge, relative to the shorter side, shows the edge itself.
EDGE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The sheet of a page.

    `greys`, uint8 (H, W), is the page as if the sheet went on beyond its edges, `paper`, of 0 and
    255, where it is and does not show its edge, and `box` is around that.
    """

    greys: NDArray[np.uint8]
    paper: NDArray[np.uint8]
    box: Box

    @property
    def window(self) -> NDArray[np.uint8]:
        """The greys in its box."""
        return window_of(self.greys, self.box)

    def on_page(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Ink found in its window as ink of the page, uint8 (H, W): there is none off the sheet."""
        page = np.zeros_like(self.greys)
        window_of(page, self.box)[:] = cv2.bitwise_and(ink, window_of(self.paper, self.box))
        return page


def find_sheet(page: NDArray[np.uint8]) -> Sheet:
    """The sheet on a page, uint8 (H, W): all of it, unless it lies on something darker.

    A drawing has none: what is light on its even ground is bold or dense ink.
    """
    height, width = page.shape
    if min(page.shape) < LEAST_PHOTO or _is_bright_to_the_border(page):
        return _whole(page)
    if even_ground(page) is not None:
        return _whole(page)
    scale = SHORT_SIDE / min(page.shape)
    size = (round(width * scale), round(height * scale))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    light = np.asarray(cv2.medianBlur(small, THICKEST_STROKE), np.uint8)
    inner = cv2.morphologyEx(1 - _surroundings(light), cv2.MORPH_OPEN, np.ones((SPUR, SPUR)))
    solid = _solid(np.asarray(inner, np.uint8))
    if solid is None:
        return _whole(page)
    edge = np.ones((2 * round(EDGE * SHORT_SIDE) + 1,) * 2, np.uint8)
    within = np.asarray(cv2.erode(solid, edge, borderValue=255), np.uint8)
    beyond = cv2.resize(_spread(light, within), (width, height))
    paper = cv2.inRange(cv2.resize(within, (width, height)), np.array([128]), np.array([255]))
    greys = np.where(paper, page, beyond).astype(np.uint8)
    return Sheet(greys, np.asarray(paper, np.uint8), Box(*cv2.boundingRect(paper)))


def _whole(page: NDArray[np.uint8]) -> Sheet:
    height, width = page.shape
    return Sheet(page, np.full_like(page, 255), Box(0, 0, width, height))


def _is_bright_to_the_border(page: NDArray[np.uint8]) -> bool:
    """Whether a glance tells that too little of a page is lighter than its border."""
    border = np.median(_border(page[::8, ::8]))
    return bool(border > STEP * np.quantile(page[::8, ::8], 1 - LEAST_AREA))


def _surroundings(light: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What surrounds the sheet, 1 or 0, (H, W), by the light of a page without strokes.

    It is darker than the sheet and goes from the border up to a sharp edge.
    """
    # No strip of it is narrower than its edge is thick once the border goes on.
    wide = np.pad(light, NEAR, "edge")
    near = np.ones((NEAR, NEAR), np.uint8)
    is_edge = cv2.erode(wide, near) <= STEP * cv2.dilate(wide, near).astype(np.float32)
    _, found = cv2.connectedComponents((~is_edge).view(np.uint8), connectivity=4)
    regions = np.asarray(found, np.int32)
    bright = np.bincount(regions[~is_edge & (wide >= np.quantile(wide, 1 - LEAST_AREA))])
    sheet = int(bright.argmax()) if bright.size else 0
    large = np.flatnonzero(np.bincount(regions.ravel()) >= SPUR**2)
    at_border = np.setdiff1d(np.intersect1d(large, _border(regions)), [0, sheet])
    outer = [each for each in at_border if _is_darker(regions == each, regions == sheet, wide)]
    around = cv2.dilate(np.isin(regions, outer).view(np.uint8), near)
    return np.asarray(around[NEAR:-NEAR, NEAR:-NEAR], np.uint8)


def _is_darker(
    region: NDArray[np.bool_], sheet: NDArray[np.bool_], light: NDArray[np.uint8]
) -> bool:
    """Whether a region, (H, W), is darker than the sheet: beside it, where light is the same."""
    across_edge = np.ones((2 * EDGE_REACH + 1,) * 2, np.uint8)
    beside, facing = (
        here & (cv2.dilate(there.view(np.uint8), across_edge) > 0)
        for here, there in ((region, sheet), (sheet, region))
    )
    if not beside.any():
        beside, facing = region, sheet
    return float(light[beside].mean()) <= STEP * float(light[facing].mean())


def _solid(inner: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The largest piece of a picture, and what is in it, 0 or 255; None if it is no sheet."""
    contours, _ = cv2.findContours(inner, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea, default=None)
    if largest is None:
        return None
    area, (_, (across, down), _) = cv2.contourArea(largest), cv2.minAreaRect(largest)
    hull = cv2.contourArea(cv2.convexHull(largest))
    if area < max(LEAST_AREA * inner.size, LEAST_SOLID * hull, LEAST_RECTANGLE * across * down):
        return None
    sheet = np.zeros_like(inner)
    cv2.drawContours(sheet, [largest], -1, 255, cv2.FILLED)
    sides = (sheet[0], sheet[-1], sheet[:, 0], sheet[:, -1])
    return sheet if sum(float(np.mean(side == 0)) for side in sides) >= LEAST_BARE else None


def _spread(light: NDArray[np.uint8], within: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The light, with each place beyond as light as the nearest within."""
    _, nearest = cv2.distanceTransformWithLabels(
        255 - within, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    lights = np.zeros(int(nearest.max()) + 1, np.uint8)
    lights[nearest[within > 0]] = light[within > 0]
    return np.asarray(lights[nearest], np.uint8)


def _border(picture: NDArray[np.uint8] | NDArray[np.int32]) -> NDArray[np.uint8 | np.int32]:
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
