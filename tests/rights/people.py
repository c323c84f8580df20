# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fed to ``odoo shell``: one account of each role, and what lies about in a used school.

Prints "ROLES", then a JSON object: the logins, and facts of the models that the fuzz needs.
"""

import base64
import json
import os
import sys

sys.path.insert(0, os.environ["SCHOOL_TESTS"])
from rights.rows import add_missing_rows

env = globals()["env"]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
OWN, OTHER = "25900701", "25900401"
PORTAL = ("parent", "pupil")
OFFICERS = ("province_officer", "commune_officer")
# who has classes must be somebody of the sample, who has them
ASSIGNED = {"teacher", "homeroom", "head_department"}


def school(code):
    return env["res.company"].search([("school_code", "=", code)])


def new_user(role, company, **values):
    return (
        env["res.users"]
        .with_context(no_reset_password=True)
        .create(
            {
                "name": f"Tài khoản {role}",
                "login": f"fuzz.{role}.{company.id}",
                "group_ids": [(6, 0, env.ref(f"school_core.group_school_{role}").ids)],
                "company_id": company.id,
                "company_ids": [(6, 0, company.ids)],
                **values,
            }
        )
    )


def accounts(roles, company):
    pupils = env["school.student"].search([("school_id", "=", company.id)])
    office = env["res.company"].create({"name": f"Sở của {company.name}"})
    authority = env["school.authority"].create({"name": "Sở thử", "code": f"F{company.id}"})
    commune = env["school.authority"].create(
        {"name": "Xã thử", "code": f"X{company.id}", "kind": "commune", "parent_id": authority.id}
    )
    company.school_authority_id = commune
    users = {}
    for role in roles:
        if role in OFFICERS:
            over = authority if role == "province_officer" else commune
            users[role] = new_user(role, office, school_authority_id=over.id)
        elif role in ASSIGNED:
            group = env.ref(f"school_core.group_school_{role}")
            held = env["res.users"].search(
                [("group_ids", "in", group.ids), ("company_ids", "in", company.ids)]
            )
            key = "school_homeroom_ids" if role == "homeroom" else "school_teaching_ids"
            held = held.filtered(lambda user, key=key: user.employee_ids[key]) or held
            users[role] = min(held, key=lambda user: (len(user.group_ids), user.id))
        else:
            users[role] = new_user(role, company)
    family = pupils.guardian_ids.filtered(lambda guardian: not guardian.user_id)[:1]
    family.user_id = users["parent"]
    env.flush_all()
    env.cr.execute(
        "UPDATE res_users SET password = (SELECT password FROM res_users WHERE id = %s)"
        " WHERE id IN %s",
        [env.ref("base.user_admin").id, tuple(user.id for user in users.values())],
    )
    return {role: user.login for role, user in users.items()}


def traces(company):
    """Files, messages, activities and prints about pupils and staff, as a school leaves them."""
    pupils = env["school.student"].search([("school_id", "=", company.id)], limit=40)
    staff = env["hr.employee"].search([("company_id", "=", company.id)], limit=5)
    for record in (*pupils[::10], *staff):
        owner = {"res_model": record._name, "res_id": record.id}
        env["ir.attachment"].create({"name": "giay-khai-sinh.png", "raw": PIXEL, **owner})
        record.image_1920 = base64.b64encode(PIXEL)
    for record in staff:
        record.message_post(body="Đơn xin nghỉ", attachments=[("don.png", PIXEL)])
        record.activity_schedule("mail.mail_activity_data_todo", summary="Gọi cho gia đình")
    load = env["school.import"].create({"company_id": company.id})
    env["ir.attachment"].create(
        {"name": "hoc-sinh.xlsx", "raw": PIXEL, "res_model": load._name, "res_id": load.id}
    )


def models():
    found = {}
    for name, model in env.registry.items():
        if model._abstract:
            continue
        found[name] = {
            "table": model._table,
            "transient": model._transient,
            "stored": [f.name for f in model._fields.values() if f.store and f.column_type],
            "many": {
                f.name: f.comodel_name
                for f in model._fields.values()
                if f.type in ("one2many", "many2many") and f._description_searchable
            },
        }
    return found


roles = json.loads(os.environ["SCHOOL_ROLES"])
own, other = school(OWN), school(OTHER)
logins = accounts(roles, own)
for company in own, other:
    traces(company)
env.flush_all()
added = add_missing_rows(env, own, other)
env.cr.commit()
print("ROLES" + json.dumps({"logins": logins, "models": models(), "added": added}))
