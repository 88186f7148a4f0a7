"""A real browser for tests: headless Chromium, spoken to by the DevTools protocol over a pipe.

No driver and no library: messages are JSON, closed by a NUL, on file descriptors 3 and 4.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next((found for name in NAMES if (found := shutil.which(name))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
START = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
LONGEST = 60.0  # seconds to wait for an answer
KEYS = {"ArrowDown": 40, "ArrowUp": 38, "Enter": 13, "Escape": 27, "Tab": 9, "Home": 36, "End": 35}


class Page:
    """One page of the browser."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._number, self._rest = to, back, 0, b""
        self._session = ""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **values: Any) -> Any:
        """Send a command and return its answer; events that come meanwhile are kept."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _receive(self) -> dict[str, Any]:
        until = time.monotonic() + LONGEST
        while b"\0" not in self._rest:
            assert select.select([self._back], [], [], until - time.monotonic())[0], "no answer"
            more = os.read(self._back, 1 << 20)
            assert more, "the browser has ended"
            self._rest += more
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def show(self, file: Path, *, width: int = 1280, height: int = 900, scripts: bool = True,
             dark: bool = False) -> None:  # fmt: skip
        """Open *file* and wait until it is loaded."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=width < 500,
        )  # fmt: skip
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.events.clear()
        self.ask("Page.navigate", url=file.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._receive())

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        answer = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click in the middle of the first line of what *selector* finds."""
        place: Mapping[str, float] = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0];"
            "return {x: r.x + Math.min(r.width / 2, 20), y: r.y + r.height / 2}; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def click_at(self, selector: str) -> None:
        """Click in the middle of what *selector* finds, where scripts are off."""
        node = self._node(selector)
        self.ask("DOM.scrollIntoViewIfNeeded", nodeId=node)
        quad = self.ask("DOM.getBoxModel", nodeId=node)["model"]["content"]
        place = {"x": sum(quad[::2]) / 4, "y": sum(quad[1::2]) / 4}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def attribute(self, selector: str, name: str) -> str | None:
        """Return an attribute of what *selector* finds, where scripts are off."""
        pairs = self.ask("DOM.getAttributes", nodeId=self._node(selector))["attributes"]
        return dict(zip(pairs[::2], pairs[1::2], strict=True)).get(name)

    def focused(self) -> str:
        """Return the role that a screen reader tells of what has the focus."""
        nodes = self.ask("Accessibility.getFullAXTree")["nodes"]
        return next(
            str(node["role"]["value"])
            for node in nodes
            if any(
                each["name"] == "focused" and each["value"]["value"]
                for each in node.get("properties", [])
                if node["role"]["value"] != "RootWebArea"
            )
        )

    def _node(self, selector: str) -> int:
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        found = self.ask("DOM.querySelector", nodeId=root, selector=selector)
        return int(found["nodeId"])

    def press(self, key: str) -> None:
        """Press a key where the focus is."""
        extra = {"text": "\r"} if key == "Enter" else {}
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **code, **extra)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **code)

    def picture(self, *, whole: bool = False) -> bytes:
        """Return the page as PNG: what is seen, or all of it."""
        answer = self.ask("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(answer["data"])

    def paper(self) -> bytes:
        """Return the page printed, as PDF."""
        answer = self.ask("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(answer["data"])

    def requests(self) -> list[str]:
        """Return the addresses that were asked for since the page was opened.

        What the page's policy refused is not among them.
        """
        sent = {
            event["params"]["requestId"]: event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        }
        for event in self.events:
            if event.get("params", {}).get("blockedReason") == "csp":
                sent.pop(event["params"]["requestId"], None)
        return list(sent.values())

    def complaints(self) -> list[str]:
        """Return what the browser complained of: errors of scripts, what the policy refused."""
        logged = (e["params"]["entry"] for e in self.events if e.get("method") == "Log.entryAdded")
        thrown = (e for e in self.events if e.get("method") == "Runtime.exceptionThrown")
        return [entry["text"] for entry in logged] + [str(event["params"]) for event in thrown]


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Start the browser with a new *profile* folder and stop it afterwards."""
    assert PROGRAM is not None
    (its_in, our_out), (our_in, its_out) = _pipe(), _pipe()
    arguments = [PROGRAM, *FLAGS, f"--user-data-dir={profile}"]
    command = [sys.executable, "-c", START, str(its_in), str(its_out), *arguments]
    with subprocess.Popen(
        command,
        pass_fds=(its_in, its_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(its_in)
        os.close(its_out)
        try:
            yield Page(our_out, our_in)
        finally:
            os.close(our_out)
            process.terminate()
            os.close(our_in)


def _pipe() -> tuple[int, int]:
    """Return a pipe whose ends have numbers above 3 and 4, which the browser's ends get."""
    ends = os.pipe()
    moved = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
