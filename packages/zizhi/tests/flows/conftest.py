"""Whole stories: a real server over a hall of the test's own, and Debian's chromium."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"  # Debian package `chromium`
CLOCK = "2026-11-22T12:00:00+08:00"


@pytest.fixture
def server(hall) -> Iterator[str]:
    """The hall's address, served by granian as in production."""
    port = _free_port()
    environment = os.environ | {
        "ZIZHI_HOME": str(hall.home),
        "ZIZHI_CLOCK": CLOCK,
        "ZIZHI_SECRET_KEY": "tests",
    }
    program = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(
        [*program, "zizhi.project.wsgi:application"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/help/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once a module: while it runs, this thread has a loop, which Django must be told to bear."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """`open_page(width, script=True)`: a page of that width; what the console complains of fails the test."""
    contexts, complaints = [], []

    def act(width: int, *, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, base_url=server, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield act
    for context in contexts:
        context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
