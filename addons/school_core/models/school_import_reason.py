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
    def _cleaned(self, what):
        """Return what the importer does to a cell, in words."""
        return {
            "encoding_tcvn3": self.env._("TCVN3 (ABC) text turned into Unicode"),
            "encoding_vni": self.env._("VNI text turned into Unicode"),
            "encoding_utf8": self.env._("Garbled UTF-8 text repaired"),
            "encoding_doubt": self.env._("May be text of an old font; left as it is, check it"),
            "composed": self.env._("Letters and tone marks composed"),
            "alike": self.env._("Letters that only look right replaced"),
            "apostrophe": self.env._("Apostrophe before a number removed"),
            "spaces": self.env._("Odd spaces and invisible characters removed"),
            "capitals": self.env._("Name written with the capitals of a name"),
            "date": self.env._("Read as a date"),
            "phone": self.env._("Telephone number put into form"),
            "province": self.env._("Province of before 1 July 2025"),
            "address": self.env._("Ward and province read from the address"),
        }[what]

    @api.model
    def _reasons(self, params):
        """Return the sentence of each code, made when called; kinds add their own codes."""
        return {
            # files
            "file_too_big": lambda: self.env._(
                "The file is larger than %(limit)s MB; split it.", **params
            ),
            "file_empty": lambda: self.env._("The file holds no rows."),
            "file_has_password": lambda: self.env._(
                "The file has a password; save a copy without it."
            ),
            "file_type": lambda: self.env._("Only Excel and CSV files can be imported."),
            "file_broken": lambda: self.env._(
                "The file is damaged; open it in Excel and save it again."
            ),
            "file_encoding": lambda: self.env._(
                "The text of the file cannot be read; save it as UTF-8."
            ),
            # sheets
            "too_many_columns": lambda: self.env._(
                "Sheet %(sheet)s has more than %(limit)s columns.", **params
            ),
            "too_many_rows": lambda: self.env._(
                "Sheet %(sheet)s has more than %(limit)s rows; split the file.", **params
            ),
            "sheet_unknown": lambda: self.env._(
                "No table was recognised by its headings; choose under Tables what the sheet holds."
            ),
            "nothing_read": lambda: self.env._("No sheet of the files is read."),
            "other_year": lambda: self.env._(
                "The title says school year %(year)s, but %(chosen)s is chosen above.", **params
            ),
            "not_allowed": lambda: self.env._("You have no right to import this kind of data."),
            "no_year": lambda: self.env._("There is no school year; choose it or import it first."),
            "column_missing": lambda: self.env._("This column is required and was not found."),
            "column_missing_or_said": lambda: self.env._(
                "This column is required and was not found; what holds for all rows can be written"
                " below, under Columns Read."
            ),
            "column_twice": lambda: self.env._("This column stands twice in the sheet."),
            "column_unknown": lambda: self.env._("This column is not known and was not read."),
            "column_nowhere": lambda: self.env._(
                "The program computes this column or has no place for it; it was not read."
            ),
            "row_only_name": lambda: self.env._(
                "Nothing but a name stands in this row; row not read."
            ),
            "row_ignored": lambda: self.env._(
                "None of the required columns is filled; row not read."
            ),
            "row_footer": lambda: self.env._(
                "A total or a signature below the table; row not read."
            ),
            # cells
            "required": lambda: self.env._("The cell must be filled."),
            "excel_error": lambda: self.env._("The cell holds an Excel error."),
            "formula": lambda: self.env._(
                "The formula has no value yet; open the file in Excel and save it."
            ),
            "too_long": lambda: self.env._(
                "The text is longer than %(limit)s characters.", **params
            ),
            "name_has_digits": lambda: self.env._("A name of a person has no digits."),
            "code_has_space": lambda: self.env._("A code has no spaces."),
            "not_a_date": lambda: self.env._(
                "This is not a date; write day/month/year, e.g. 15/03/2013."
            ),
            "only_a_year": lambda: self.env._(
                "This is a year; write the whole date, e.g. 15/03/2013."
            ),
            "no_such_day": lambda: self.env._(
                "The calendar has no such day; write day/month/year."
            ),
            "date_out_of_range": lambda: self.env._("The year of this date cannot be right."),
            "date_in_future": lambda: self.env._("This day is still to come."),
            "date_order": lambda: self.env._("The end lies before the start."),
            "not_a_number": lambda: self.env._("This is not a number."),
            "not_whole": lambda: self.env._("A whole number is needed."),
            "negative": lambda: self.env._("The number cannot be below zero."),
            "not_yes_no": lambda: self.env._("Write x for yes; leave the cell empty for no."),
            "not_an_email": lambda: self.env._("This is not an e-mail address."),
            "other_phones": lambda: self.env._(
                "There is room for one number; not stored: %(numbers)s.", **params
            ),
            "phone_has_letters": lambda: self.env._("A telephone number has digits only."),
            "no_such_phone": lambda: self.env._("No such telephone number exists in Viet Nam."),
            "not_in_list": lambda: self.env._("Not one of: %(allowed)s.", **params),
            "duplicate": lambda: self.env._(
                "The same as in row %(first_row)s of sheet %(sheet)s.", **params
            ),
            # references
            "no_classes": lambda: self.env._("The school year has no class of this name."),
            "no_staff": lambda: self.env._("No member of the staff has this code or name."),
            "several_staff": lambda: self.env._(
                "Several members of the staff have this name; use the code."
            ),
            "matched": lambda: self.env._("Read as %(code)s, born on %(date)s.", **params),
            "matched_undated": lambda: self.env._("Read as %(code)s.", **params),
            "class_needed": lambda: self.env._(
                "A pupil without a code is found by the class; give the code or the class."
            ),
            "nobody_of_name": lambda: self.env._("No pupil of %(class)s has this name.", **params),
            "name_alike": lambda: self.env._(
                "No pupil of %(class)s has this name; spelled alike: %(names)s.", **params
            ),
            "several_of_name": lambda: self.env._(
                "Several pupils of %(class)s have this name (%(codes)s); give the code or the date"
                " of birth.",
                **params,
            ),
            "born_otherwise": lambda: self.env._(
                "The pupil of this name in %(class)s was born on %(date)s.", **params
            ),
            "no_pupils": lambda: self.env._("There is no pupil with this code whom you may see."),
            "no_subject": lambda: self.env._("No subject has this name or code."),
            "no_plan": lambda: self.env._(
                "%(subject)s is not in the subject plan of the class.", **params
            ),
            "no_grade": lambda: self.env._("The school has no such grade."),
            "no_level": lambda: self.env._(
                "Unknown school level; known are: %(allowed)s.", **params
            ),
            "no_ethnic_group": lambda: self.env._("This ethnic group is not in the list."),
            "no_policy": lambda: self.env._("This policy is not in the list: %(name)s.", **params),
            "no_province": lambda: self.env._("No province has this name."),
            "no_duty": lambda: self.env._("Unknown duty: %(name)s.", **params),
            # what stands already
            "other_class": lambda: self.env._(
                "The pupil is in class %(name)s; record a transfer to change that.", **params
            ),
            "former_class": lambda: self.env._(
                "The pupil has moved to class %(name)s and stays there.", **params
            ),
            "other_homeroom": lambda: self.env._(
                "%(name)s is homeroom teacher of the class; give the day of the change.", **params
            ),
            "other_name": lambda: self.env._(
                "The pupil with this code is called %(name)s.", **params
            ),
            "no_account": lambda: self.env._("Without an account no duties can be given."),
            "refused": lambda: params["reason"],
            "login_taken": lambda: self.env._("Somebody else has this login."),
            "no_logins": lambda: self.env._(
                "You have no right to make logins; leave the column empty."
            ),
            "not_identity": lambda: self.env._("The personal identity number has 12 digits."),
            "policy_and_none": lambda: self.env._("Both a policy and none are given."),
            "guardian_twice": lambda: self.env._("This person stands here twice."),
            "guardian_without_name": lambda: self.env._(
                "The name that belongs to this is missing."
            ),
            "date_outside_year": lambda: self.env._("This day lies outside the school year."),
        }
