"""Chinese and Arabic numerals: their value, and the dates and years written with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
CHINESE = "".join(DIGITS) + "".join(SCALES)

_YEAR = r"(20\d\d|二[〇零][一二三四五六七八九〇零]{2})年"
YEAR = re.compile(_YEAR)
# a clause that begins with a year, which is then the year of what follows
YEAR_AT_CLAUSE = re.compile(
    rf"(?:^|(?<=[，：；。]))[在于自从到至]?{_YEAR}(?!度?[以至起—-])(?P<early>[1-3一二三]月)?"
)
THIS_YEAR = re.compile("今年|本年")
_CHINESE_DATE = re.compile(
    _YEAR + rf"(\d{{1,2}}|[{CHINESE}]{{1,3}})月(\d{{1,2}}|[{CHINESE}]{{1,3}})日"
)
_NUMERIC_DATE = re.compile(r"(?<!\d)(20\d\d)([-./])(\d{1,2})\2(\d{1,2})(?!\d)")


# a date in a line of its own whose 年, 月 or 日 is lost: 2020413, 2020年413日, 20204月13日
_DAMAGED_DATE = re.compile(
    r"(?<![\d年])(20\d\d)(?:年(\d{3,4})日?|(\d{2,4})日?|(\d{1,2})月(\d{1,2})日?"
    r"|年(\d{1,2})月(\d{1,2})|年(\d{1,2})[、，](\d{1,2})日)$"
)


@dataclass(frozen=True, slots=True)
class DamagedDate:
    """A date with lost signs, and where; `date` is None where it can be read in two ways."""

    date: date | None
    start: int
    end: int


def chinese_value(text: str) -> Decimal:
    """Return the value of a Chinese numeral such as 二十八, 一百零五, 三万二千 or 二〇二四."""
    if not any(char in SCALES for char in text):
        return Decimal("".join(str(DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
            continue
        scale = SCALES[char]
        if scale >= SCALES["万"]:
            total = (total + section + digit) * scale
            section = 0
        else:
            section += (digit or 1) * scale
        digit = 0
    return Decimal(total + section + digit)


def number(text: str) -> int:
    """Return the whole number that *text* writes in digits or in Chinese."""
    return int(text) if text.isdecimal() else int(chinese_value(text))


def year_of(text: str) -> int | None:
    """Return the first year written out in *text* (2024年, 二〇二四年), or None."""
    found = YEAR.search(text)
    return number(found[1]) if found else None


def year_behind(words: Iterable[str]) -> re.Pattern[str]:
    """Return the expression for a year, in group 1, right behind one of *words*.

    It has the groups of `YEAR_AT_CLAUSE`.
    """
    before = "|".join(map(re.escape, words)) or "(?!)"
    return re.compile(rf"(?:{before}){_YEAR}(?!度?[以至起—-])(?P<early>[1-3一二三]月)?")


def told_year(opening: re.Match[str], year: int) -> int:
    """Return the year told of behind *opening*, a `YEAR_AT_CLAUSE`, in a report about *year*.

    The first months of the next year, in which the report is written, still belong to it.
    """
    named = number(opening[1])
    return year if named == year + 1 and opening["early"] else named


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """Return the complete dates in *text* with their place; impossible ones are left out."""
    found = [(hit, (hit[1], hit[2], hit[3])) for hit in _CHINESE_DATE.finditer(text)] + [
        (hit, (hit[1], hit[3], hit[4])) for hit in _NUMERIC_DATE.finditer(text)
    ]
    dates: list[tuple[date, int, int]] = []
    for hit, parts in found:
        year, month, day = (number(part) for part in parts)
        try:
            dates.append((date(year, month, day), hit.start(), hit.end()))
        except ValueError:
            continue
    return sorted(dates, key=lambda item: item[1])


def damaged_dates_in(line: str) -> Iterator[DamagedDate]:
    """Yield the date that *line* ends with, if signs of it are lost."""
    found = _DAMAGED_DATE.search(line)
    if found is None:
        return
    fused = found[2] or found[3]
    if fused:
        splits = [(fused[:cut], fused[cut:]) for cut in (1, 2) if fused[cut:]]
    else:
        splits = [(found[4] or found[6] or found[8], found[5] or found[7] or found[9])]
    dates = [day for month, rest in splits if (day := _date_of(found[1], month, rest))]
    if dates:
        yield DamagedDate(dates[0] if len(dates) == 1 else None, found.start(), found.end())


def _date_of(year: str, month: str, day: str) -> date | None:
    if day.startswith("0") and len(month) == 1:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
