"""Rules for single sites in the community's format (`example.org.txt`), turned into the selectors that feedbot has.

tokens    an XPath expression as its tokens
xpath     XPath -> CSS, as far as CSS goes
rules     a file's text -> Rules, with a note on each line that is not read
folder    the files of the folders that config.yaml names
apply     Rules behind the source's own selectors, before detection
"""

from __future__ import annotations
