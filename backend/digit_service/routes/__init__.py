"""The service's routes, one file for each concern."""
