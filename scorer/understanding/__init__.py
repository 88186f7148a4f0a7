"""Blocks → Document: normalise, find sections and sentences, read stance, quantities, identity."""
