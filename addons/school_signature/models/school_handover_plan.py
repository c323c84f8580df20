# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.tools import ormcache

#: Odoo's own models that hold data of a school.
OF_ODOO = frozenset(
    {
        "hr.contract.type",
        "hr.department",
        "hr.departure.reason",
        "hr.employee",
        "hr.employee.category",
        "hr.employee.location",
        "hr.employee.skill",
        "hr.job",
        "hr.job.skill",
        "hr.resume.line",
        "hr.resume.line.type",
        "hr.skill",
        "hr.skill.level",
        "hr.skill.type",
        "hr.version",
        "hr.work.location",
        "ir.attachment",
        "mail.activity",
        "mail.followers",
        "mail.message",
        "mail.tracking.value",
        "res.bank",
        "res.company",
        "res.partner",
        "res.partner.bank",
        "res.partner.category",
        "res.users",
        "resource.calendar",
        "resource.calendar.attendance",
        "resource.calendar.leaves",
        "resource.resource",
    }
)
#: Models of ours that are not handed over, and why (told in the manifest, in Vietnamese).
LEFT_OUT = {
    "school.account.code": "mã dùng lần đầu là bí mật; được cấp mới sau khi nạp lại",
    "school.password": "mã băm của mật khẩu cũ là bí mật",
    "school.import.cleaning": "kết quả kiểm tra một tệp; kiểm tra lại sẽ có",
    "school.import.column": "kết quả kiểm tra một tệp; kiểm tra lại sẽ có",
    "school.import.issue": "kết quả kiểm tra một tệp; kiểm tra lại sẽ có",
    "school.import.sheet": "kết quả kiểm tra một tệp; kiểm tra lại sẽ có",
    "school.import.target": "các cột mà phần mềm biết, không phải dữ liệu của trường",
    "school.print.job": "bản in chờ tải về; in lại được bất cứ lúc nào",
    "school.print.job.line": "bản in chờ tải về; in lại được bất cứ lúc nào",
}
#: Fields that never leave: secrets, and what is made anew on the other side.
HIDDEN = {
    "res.users": {"password", "totp_secret", "totp_last_counter"},
    "ir.attachment": {"store_fname", "db_datas", "access_token"},
    "res.partner": {"signup_type"},
    "school.handover": {"attachment_id"},
}
HIDDEN_ANYWHERE = {"access_token", "parent_path"}
#: Views of the database that show another model's records under the same ids.
ALIASES = {"hr.employee.public": "hr.employee"}
#: Models whose rows hang on a record of any model: {model: (field of the model, of the id)}.
HANGING = {
    "ir.attachment": ("res_model", "res_id"),
    "mail.activity": ("res_model", "res_id"),
    "mail.followers": ("res_model", "res_id"),
    "mail.message": ("model", "res_id"),
}
#: The way to a school where it is not the first that is found.
WAYS = {
    "res.company": ("id", None),
    "res.users": ("company_ids", None),
    # the account of the installation's administrator is nobody's, whatever his school of the day
    "school.account": ("user_id", "res.users"),
}
TRAIL = "school.trail"


class SchoolHandoverPlan(models.AbstractModel):
    """What belongs to a school, found in the registry: models, their fields, their way to a school.

    Every stored model of our addons is handed over unless ``_left_out`` says why not; a new one
    comes along by itself. A model belongs to a school by a many2one to it, or by its parent: the
    first of its required many2ones that belongs to a school. What belongs to none is shared data.
    """

    _name = "school.handover.plan"
    _description = "Plan of a Hand-over"

    @api.model
    def _left_out(self):
        """Return {model: reason}; an addon adds its own with super()."""
        return LEFT_OUT

    @api.model
    @ormcache()
    def _models(self):
        """Return the names of the models that are handed over, the trail aside, sorted."""
        left_out = self._left_out()
        return sorted(
            name
            for name in self.env.registry
            if name not in left_out and name != TRAIL and self._is_ours(name) is not None
        )

    @api.model
    def _is_ours(self, name):
        """Return whether a model with a table is ours, None if it is neither ours nor needed."""
        model = self.env[name]
        if model._abstract or model._transient or not model._auto:
            return None
        if model._original_module.startswith("school_"):
            return True
        return False if name in OF_ODOO else None

    @api.model
    def _columns(self, name):
        """Return the fields of a model that stand in a column of their own, in one order."""
        hidden = HIDDEN.get(name, set()) | HIDDEN_ANYWHERE | {"id"}
        return {
            key: field
            for key, field in sorted(self.env[name]._fields.items())
            if field.store and field.column_type and key not in hidden
        }

    @api.model
    def _links(self, name):
        """Return the fields of a model that stand in a table of pairs, each table once."""
        return {
            key: field
            for key, field in sorted(self.env[name]._fields.items())
            if field.store
            and field.type == "many2many"
            and self._link_owners().get(field.relation) == (name, key)
        }

    @api.model
    @ormcache()
    def _link_owners(self):
        """Return {table of pairs: (model, field) that hands it over}; a school's own side last."""
        owners = {}
        ways = self._ways()
        # pairs with more to them than two ends are the rows of a model
        of_models = {model._table for model in self.env.values() if not model._abstract}
        for name in self._models():
            for key, field in sorted(self.env[name]._fields.items()):
                if field.store and field.type == "many2many" and field.relation not in of_models:
                    rank = (name == "res.company", name not in ways, name, key)
                    owners.setdefault(field.relation, []).append(rank)
        return {table: min(ranks)[2:] for table, ranks in owners.items()}

    @api.model
    def _references(self, name):
        """Return {field: model it leads to} of the many2ones of a model."""
        return {
            key: self._comodel(field)
            for key, field in self._columns(name).items()
            if field.type == "many2one"
        }

    @api.model
    def _comodel(self, field):
        return ALIASES.get(field.comodel_name, field.comodel_name)

    @api.model
    @ormcache()
    def _ways(self):
        """Return {model: (field, model it leads to)}, parents before their children."""
        names = [name for name in self._models() if name not in HANGING]
        ways = {name: way for name, way in WAYS.items() if name in names}
        for name in names:
            references = self._references(name)
            for key in ("company_id", "school_id"):
                if references.get(key) == "res.company" and name not in ways:
                    ways[name] = (key, "res.company")
        found = True
        while found:
            found = False
            for name in names:
                if name not in ways and (way := self._way(name, ways)):
                    ways[name] = way
                    found = True
        return ways

    @api.model
    def _way(self, name, ways):
        fields = self.env[name]._fields
        candidates = [
            (fields[key].ondelete != "cascade", key, comodel)
            for key, comodel in self._references(name).items()
            if comodel in ways
            and key not in ("create_uid", "write_uid")
            and (fields[key].required or fields[key].ondelete == "cascade")
        ]
        if not candidates and name.startswith("school."):
            # the log-in attempts of a user, say, whose user may be unknown
            candidates = [
                (True, key, comodel)
                for key, comodel in self._references(name).items()
                if comodel in ways and key not in ("create_uid", "write_uid")
            ]
        return min(candidates)[1:] if candidates else None
