"""What does not belong into the text: editor marks, web furniture, blanks, doubled words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checks.compiled import CheckWords
from scorer.checks.findings import around, finding, source_finding
from scorer.matching.edges import is_word
from scorer.matching.widths import QUOTES
from scorer.model.document import Document, Removed, Span
from scorer.model.result import Finding
from scorer.ruleset.finding_words import Residue

_REPEATED = re.compile(r"([\u4e00-\u9fff]{2,8})\1(?!再\1)")
_MARKS = re.compile(r"，，|。。(?!。)|、、|；；|：：")
_CUT = "分页处重复的字"
_FURNITURE, _PAGE = "网页杂项", "页码"
_WEB_PAGES = frozenset({"html", "mht"})
_STOPS = "。！？；：…”）"
_SHORT = 3  # characters; longer ones are doubled by mistake whatever they are
_SHORTEST_STATEMENT = 15  # characters that end with a stop: the report's text, no label


def check_residue(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield what was left in the report's own text by mistake."""
    body = _body(document)
    if body is None:
        return
    yield from _marks(document, body, words)
    yield from _left_out(document, body)
    yield from _blanks(document, words)
    yield from _doubled(document, words)


def _body(document: Document) -> tuple[int, int] | None:
    """Return the source offsets of the report from its title to its last statement."""
    if not document.sentences:
        return None
    title = document.identity.fact("标题")
    first = document.paragraphs[0] if title is None else title.span
    statements = [each.span for each in document.sentences if _is_statement(document, each.span)]
    last = statements[-1] if statements else document.sentences[-1].span
    line = document.clean.source.text.rfind("\n", 0, document.source_range(first)[0]) + 1
    return line, max(line, document.source_range(last)[1])


def _is_statement(document: Document, span: Span) -> bool:
    return len(span) >= _SHORTEST_STATEMENT and document.text[span.end - 1] == "。"


def _marks(document: Document, body: tuple[int, int], words: CheckWords) -> Iterator[Finding]:
    """Yield each kind of mark once, with its number of occurrences."""
    text = document.clean.source.text
    for residue in words.source.residues:
        hits = _hits(residue, text, *body)
        if hits:
            more = f"，共 {len(hits)} 处" if len(hits) > 1 else ""
            message = f"正文里留有{residue.name}{more}，应删去"
            yield source_finding(document, "text.residue", message, hits[0].span())


def _hits(residue: Residue, text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return where *residue* stands in text[start:end], in order.

    Few reports hold any of its signs, so that its expressions are compiled when needed.
    """
    if not any(sign in text for sign in residue.signs):
        return []
    compiled = (re.compile(each, re.MULTILINE) for each in residue.expressions)
    hits = [hit for each in compiled for hit in each.finditer(text, start, end)]
    return sorted(hits, key=lambda hit: hit.start())


def _left_out(document: Document, body: tuple[int, int]) -> Iterator[Finding]:
    """Yield what normalising left out between the first heading and the last statement.

    Of a file that is no web page, furniture below the title was copied along with the text.
    """
    headings = [section.heading for section in document.sections[:1]]
    start = document.source_range(headings[0])[0] if headings else body[1]
    copied = start if document.clean.source.format in _WEB_PAGES else body[0]
    pages: list[Removed] = []
    for removed in document.clean.removed:
        if removed.reason == _CUT:
            yield _told(document, removed, "分页处的字重复了一遍，应删去")
        elif removed.reason == _PAGE and start < removed.start < body[1]:
            pages.append(removed)
        elif removed.reason == _FURNITURE and copied < removed.start < body[1]:
            where = "正文中间" if removed.start > start else "标题下面"
            yield _told(document, removed, f"{where}夹有网页上的字，应删去")
    inside = [each for each in pages if _inside_sentence(document, each)]
    if inside and document.clean.source.pages is None:  # a PDF has its numbers where they belong
        yield _told(document, inside[0], f"页码夹在句子中间，共 {len(inside)} 处，应删去")


def _inside_sentence(document: Document, removed: Removed) -> bool:
    """Return whether the sentence before what was left out is not finished."""
    before = document.clean.source.text[: removed.start].rstrip()
    return before[-1:] not in _STOPS and len(before.rpartition("\n")[2]) > _SHORTEST_STATEMENT


def _told(document: Document, removed: Removed, message: str) -> Finding:
    return source_finding(document, "text.residue", message, (removed.start, removed.end))


def _blanks(document: Document, words: CheckWords) -> Iterator[Finding]:
    """Yield each blank once, as it is written, with its number of occurrences."""
    groups: dict[str, list[re.Match[str]]] = {}
    end = len(document.text)
    for blank in words.source.blanks:
        for hit in _hits(blank, document.text, 0, end):
            groups.setdefault(hit[0].strip(), []).append(hit)
    for written, same in groups.items():
        more = f"，共 {len(same)} 处" if len(same) > 1 else ""
        quoted = _line_around(document, Span(*same[0].span()))
        yield finding(document, "text.residue", f"“{written}”是没有填写的空{more}", quoted)


def _doubled(document: Document, words: CheckWords) -> Iterator[Finding]:
    text, source = document.text, words.source
    for hit in words.doubled.finditer(text):
        covered = _covered(text, hit.start(), hit.end(), source.not_doubled)
        if not covered and not _quoted_apart(document, hit):
            yield _doubling(document, hit, hit[0])
    for hit in _REPEATED.finditer(text):
        if words.repeated.fullmatch(hit[0]) or text.startswith(source.adjoining, hit.start()):
            continue
        if (len(hit[1]) > _SHORT or is_word(hit[1])) and not _quoted_apart(document, hit):
            yield _doubling(document, hit, hit[0])
    for hit in _MARKS.finditer(text):
        yield _doubling(document, hit, hit[0])


def _doubling(document: Document, hit: re.Match[str], doubled: str) -> Finding:
    quoted = _line_around(document, Span(*hit.span()))
    return finding(document, "text.residue", f"“{doubled}”重复，多了一遍", quoted)


def _quoted_apart(document: Document, hit: re.Match[str]) -> bool:
    """Return whether a quotation mark stands between the words: “法治是软的”的想法."""
    start, end = document.source_range(Span(*hit.span()))
    return any(sign in document.clean.source.text[start:end] for sign in QUOTES)


def _covered(text: str, start: int, end: int, words: tuple[str, ...]) -> bool:
    """Return whether one of *words* stands in *text* so that it holds text[start:end]."""
    for word in words:
        at = text.find(word, max(0, start - len(word) + (end - start)), end + len(word))
        if 0 <= at <= start and end <= at + len(word):
            return True
    return False


def _line_around(document: Document, hit: Span) -> Span:
    start = document.text.rfind("\n", 0, hit.start) + 1
    end = document.text.find("\n", hit.end)
    line = Span(start, len(document.text) if end < 0 else end)
    return around(document.text, line, hit)
