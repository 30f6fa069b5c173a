"""Digits drawn by Pillow, for an environment that holds the runtime and nothing else."""

from io import BytesIO

from PIL import Image, ImageDraw

# Of the square around a digit, in px: alone on its canvas, and in a line.
ALONE = 280
IN_LINE = 150
# The pen's width, as a share of that.
PEN = 0.065
# Drawn larger and shrunk, so that the edges are anti-aliased.
ENLARGED = 4

# Each digit's strokes, corner by corner, on a square 100 wide and high.
# A space is an empty square.
STROKES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    " ": (),
    "0": (
        ((50, 12), (34, 20), (28, 50), (34, 80), (50, 88), (66, 80), (72, 50), (66, 20), (50, 12)),
    ),
    "1": (((36, 28), (52, 12), (52, 88)),),
    "2": (((30, 30), (36, 16), (56, 12), (68, 24), (64, 42), (30, 88), (72, 88)),),
    "3": (
        ((32, 18), (52, 12), (66, 24), (60, 42), (46, 48), (64, 56), (70, 74), (52, 88), (30, 82)),
    ),
    "4": (((58, 12), (28, 62), (74, 62)), ((60, 40), (60, 88))),
    "5": (((68, 12), (36, 12), (33, 46), (54, 42), (69, 54), (69, 74), (52, 88), (30, 82)),),
    "6": (
        ((60, 12), (40, 34), (31, 64), (40, 86), (58, 87), (69, 72), (62, 54), (46, 53), (33, 66)),
    ),
    "7": (((28, 14), (72, 14), (44, 88)),),
}


def drawn_png(text: str) -> bytes:
    """The digits in one row of squares, black on white, as a PNG file."""
    side = ALONE if len(text) == 1 else IN_LINE
    image = Image.new("L", (side * ENLARGED * len(text), side * ENLARGED), 255)
    pen = ImageDraw.Draw(image)
    scale, width = side * ENLARGED / 100, round(PEN * side * ENLARGED)
    for place, digit in enumerate(text):
        for stroke in STROKES[digit]:
            points = [((x + 100 * place) * scale, y * scale) for x, y in stroke]
            pen.line(points, fill=0, width=width, joint="curve")
            for x, y in points:
                pen.circle((x, y), width / 2, fill=0)
    file = BytesIO()
    image.resize((side * len(text), side), Image.Resampling.BOX).save(file, "PNG")
    return file.getvalue()
