# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The evented server, to which nginx leads the websockets, logs no error for what comes too late."""

import os
import socket
import subprocess
import time

import pytest
from common import free_port

from . import clock
from .school_server import TOOLS, serverlog

PING, CLOSE = b"\x89", b"\x88"
MASK = b"\x80\x00\x00\x00\x00"  # a frame without content, as a browser sends it


@pytest.fixture
def evented(school):
    """The port of an evented server of the school's database."""
    port, log = free_port(), school.log.with_stem(f"{school.log.stem}_evented")
    log.unlink(missing_ok=True)
    command = [TOOLS / "odoo", "gevent", "-d", school.database, "--logfile", log]
    command += ["--db-filter", f"^{school.database}$", "--gevent-port", str(port)]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, start_new_session=True, env=clock.environment()
    )
    for _attempt in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except ConnectionRefusedError:
            time.sleep(0.25)
    yield port
    os.killpg(process.pid, 15)
    process.wait()
    found = serverlog.problems(log)
    assert not found, found


def open_websocket(port):
    connection = socket.create_connection(("127.0.0.1", port), timeout=300)
    lines = ["GET /websocket HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: Upgrade"]
    lines += ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Origin: http://127.0.0.1"]
    lines += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]
    connection.sendall("\r\n".join(lines).encode())
    answer = connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 101"), answer
    return connection


def test_frames_after_the_end_of_a_websocket_are_no_requests(evented):
    connection = open_websocket(evented)
    connection.sendall(CLOSE + MASK)
    while connection.recv(4096):  # the server says goodbye, then that it sends no more
        pass
    time.sleep(2)  # longer than it waits for the browser to end the connection
    connection.sendall(PING + MASK)
    time.sleep(1)
    connection.close()
    time.sleep(1)
