"""How `make docs` makes a site of these pages: Sphinx, which reads Markdown through MyST."""

from importlib import metadata

project = "Digit Reader"
release = metadata.version("digit-reader")

extensions = ["myst_parser"]
# The anchors that GitHub gives headings, so that links work in both places.
myst_heading_anchors = 3
# Options of commands begin with two hyphens, not with a dash.
smartquotes = False

html_theme = "furo"
html_title = f"{project} {release}"
html_favicon = "../web/app/icon.svg"
html_show_sourcelink = False
html_copy_source = False
html_show_copyright = False
