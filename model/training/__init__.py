"""Training: handwriting in, shipped weights out."""
