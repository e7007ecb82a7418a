"""Metadata under the names that the metadata scorer expects."""

from __future__ import annotations

from typing import Any

from feedbot.document import Document
from feedbot.extract import metadata
from feedbot.model import Page


def meta(html: bytes, url: str) -> dict[str, Any]:
    found = metadata.read(Document(Page(url=url, body=html)))
    return {
        "title": found.title,
        "authors": list(found.authors),
        "published": found.published,
        "modified": found.modified,
        "tags": list(found.tags),
        "image": found.image.url if found.image else None,
        "description": found.summary,
        "language": found.language,
        "canonical_url": found.url,
    }
