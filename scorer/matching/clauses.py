"""Where a clause ends inside a sentence: at ， and ：."""

from __future__ import annotations

import re

CLAUSE_END = re.compile("[，：]")
