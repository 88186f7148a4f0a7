"""All checks of a report, in the order in which their findings are printed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorer.checks.dates import check_dates
from scorer.model.document import Document
from scorer.model.result import Finding


def check(document: Document, published: date | None) -> Iterator[Finding]:
    """Yield what does not hold together in *document*; `published` is None if not known."""
    yield from check_dates(document, published)
