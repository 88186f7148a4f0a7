"""The results of a batch → the board: what a meeting needs to compare them."""
