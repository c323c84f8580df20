# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError


def with_required(model, vals_list, *names):
    """Return ``vals_list`` with the defaults of the fields ``names``, or refuse a line without one.

    For a ``create`` that looks at these values before PostgreSQL can miss them.
    """
    defaults = model.default_get(names)
    vals_list = [{**defaults, **vals} for vals in vals_list]
    for vals in vals_list:
        for name in names:
            if not vals.get(name):
                raise ValidationError(
                    model.env._(
                        "%(record)s: %(field)s is missing.",
                        record=model.env["ir.model"]._get(model._name).name,
                        field=model._fields[name]._description_string(model.env),
                    )
                )
    return vals_list
