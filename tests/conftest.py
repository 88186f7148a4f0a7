"""What every test has: the shipped language, a small rule set, and no network."""

from __future__ import annotations

import socket

import pytest

from scorer import pipeline
from tests.builders import compiled


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any connection is an error."""

    def refuse(*_args, **_keywords):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(scope="session")
def language():
    """The shipped language file, compiled."""
    return pipeline.language()


@pytest.fixture(scope="session")
def tiny():
    """A compiled rule set of one element."""
    return compiled()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Goldens are written anew by `pytest --update-golden`; their difference is for review."""
    parser.addoption("--update-golden", action="store_true", help="write the goldens anew")
