# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The addresses beside RPC: files, pictures, reports, messages, the portal, texts of errors."""

import base64

import pytest

from .covers import covers
from .rights.school import Leaks
from .school_server import ServerError

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PERSONS = ("school.student", "res.partner", "hr.employee", "res.users")
NO_SUCH_ID = 99999999


def get(school, role, path):
    return school.sessions[role].http.get(school.server.url + path, timeout=300)


@covers("ACC-01", "ORG-01")
def test_files_are_not_served(role_school):
    school, leaks = role_school, Leaks()
    files = school.models["ir.attachment"]
    for role, actor in school.actors.items():
        nothing = get(school, role, f"/web/image/{NO_SUCH_ID}").content
        for i in school.forbidden(actor, files)[:6]:
            if get(school, role, f"/web/content/{i}").ok:
                leaks.add("ir.attachment", "/web/content", role, i)
            if get(school, role, f"/web/image/{i}").content != nothing:
                leaks.add("ir.attachment", "/web/image", role, i)
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_pictures_of_persons_are_not_served(role_school):
    school, leaks = role_school, Leaks()
    for role, actor in school.actors.items():
        for name in PERSONS:
            path = "/web/image/{}/{}/{}"
            for field in ("image_1920", "avatar_128"):
                nothing = get(school, role, path.format(name, NO_SUCH_ID, field)).content
                for i in school.forbidden(actor, school.models[name])[:3]:
                    if get(school, role, path.format(name, i, field)).content != nothing:
                        leaks.add(name, field, role, i)
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_reports_are_not_printed(role_school):
    school, leaks = role_school, Leaks()
    reports = school.query(
        "SELECT report_name, model FROM ir_act_report_xml WHERE model LIKE 'school.%'"
    )
    assert reports
    for role, actor in school.actors.items():
        for report, name in school.random.sample(reports, min(8, len(reports))):
            model = school.models.get(name)
            ids = school.forbidden(actor, model) if model else []
            if not ids:
                continue
            pupils = ", ".join(map(str, model.facts[ids[0]]["pupil"] or [0]))
            names = school.query(f"SELECT name FROM school_student WHERE id IN ({pupils})")
            answer = get(school, role, f"/report/html/{report}/{ids[0]}")
            # a report on nothing that one may read is an empty page
            if answer.ok and (not names or any(text in answer.text for (text,) in names)):
                leaks.add(name, f"/report/html/{report}", role, ids[0])
    assert not leaks, str(leaks)


MESSAGES = {
    "/mail/thread/messages": lambda model, i: {"thread_model": model, "thread_id": i},
    "/mail/thread/recipients": lambda model, i: {"thread_model": model, "thread_id": i},
    "/mail/message/post": lambda model, i: {
        "thread_model": model,
        "thread_id": i,
        "post_data": {"body": "x"},
    },
    "/mail/thread/subscribe": lambda model, i: {
        "res_model": model,
        "res_id": i,
        "partner_ids": [1],
    },
    "/mail/chatter_fetch": lambda model, i: {"thread_model": model, "thread_id": i},
}


def of_thread(school, model, res_id):
    rows = school.query(
        f"SELECT id FROM mail_message WHERE model = '{model}' AND res_id = {int(res_id)}"
    )
    return {i for (i,) in rows}


@covers("ACC-01", "ORG-01")
@pytest.mark.parametrize("path", MESSAGES)
def test_messages_are_not_read_or_written(role_school, path):
    school, leaks = role_school, Leaks()
    threads = [
        model
        for model in school.models.values()
        if "message_ids" in model.many and model.name != "res.users"  # the contact's messages
    ]
    for role, actor in school.actors.items():
        for model in school.random.sample(threads, len(threads)):
            ids = school.forbidden(actor, model)
            if not ids:
                continue
            try:
                answer = school.sessions[role].post(path, MESSAGES[path](model.name, ids[0]))
            except (ServerError, OSError):
                continue
            if path == "/mail/thread/messages":
                # without the thread Odoo answers with what the user may read elsewhere
                answer = of_thread(school, model.name, ids[0]) & set(answer["messages"])
            if answer.get("messages", True) if isinstance(answer, dict) else answer:
                leaks.add(model.name, path, role, answer)
    assert not leaks, str(leaks)


@covers("ACC-01")
def test_persons_are_not_suggested(role_school):
    """Mentions and invitations offer names while one types."""
    school, leaks = role_school, Leaks()
    contacts = school.models["res.partner"]
    for role, actor in school.actors.items():
        ids = school.forbidden(actor, contacts)
        names = dict(
            school.query(
                "SELECT id, name FROM res_partner WHERE id IN ({})".format(
                    ", ".join(map(str, ids or [0]))
                )
            )
        )
        for i in ids[:3]:
            for method in ("get_mention_suggestions", "im_search", "search_for_channel_invite"):
                try:
                    answer = school.sessions[role]("res.partner", method, [names[i]])
                except ServerError:
                    continue
                if f'"id": {i},' in str(answer).replace("'", '"'):
                    leaks.add("res.partner", method, role, names[i])
    assert not leaks, str(leaks)


@covers("ACC-01")
def test_a_refusal_does_not_name_the_record(role_school):
    """Neither does it in developer mode, which all staff may switch on."""
    school, leaks = role_school, Leaks()
    for role, actor in school.actors.items():
        get(school, role, "/odoo?debug=1")
        for name in PERSONS:
            model = school.models[name]
            ids = school.forbidden(actor, model)[:3]
            names = [
                text
                for (text,) in school.query(
                    f"SELECT {'login' if name == 'res.users' else 'name'} FROM {model.table}"
                    f" WHERE id IN ({', '.join(map(str, ids or [0]))})"
                )
            ]
            for method in ("read", "write", "unlink"):
                values = {"read": [["create_date"]], "write": [{}], "unlink": []}[method]
                try:
                    school.sessions[role](name, method, [ids, *values])
                except ServerError as refusal:
                    if any(text in str(refusal) for text in names):
                        leaks.add(name, method, role, refusal)
        get(school, role, "/odoo?debug=0")
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_the_portal_shows_nobody_else(role_school):
    school = role_school
    for role in ("parent", "pupil"):
        actor = school.actors[role]
        ids = ", ".join(map(str, school.forbidden(actor, school.models["school.student"])))
        names = [n for (n,) in school.query(f"SELECT name FROM school_student WHERE id IN ({ids})")]
        assert names
        for path in ("/my", "/my/home", "/my/account", "/my/addresses", "/my/security"):
            page = get(school, role, path)
            assert page.status_code < 500, path
            assert not [name for name in names if name in page.text], f"{role} {path}"
