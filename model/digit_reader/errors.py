"""What can be wrong with an image. Every error says so in one sentence a user can act on."""


class ImageError(ValueError):
    """The image cannot be read; the base of the errors below."""


class EmptyImage(ImageError):
    """There is not a single byte, or not a single pixel."""


class UnknownFormat(ImageError):
    """The bytes are none of the image formats the reader knows."""


class BrokenImage(ImageError):
    """A known format, but damaged or cut short."""


class TooManyPixels(ImageError):
    """More pixels than the reader accepts; found out before they are decoded."""


class UnknownCharset(ValueError):
    """No weights are shipped for this charset."""


class UnknownWeights(ValueError):
    """No weights of this name are shipped."""
