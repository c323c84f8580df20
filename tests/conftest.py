# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fixtures of the end-to-end tests."""

import os

import pytest
from playwright.sync_api import expect, sync_playwright

from .rights.school import SEED, School
from .school_server import SchoolServer, serverlog

#: Milliseconds for a page, a click, what is expected: a busy machine makes the first page slowly.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)


def pytest_addoption(parser):
    parser.addoption("--take-pictures", action="store_true", help="write the pictures of the guide")


@pytest.fixture(scope="session")
def school():
    """One server for all tests that only look, or that clean up after themselves."""
    server = SchoolServer()
    server.start()
    yield server
    server.drop()
    found = serverlog.problems(server.log)
    assert not found, "\n".join(f"{level} {logger}: {text}" for level, logger, text in found)


@pytest.fixture(scope="session")
def role_school():
    """A server with an account of each role, for the tests of rights."""
    print(f"\nrights: SCHOOL_SEED={SEED}")
    school = School()
    yield school
    school.close()


@pytest.fixture(scope="session")
def crash_server():
    """A server that tests kill in the middle of their work, and start again."""
    server = SchoolServer(name="crash")
    server.start()
    yield server
    server.drop()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
        arguments += ["--disable-component-update", "--disable-sync", "--disable-quic"]
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            chromium_sandbox=os.geteuid() != 0,
            args=arguments,
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, school):
    """open_page(login, width, height): a page logged in, with its console errors in .faults."""
    contexts = []

    def opener(login, width=1366, height=768):
        context = chromium.new_context(
            base_url=school.url, viewport={"width": width, "height": height}, locale="vi-VN"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        session = school.session(login)
        context.add_cookies(
            [{"name": "session_id", "value": session.http.cookies["session_id"], "url": school.url}]
        )
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(f"page error: {error}"))
        page.on(
            "console",
            lambda message: (
                page.faults.append(f"console: {message.text}") if message.type == "error" else None
            ),
        )
        return page

    yield opener
    for context in contexts:
        context.close()
