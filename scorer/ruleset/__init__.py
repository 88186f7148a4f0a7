"""YAML → Ruleset: reading rule files with every author's place kept, all problems told at once."""
