"""Finding words and patterns in text: the mechanism that knows no rule and no score."""
