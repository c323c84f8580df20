# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Ways to get at records that one may not see: each returns what came out, nothing if all is well.

A probe is called with a caller (JSON-RPC or ``/json/2``), the facts of the model and ids that are
forbidden to the account.
"""


def _by_domain(method, **extra):
    def probe(call, model, ids):
        return call(model.name, method, kwargs={"domain": [["id", "in", ids]], **extra})

    return probe


def search(call, model, ids):
    return call(model.name, "search", kwargs={"domain": [["id", "in", ids]]})


def search_inactive(call, model, ids):
    context = {"active_test": False}
    return call(model.name, "search", kwargs={"domain": [["id", "in", ids]], "context": context})


def web_search_read(call, model, ids):
    answer = call(
        model.name,
        "web_search_read",
        kwargs={"domain": [["id", "in", ids]], "specification": {"display_name": {}}},
    )
    return answer["records"] or answer["length"]


def name_search(call, model, ids):
    return call(model.name, "name_search", kwargs={"name": "", "domain": [["id", "in", ids]]})


def count_in_groups(call, model, ids):
    answer = call(
        model.name,
        "formatted_read_group",
        kwargs={"domain": [["id", "in", ids]], "groupby": [], "aggregates": ["__count"]},
    )
    return [group for group in answer if group["__count"]]


def group_by_a_column(call, model, ids):
    answer = call(
        model.name,
        "formatted_read_group",
        kwargs={
            "domain": [["id", "in", ids]],
            "groupby": [model.column],
            "aggregates": ["__count"],
        },
    )
    return [group for group in answer if group["__count"]]


def read(call, model, ids):
    return call(model.name, "read", [ids], {"fields": [model.column]})


def read_each(call, model, ids):
    return call(model.name, "read", [ids[:1]], {"fields": ["display_name"]})


def web_read(call, model, ids):
    return call(model.name, "web_read", [ids], {"specification": {model.column: {}}})


def export_data(call, model, ids):
    return call(model.name, "export_data", [ids], {"fields_to_export": ["id", model.column]})


def copy(call, model, ids):
    return call(model.name, "copy", [ids[:1]])


def copy_data(call, model, ids):
    return call(model.name, "copy_data", [ids[:1]])


def get_metadata(call, model, ids):
    # of a model without a log it tells nothing but the ids that were asked for
    return [row for row in call(model.name, "get_metadata", [ids]) if "create_uid" in row]


def onchange(call, model, ids):
    answer = call(model.name, "onchange", [ids[:1], {}, [], {model.column: {}}])
    return answer.get("value")


def write(call, model, ids):
    return call(model.name, "write", [ids, {model.column: False}])


def web_save(call, model, ids):
    return call(model.name, "web_save", [ids[:1], {model.column: False}, {model.column: {}}])


def unlink(call, model, ids):
    return call(model.name, "unlink", [ids])


def archive(call, model, ids):
    return call(model.name, "action_archive", [ids])


def message_post(call, model, ids):
    return call(model.name, "message_post", [ids[:1]], {"body": "x"})


SEARCHES = {
    "search": search,
    "search_inactive": search_inactive,
    "search_count": _by_domain("search_count"),
    "search_read": _by_domain("search_read", fields=["id"]),
    "web_search_read": web_search_read,
    "name_search": name_search,
    "count_in_groups": count_in_groups,
    "group_by_a_column": group_by_a_column,
}
READS = {
    "read": read,
    "read_each": read_each,
    "web_read": web_read,
    "export_data": export_data,
    "copy_data": copy_data,
    "get_metadata": get_metadata,
    "onchange": onchange,
}
CHANGES = {
    "write": write,
    "web_save": web_save,
    "unlink": unlink,
    "copy": copy,
    "archive": archive,
    "message_post": message_post,
}
