"""The report year and the two deadlines of the annual report.

Source: 法治政府建设与责任落实督察工作规定 (厅字〔2019〕28号): reported by 1 March, published by
1 April of the following year; the day itself is in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import finding, source_finding
from scorer.model.document import Document, Span
from scorer.model.result import Finding
from scorer.understanding.numerals import dates_in

_RULE = "《法治政府建设与责任落实督察工作规定》"


def check_dates(
    document: Document, published: date | None, words: CheckWords | None = None
) -> Iterator[Finding]:
    """Yield what is wrong with the report's year and dates.

    `published` is None if not known; then the first date that *words* call one of publication
    counts.
    """
    identity = document.identity
    if identity.year is None:
        message = "读不出报告年度：标题、正文开头和成文日期都没有写明；可用 --year 指定"
        yield finding(document, "year.missing", message, None)
        return
    following = identity.year + 1
    late = identity.written is not None and identity.written > date(following, 3, 1)
    if late and not _is_published(document, words):
        message = f"成文日期晚于 {following} 年 3 月 1 日；{_RULE}要求 3 月 1 日前报告"
        written = identity.fact("成文日期")
        yield finding(document, "deadline.reported", message, written.span if written else None)
    if published is not None:
        if published > date(following, 4, 1):
            message = _late(published, following)
            yield finding(document, "deadline.published", message, None)
    elif words is not None:
        yield from _published_in_text(document, following, words)


def _is_published(document: Document, words: CheckWords | None) -> bool:
    """Return whether what was read as date of writing is called the date of publication."""
    written = document.identity.fact("成文日期")
    if words is None or written is None:
        return False
    if _is_page_date(document, written.span):
        return True
    at = document.source_range(written.span)[0]
    hits = words.published.finditer(document.clean.source.text)
    return any(hit.start() <= at < hit.end() for hit in hits)


def _is_page_date(document: Document, span: Span) -> bool:
    """Return whether a date stands above the text in digits, as a web page sets it."""
    heading = next((each.heading.start for each in document.sections), 0)
    return span.end <= heading and "年" not in document.text[span.start : span.end]


def _published_in_text(document: Document, following: int, words: CheckWords) -> Iterator[Finding]:
    """Yield a finding if the date that a web page gives for its publication is too late."""
    source = document.clean.source.text
    for hit in words.published.finditer(source):
        dates = dates_in("".join(hit[1].split()))
        if not dates:
            continue
        if dates[0][0] > date(following, 4, 1):
            message = _late(dates[0][0], following)
            yield source_finding(document, "deadline.published", message, hit.span())
        return


def _late(published: date, following: int) -> str:
    return (
        f"公开日期 {published.isoformat()} 晚于 {following} 年 4 月 1 日；"
        f"{_RULE}第二十四条要求 4 月 1 日前向社会公开"
    )
