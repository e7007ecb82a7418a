"""What an article page says of itself: title, authors, dates, picture, tags, language, with the evidence for each."""

from feedbot.extract.metadata.image import within
from feedbot.extract.metadata.languages import language
from feedbot.extract.metadata.reading import Metadata, read

__all__ = ["Metadata", "language", "read", "within"]
