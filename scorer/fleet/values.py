"""What passes between the one that hands out reports and those that assess them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from scorer.reading.limits import DEFAULT_LIMITS, Limits
from scorer.ruleset.model import Ruleset


class Status(Enum):
    """What became of a report; the values are kept in the state file."""

    WAITING = "waiting"
    DONE = "done"
    UNCHANGED = "unchanged"  # its result of an earlier run still holds
    SUSPECT = "suspect"  # its process died; to be tried once more alone
    FAILED = "failed"
    HALTED = "halted"  # nothing can be written any more: the whole batch stops


@dataclass(frozen=True, slots=True)
class Task:
    """One report to assess.

    `name` is its path in the batch and names its outputs; `path` is the file to read. `known` is
    the hash of the content whose result is at hand, empty where there is none.
    """

    name: str
    path: str
    known: str = ""

    @property
    def file_name(self) -> str:
        """The file's own name, which its result carries."""
        return self.name.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is the same for every report of a batch.

    `ruleset` is None where each report's year chooses the shipped set; `chosen` says why this one.
    `program` names program and language file, so that a worker with another one is noticed. Where
    `from_text`, a task's file is the text saved by an earlier run.
    """

    folder: str
    formats: tuple[str, ...]
    ruleset: Ruleset | None
    chosen: str
    year: int | None
    assessed_at: datetime
    program: str
    from_text: bool = False
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of one report's assessment.

    `result` is the line of `results.describe` as JSON, empty where there is no result; `tenths` is
    the total times ten, None where the total is provisional or missing; `below` compares with it.
    `code` and `message` tell a failure, or what of the outputs could not be made. `seconds` is how
    long it took.
    """

    name: str
    status: Status
    sha256: str = ""
    seconds: float = 0.0
    result: str = ""
    tenths: int | None = None
    provisional: bool = False
    code: str = ""
    message: str = ""
    detail: str = ""
