"""Document × Ruleset → Tally: find, grade, weigh, advise; each in its own module."""
