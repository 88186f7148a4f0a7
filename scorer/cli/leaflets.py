"""Leaflets on the terminal and in files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from scorer.cli.console import width
from scorer.cli.outputs import Output, report_failures, write_made
from scorer.rendering.leaflet import Leaflet, render_leaflet, text


def show(
    leaflet: Leaflet,
    plain: Any,  # noqa: ANN401  (JSON)
    outputs: Sequence[Output],
    on_screen: Leaflet | None = None,
) -> int:
    """Print *leaflet* (*on_screen* in its place), or write it; return the exit status.

    *plain* is its JSON.
    """
    if not outputs:
        click.echo(text(on_screen or leaflet, width()))
        return 0

    def make(fmt: str) -> bytes:
        if fmt == "json":
            return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
        return render_leaflet(leaflet, fmt)

    return report_failures(write_made(make, outputs))
