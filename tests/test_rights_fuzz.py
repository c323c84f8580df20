# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each role's account tries every model: nothing outside the table of rights comes out.

The sweep takes each model, role, operation and distance (own, own class, other class, other
school) once, in the server's own program; the rest goes by chance through all doors of RPC.

What an account may reach is found by SQL (``rights/scope.py``, ``rights/actors.py``) from the
tables ``addons/*/tests/access_matrix*.csv``; for the models of Odoo that these do not name, no
record of another school may be reached. The sample is the same each time; SCHOOL_SEED=number takes
another one.
"""

import time

from .covers import covers
from .rights import probes
from .rights.school import Leaks
from .school_server import ServerError

SECONDS = 24


def attempt(probe, call, model, ids):
    """Return what a probe brought to light; a refusal of whatever kind is nothing."""
    try:
        return probe(call, model, ids)
    except ServerError:
        return None


@covers("ACC-01", "ORG-01")
def test_every_model_role_operation_and_distance(role_school):
    school, leaks = role_school, Leaks()
    found, tried = school.sweep()
    for role, model, operation, scope, i in found:
        leaks.add(model, f"{operation} {scope}", role, i)
    print(f"{tried} operations of {len(school.actors)} roles on {len(school.models)} models")
    assert tried > 10000
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_every_model_of_ours_has_rows_of_both_schools(role_school):
    """What has no row is not tried: "model: reason" of what takes none."""
    assert role_school.facts["added"] == {}


@covers("ACC-01", "ORG-01")
def test_nothing_outside_the_table_is_found_or_read(role_school):
    school, leaks, calls = role_school, Leaks(), 0
    found = school.pairs()
    end = time.monotonic() + SECONDS
    ways = list({**probes.SEARCHES, **probes.READS}.items())
    for role, model, ids in found:
        if time.monotonic() > end + SECONDS / 2:
            break
        name = "search" if school.random.random() < 0.7 else "search_inactive"
        chosen = [(name, probes.SEARCHES[name])]
        if time.monotonic() < end:
            chosen += school.random.sample(ways, 3)
        for name, probe in chosen:
            call = school.sessions[role]
            if probe is not probes.onchange and school.random.random() < 0.2:
                call = school.json2(role)
            calls += 1
            if out := attempt(probe, call, model, ids):
                leaks.add(model.name, name, role, out)
    print(f"{len(found)} pairs of role and model, {calls} calls")
    assert len(found) > 1000
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_nothing_is_guessed_through_what_one_may_read(role_school):
    """A search through a relation tells nothing of the records at its other end."""
    school, leaks = role_school, Leaks()
    end = time.monotonic() + SECONDS / 3
    relations = [
        (role, model, field, comodel, ids)
        for role, actor in school.actors.items()
        for model in school.models.values()
        if not model.transient and "-" not in actor.reaches(model.name, "read")
        for field, target in model.many.items()
        if (comodel := school.models.get(target)) and (ids := school.forbidden(actor, comodel))
    ]
    for role, model, field, _comodel, ids in school.random.sample(relations, len(relations)):
        if time.monotonic() > end:
            break

        def count(call, model, ids, field=field):
            return call(model.name, "search_count", [[[field, "any", [["id", "in", ids]]]]])

        if out := attempt(count, school.sessions[role], model, ids):
            leaks.add(model.name, field, role, out)
    assert not leaks, str(leaks)


@covers("ACC-01", "ORG-01")
def test_nothing_outside_the_table_is_changed(role_school):
    school, leaks = role_school, Leaks()
    end = time.monotonic() + SECONDS / 2
    for role, model, ids in school.pairs("write"):
        if time.monotonic() > end:
            break
        for name, probe in school.random.sample(list(probes.CHANGES.items()), 2):
            if name == "message_post":
                # who reads may write a message
                actor = school.actors[role]
                ids = [i for i in ids if not actor.may(model.name, "read", model.facts[i])]
            if not ids or (name == "message_post" and "message_ids" not in model.many):
                continue
            if out := attempt(probe, school.sessions[role], model, ids):
                leaks.add(model.name, name, role, out)
    assert not leaks, str(leaks)


@covers("ACC-01")
def test_nothing_is_made_where_the_table_has_no_creating(role_school):
    school, leaks = role_school, Leaks()
    end = time.monotonic() + SECONDS / 3
    pairs = [
        (role, school.models[name])
        for role, actor in school.actors.items()
        for name in school.matrix
        # messages, files and tasks of one's own are nobody's matter: they follow their document
        if name in school.models
        and not name.startswith(("mail.", "ir."))
        and actor.reaches(name, "create") == {"-"}
    ]
    for role, model in school.random.sample(pairs, len(pairs)):
        if time.monotonic() > end:
            break

        def create(call, model, _ids):
            return call(model.name, "create", [[{}]])

        if out := attempt(create, school.sessions[role], model, []):
            leaks.add(model.name, "create", role, out)
    assert not leaks, str(leaks)
