# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

FIGURES = (
    "required_count",
    "missing_count",
    "late_count",
    "entered_late_count",
    "size_start",
    "size_end",
    "joined_count",
    "left_count",
    "anomaly_count",
    "change_count",
    "correction_count",
)


class SchoolBookInspectionFigures(models.AbstractModel):
    """What an inspector sees of a class and a month: all classes of a month by one query a figure.

    Once the inspection is signed, the figures are those of that day.
    """

    _name = "school.book.inspection.figures"
    _description = "Figures of an Inspection"

    signed_figures = fields.Json(readonly=True, export_string_translation=False)
    required_count = fields.Integer(string="Marks Required", compute="_compute_figures")
    missing_count = fields.Integer(string="Still Missing", compute="_compute_figures")
    late_count = fields.Integer(
        string="Late", compute="_compute_figures", help="Missing although their time has passed."
    )
    entered_late_count = fields.Integer(
        string="Entered Late",
        compute="_compute_figures",
        help="What was entered in the term for the first time after its time had passed.",
    )
    progress = fields.Float(string="Entered (%)", compute="_compute_figures")
    size_start = fields.Integer(string="Pupils at the Start", compute="_compute_figures")
    size_end = fields.Integer(string="Pupils at the End", compute="_compute_figures")
    joined_count = fields.Integer(string="Joined", compute="_compute_figures")
    left_count = fields.Integer(string="Left", compute="_compute_figures")
    anomaly_count = fields.Integer(
        string="Unusual, Open", compute="_compute_figures", help="Cases that are not closed."
    )
    change_count = fields.Integer(
        string="Marks Changed",
        compute="_compute_figures",
        help="Changes of entered marks in the month.",
    )
    correction_count = fields.Integer(
        string="Dossiers", compute="_compute_figures", help="Corrections carried out in the month."
    )

    @api.depends("class_id", "month", "signed_figures")
    def _compute_figures(self):
        live = self.filtered(lambda inspection: not inspection.signed_figures)._live_figures()
        for inspection in self:
            figures = inspection.signed_figures or live.get(inspection, {})
            for name in FIGURES:
                inspection[name] = figures.get(name, 0)
            entered = inspection.required_count - inspection.missing_count
            inspection.progress = (
                100 * entered / inspection.required_count if inspection.required_count else 0
            )

    def _live_figures(self):
        """Return {inspection: {figure: number}} as the books stand now."""
        figures = {inspection: dict.fromkeys(FIGURES, 0) for inspection in self}
        for month, inspections in self.grouped("month").items():
            by_class = {inspection.class_id: inspection for inspection in inspections}
            # Whoever may read the inspection may know these numbers of the class.
            classes_sudo = inspections.class_id.sudo()
            for school_class, name, number in (
                *classes_sudo._inspect_entry(month),
                *classes_sudo._inspect_size(month),
                *classes_sudo._inspect_changes(month),
            ):
                figures[by_class[school_class.sudo(False)]][name] += number
        return figures
