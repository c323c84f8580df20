# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Passwords guessed at any door lock the account, each guess written in a transaction of its own."""

import xmlrpc.client

import pytest

from .covers import covers
from .school_server import ServerError

TRIES = 5


@pytest.fixture
def school(role_school):
    """The server whose log may tell of refusals."""
    return role_school.server


@pytest.fixture
def account(role_school, school):
    """Login and id of a teacher, whose log-ins are forgotten in the end."""
    teacher = role_school.actors["teacher"]
    login, user = teacher.login, teacher.user
    forget = f"DELETE FROM school_login WHERE login = '{login}'"
    school.psql(forget)
    yield login, user
    school.psql(forget)


def xmlrpc_says(school, service, *arguments):
    proxy = xmlrpc.client.ServerProxy(f"{school.url}/xmlrpc/2/{service}", allow_none=True)
    method = {"common": "authenticate", "object": "execute_kw"}[service]
    try:
        return getattr(proxy, method)(school.database, *arguments)
    except xmlrpc.client.Fault:
        return False


def assert_locked(school, login):
    rows = f"SELECT count(*) FROM school_login WHERE login = '{login}' AND event = 'failure'"
    assert school.psql(rows) == str(TRIES)
    with pytest.raises(ServerError, match=r"nhiều lần|Too many|mật khẩu"):
        school.session(login)
    assert school.psql(rows) == str(TRIES), "the right password is not even looked at"


@covers("ACC-03", "ACC-05")
def test_a_program_that_logs_in(school, account):
    login, _user = account
    for number in range(TRIES):
        assert not xmlrpc_says(school, "common", login, f"Doan-{number}", {})
    assert not xmlrpc_says(school, "common", login, school.password, {})
    assert_locked(school, login)


@covers("ACC-03", "ACC-05")
def test_a_program_that_calls(school, account):
    login, user = account
    ask = ("res.users", "has_group", [[user], "base.group_user"])
    assert xmlrpc_says(school, "object", user, school.password, *ask) is True
    for number in range(TRIES):
        assert not xmlrpc_says(school, "object", user, f"Doan-{number}", *ask)
    assert_locked(school, login)


@covers("ACC-03", "ACC-05")
def test_a_browser_left_open(school, account):
    login, _user = account
    session = school.session(login)
    guess = {"type": "password", "password": "Doan-mo-1"}
    for _try in range(2):
        with pytest.raises(ServerError):
            session.post("/auth-timeout/session/check-identity", guess)
    for _try in range(TRIES - 2):
        with pytest.raises(ServerError):
            session("res.users", "change_password", ["Doan-mo-2", "Moi-toanh-1"])
    with pytest.raises(ServerError):
        session("res.users", "change_password", [school.password, "Moi-toanh-1"])
    assert_locked(school, login)
