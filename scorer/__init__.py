"""scorer: scores township rule-of-law reports against a checklist, and proves every point.

The public names: `assess_file`, `load_rules` and the values they return.
"""

from scorer.model.errors import ReportError, RulesetError, ScorerError
from scorer.model.result import Level, Scorecard
from scorer.pipeline import Request, Rules, assess_file, load_rules
from scorer.reading.limits import Limits

__all__ = [
    "Level",
    "Limits",
    "ReportError",
    "Request",
    "Rules",
    "RulesetError",
    "Scorecard",
    "ScorerError",
    "assess_file",
    "load_rules",
]
