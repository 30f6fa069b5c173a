"""Benches of the service."""
