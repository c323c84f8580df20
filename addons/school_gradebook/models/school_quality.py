# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

TRAIT_LEVELS = [("T", "Good"), ("D", "Satisfactory"), ("C", "Needs Effort")]
QUALITIES = ("yeu_nuoc", "nhan_ai", "cham_chi", "trung_thuc", "trach_nhiem")
GENERAL = ("tu_chu_tu_hoc", "giao_tiep_hop_tac", "giai_quyet_van_de_sang_tao")
SPECIFIC = ("ngon_ngu", "tinh_toan", "khoa_hoc", "cong_nghe", "tin_hoc", "tham_mi", "the_chat")
TRAITS = (*QUALITIES, *GENERAL, *SPECIFIC)
TRAIT_REMARKS = ("remark_qualities", "remark_general", "remark_specific")
PARTS = [("midterm", "Middle of the Term"), ("final", "End of the Term")]


class SchoolQuality(models.Model):
    """Qualities and competencies of a pupil at one of the times of assessment (GB-11).

    The names of the columns are the codes of the circular; its scheme says which a sheet has.
    """

    _name = "school.quality"
    _description = "Qualities and Competencies of a Pupil"
    _inherit = ["school.homeroom.entry"]
    _order = "class_id, term_id, part desc, student_id, id"

    _sheet_model = "school.quality.sheet"
    _sheet_key = ("class_id", "term_id", "part")
    _trail_fields = ("class_id", *TRAITS, *TRAIT_REMARKS)
    _trail_keys = ("term_id", "part")
    _lock_kind = "quality"
    _lock_columns = (*TRAITS, *TRAIT_REMARKS)
    _entered_columns = TRAITS

    sheet_id = fields.Many2one(
        comodel_name="school.quality.sheet",
        compute="_compute_sheet_id",
        store=True,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    part = fields.Selection(PARTS, string="Time", required=True)
    # qualities
    yeu_nuoc = fields.Selection(TRAIT_LEVELS, string="Patriotism")
    nhan_ai = fields.Selection(TRAIT_LEVELS, string="Kindness")
    cham_chi = fields.Selection(TRAIT_LEVELS, string="Diligence")
    trung_thuc = fields.Selection(TRAIT_LEVELS, string="Honesty")
    trach_nhiem = fields.Selection(TRAIT_LEVELS, string="Responsibility")
    # general competencies
    tu_chu_tu_hoc = fields.Selection(TRAIT_LEVELS, string="Autonomy and Self-learning")
    giao_tiep_hop_tac = fields.Selection(TRAIT_LEVELS, string="Communication and Cooperation")
    giai_quyet_van_de_sang_tao = fields.Selection(
        TRAIT_LEVELS, string="Problem Solving and Creativity"
    )
    # specific competencies
    ngon_ngu = fields.Selection(TRAIT_LEVELS, string="Language")
    tinh_toan = fields.Selection(TRAIT_LEVELS, string="Calculation")
    khoa_hoc = fields.Selection(TRAIT_LEVELS, string="Science")
    cong_nghe = fields.Selection(TRAIT_LEVELS, string="Technology")
    tin_hoc = fields.Selection(TRAIT_LEVELS, string="Informatics")
    tham_mi = fields.Selection(TRAIT_LEVELS, string="Aesthetics")
    the_chat = fields.Selection(TRAIT_LEVELS, string="Physical")
    # remarks
    remark_qualities = fields.Text(string="Remark on Qualities")
    remark_general = fields.Text(string="Remark on General Competencies")
    remark_specific = fields.Text(string="Remark on Specific Competencies")

    _uniq_student = models.UniqueIndex(
        "(student_id, term_id, part)", "The pupil has been assessed at this time already."
    )

    @api.depends(lambda self: self._sheet_key)
    def _compute_sheet_id(self):
        return super()._compute_sheet_id()
