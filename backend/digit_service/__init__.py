"""The Digit Reader's HTTP service: the API and the page from one process."""
