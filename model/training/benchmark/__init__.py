"""The benchmark: digits drawn on a canvas by writers that no training saw."""
