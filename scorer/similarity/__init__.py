"""Document → Extract, and what two extracts share: passages that one report has from another."""
