"""What every test has: the shipped language, a small rule set, and no network."""

from __future__ import annotations

import socket

import pytest

from scorer import pipeline
from tests.builders import compiled


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any use of a socket is an error."""

    def refuse(*_args, **_keywords):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(scope="session")
def language():
    """The shipped language file, compiled."""
    return pipeline.language()


@pytest.fixture(scope="session")
def tiny():
    """A compiled rule set of one element."""
    return compiled()
