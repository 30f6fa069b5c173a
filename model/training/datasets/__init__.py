"""Data sets: one small loader each, with its licence, split by writer."""
