"""Measuring: how accurate the scorer is, how fast, and the script behind an example."""
