# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from operator import attrgetter

from odoo import api, models
from odoo.exceptions import UserError

from ..tools.locks import opened_up

SCOPE = ("company_id", "year_id", "term_id", "grade_id", "class_id", "subject_id")


class SchoolLockMixin(models.AbstractModel):
    """A model whose rows a lock can close; nobody passes, sudo included (LOCK-01).

    ``_lock_kind`` is the code of its kind of book. ``_lock_columns`` are the fields that are locked
    one by one, ``_lock_row_fields`` those that speak for the row as a whole; other fields stay
    free. A model without columns is locked row by row. ``_lock_scope_fields`` says where a record
    stands: the path from the record to each of company_id, year_id, term_id, grade_id, class_id
    and subject_id, as far as it has them. Who holds a ``school.lock.grant`` for a record, or for the
    pupil in its ``_lock_student_field``, passes.
    """

    _name = "school.lock.mixin"
    _description = "Closed by Locks"

    _lock_kind = None
    _lock_columns = ()
    _lock_row_fields = ("active",)
    _lock_scope_fields = {"company_id": "company_id"}
    _lock_student_field = "student_id"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        touched = {}
        for record, vals in zip(records, vals_list, strict=True):
            columns = {
                name for name in self._lock_columns if not self._lock_missing(vals.get(name))
            }
            touched[record.id] = columns if self._lock_columns else {None}
        records._check_lock(touched)
        return records

    def write(self, vals):
        touched = self._lock_touched(vals)
        self._check_lock(touched)
        result = super().write(vals)
        roots = {path.split(".")[0] for path in self._lock_scope_fields.values()}
        if roots & vals.keys():
            # nor may a record be moved to where it is closed
            self._check_lock(touched)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self._check_lock(
            {
                record.id: {None}
                | {name for name in self._lock_columns if not self._lock_missing(record[name])}
                for record in self
            }
        )

    @api.model
    def _lock_missing(self, value):
        return value is None or value is False or value == ""

    def _lock_touched(self, vals):
        """Return what ``vals`` would change in each record: {id: {column or None for the row}}."""
        names = [name for name in self._lock_columns if name in vals]
        row_names = [
            name
            for name in (self._lock_row_fields if self._lock_columns else vals)
            if name in vals and name in self._fields
        ]
        touched = {}
        for record in self if names or row_names else ():
            columns = {name for name in names if record._lock_differs(name, vals[name])}
            if any(record._lock_differs(name, vals[name]) for name in row_names):
                columns.add(None)
            if columns:
                touched[record.id] = columns
        return touched

    def _lock_differs(self, name, value):
        field = self._fields[name]
        if field.type in ("one2many", "many2many"):
            return True
        return field.convert_to_cache(value, self) != field.convert_to_cache(self[name], self)

    def _lock_scopes(self):
        """Return where each record stands, and the places themselves: ({id: key}, scopes)."""
        # the place of a record decides, whether the user may read it or not
        paths = {
            name: attrgetter(self._lock_scope_fields[name])
            for name in SCOPE
            if name in self._lock_scope_fields
        }
        keys = {
            record.id: tuple((name, path(record).id) for name, path in paths.items())
            for record in self.sudo()
        }
        return keys, [{"key": key, **dict(key)} for key in set(keys.values())]

    def _lock_reasons(self, moment=None):
        """Return what is closed in each record, as ``school.lock._closed`` tells it, by id."""
        Lock = self.env["school.lock"]
        keys, scopes = self._lock_scopes()
        closed = Lock._closed(self._lock_kind, scopes, moment)
        granted = Lock._granted(self._lock_kind, scopes, moment)
        reasons = {record_id: closed.get(key, {}) for record_id, key in keys.items()}
        for record_id, own in self._lock_own_reasons(scopes, moment).items():
            of_place = reasons[record_id]
            reasons[record_id] = of_place | {
                column: entry for column, entry in own.items() if not Lock._reason(of_place, column)
            }
        if granted:
            for record_id, opened in self._lock_granted(keys, granted).items():
                reasons[record_id] = opened_up(reasons[record_id], opened)
        return reasons

    def _lock_own_reasons(self, scopes, moment=None):
        """Return {id: {column: {"reason": sentence}}} of what closes a record by itself.

        To be extended; a grant opens it like what is closed by its place.
        """
        return {}

    def _lock_granted(self, keys, granted):
        """Return {id: {column or None}} of what is open for the user in his records.

        :param keys: {id: key} as :meth:`_lock_scopes` tells it
        :param granted: as ``school.lock._granted`` tells it
        """
        has_students = self._lock_student_field in self._fields
        found = {}
        # whose row it is decides, whether the user may read it or not
        for record in self.sudo():
            of_place = granted.get(keys[record.id], {})
            student_id = has_students and record[self._lock_student_field].id
            found[record.id] = of_place.get(None, set()) | of_place.get(student_id, set())
        return found

    def _check_lock(self, touched):
        """Refuse to touch what is closed; say which columns, and why.

        :param touched: {id: {column or None}} of some of the records.
        """
        if not touched:
            return
        Lock = self.env["school.lock"]
        columns_by_reason = {}
        for record_id, closed in self.browse(touched)._lock_reasons().items():
            for column in touched[record_id] if closed else ():
                reason = Lock._reason(closed, column)
                if reason:
                    columns_by_reason.setdefault(reason, set()).add(column)
        if columns_by_reason:
            raise UserError(
                "\n".join(
                    self._lock_message(reason, columns)
                    for reason, columns in list(columns_by_reason.items())[:3]
                )
            )

    @api.model
    def _lock_message(self, reason, columns):
        names = [name for name in self._lock_columns if name in columns]
        if not names:
            return reason
        labels = self.fields_get(names, ["string"])
        return self.env._(
            "%(columns)s: %(reason)s",
            columns=", ".join(labels.get(name, {}).get("string", name) for name in names),
            reason=reason,
        )
