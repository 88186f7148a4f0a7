"""Leaflets on the terminal and in files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from scorer.cli.console import width
from scorer.cli.outputs import Output, report_failures, write_made
from scorer.rendering.leaflet import Leaflet, render_leaflet, text


def show(leaflet: Leaflet, plain: Any, outputs: Sequence[Output]) -> int:  # noqa: ANN401  (JSON)
    """Print *leaflet*, or write it; *plain* is its JSON. Return the exit status."""
    if not outputs:
        click.echo(text(leaflet, width()))
        return 0

    def make(fmt: str) -> bytes:
        if fmt == "json":
            return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
        return render_leaflet(leaflet, fmt)

    return report_failures(write_made(make, outputs))
