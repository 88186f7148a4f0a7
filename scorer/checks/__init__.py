"""Document → Findings: what does not hold together in the report itself."""
