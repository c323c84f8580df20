# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class SchoolImportReason(models.AbstractModel):
    """The sentences that say why a file, a sheet or a cell was refused."""

    _name = "school.import.reason"
    _description = "Reasons of the Import"

    @api.model
    def _reason(self, code, /, **params):
        return self._reasons(params)[code]()

    @api.model
    def _reasons(self, params):
        """Return the sentence of each code, made when called; kinds add their own codes."""
        _ = self.env._
        return {
            # files
            "file_too_big": lambda: _("The file is larger than %(limit)s MB; split it.", **params),
            "file_empty": lambda: _("The file holds no rows."),
            "file_has_password": lambda: _("The file has a password; save a copy without it."),
            "file_is_old_excel": lambda: _("The file is of an old Excel; save it as .xlsx."),
            "file_type": lambda: _("Only .xlsx and .csv files can be imported."),
            "file_broken": lambda: _("The file is damaged; open it in Excel and save it again."),
            "file_encoding": lambda: _("The text of the file cannot be read; save it as UTF-8."),
            # sheets
            "too_many_columns": lambda: _(
                "Sheet %(sheet)s has more than %(limit)s columns.", **params
            ),
            "too_many_rows": lambda: _(
                "Sheet %(sheet)s has more than %(limit)s rows; split the file.", **params
            ),
            "sheet_unknown": lambda: _(
                "No table was recognised by its headings; compare them with the template."
            ),
            "not_allowed": lambda: _("You have no right to import this kind of data."),
            "no_year": lambda: _("There is no school year; choose it or import it first."),
            "column_missing": lambda: _("This column is required and was not found."),
            "column_twice": lambda: _("This column stands twice in the sheet."),
            "column_unknown": lambda: _("This column is not known and was not read."),
            "row_ignored": lambda: _("None of the required columns is filled; row not read."),
            # cells
            "required": lambda: _("The cell must be filled."),
            "excel_error": lambda: _("The cell holds an Excel error."),
            "formula": lambda: _(
                "The formula has no value yet; open the file in Excel and save it."
            ),
            "too_long": lambda: _("The text is longer than %(limit)s characters.", **params),
            "name_has_digits": lambda: _("A name of a person has no digits."),
            "code_has_space": lambda: _("A code has no spaces."),
            "not_a_date": lambda: _("This is not a date; write day/month/year, e.g. 15/03/2013."),
            "no_such_day": lambda: _("The calendar has no such day; write day/month/year."),
            "date_short_year": lambda: _("Write the year with four digits, e.g. 15/03/2013."),
            "date_out_of_range": lambda: _("The year of this date cannot be right."),
            "date_in_future": lambda: _("This day is still to come."),
            "date_order": lambda: _("The end lies before the start."),
            "not_a_number": lambda: _("This is not a number."),
            "not_whole": lambda: _("A whole number is needed."),
            "negative": lambda: _("The number cannot be below zero."),
            "not_yes_no": lambda: _("Write x for yes; leave the cell empty for no."),
            "not_an_email": lambda: _("This is not an e-mail address."),
            "several_phones": lambda: _("Write one telephone number only."),
            "phone_has_letters": lambda: _("A telephone number has digits only."),
            "old_phone": lambda: _("This is an old number of 11 digits; write the new one."),
            "no_such_phone": lambda: _("No such telephone number exists in Viet Nam."),
            "not_in_list": lambda: _("Not one of: %(allowed)s.", **params),
            "duplicate": lambda: _(
                "The same as in row %(first_row)s of sheet %(sheet)s.", **params
            ),
            # references
            "no_classes": lambda: _("The school year has no class of this name."),
            "no_staff": lambda: _("No member of the staff has this code or name."),
            "several_staff": lambda: _(
                "Several members of the staff have this name; use the code."
            ),
            "no_pupils": lambda: _("There is no pupil with this code whom you may see."),
            "no_subject": lambda: _("No subject has this name or code."),
            "no_plan": lambda: _("%(subject)s is not in the subject plan of the class.", **params),
            "no_grade": lambda: _("The school has no such grade."),
            "no_level": lambda: _("Unknown school level; known are: %(allowed)s.", **params),
            "no_ethnic_group": lambda: _("This ethnic group is not in the list."),
            "no_policy": lambda: _("This policy is not in the list: %(name)s.", **params),
            "no_province": lambda: _("No province has this name."),
            "no_duty": lambda: _("Unknown duty: %(name)s.", **params),
            # what stands already
            "other_class": lambda: _(
                "The pupil is in class %(name)s; record a transfer to change that.", **params
            ),
            "former_class": lambda: _(
                "The pupil has moved to class %(name)s and stays there.", **params
            ),
            "other_homeroom": lambda: _(
                "%(name)s is homeroom teacher of the class; give the day of the change.", **params
            ),
            "other_name": lambda: _("The pupil with this code is called %(name)s.", **params),
            "no_account": lambda: _("Without an account no duties can be given."),
            "refused": lambda: params["reason"],
            "login_taken": lambda: _("Somebody else has this login."),
            "no_logins": lambda: _("You have no right to make logins; leave the column empty."),
            "not_identity": lambda: _("The personal identity number has 12 digits."),
            "policy_and_none": lambda: _("Both a policy and none are given."),
            "guardian_twice": lambda: _("This person stands here twice."),
            "guardian_without_name": lambda: _("The name that belongs to this is missing."),
            "date_outside_year": lambda: _("This day lies outside the school year."),
        }
