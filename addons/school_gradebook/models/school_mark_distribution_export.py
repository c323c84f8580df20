# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io

import xlsxwriter

from odoo import api, fields, models

from odoo.addons.school_core.tools.pdf import html_to_pdf

from ..report.form_text import date_text


def number_text(value):
    """Write a figure the Vietnamese way: 6,73; nothing where there is none."""
    return "" if value is None else f"{value:g}".replace(".", ",")


class SchoolMarkDistribution(models.AbstractModel):
    """The distribution as a workbook and as a PDF: the same figures as on the screen."""

    _inherit = "school.mark.distribution"

    @api.model
    def _figure_labels(self, step=None):
        """Return {figure: its name}, in the order in which they are shown."""
        return {
            "count": self.env._("Number of marks"),
            "mean": self.env._("Mean"),
            "median": self.env._("Median"),
            "deviation": self.env._("Standard deviation"),
            "lowest": self.env._("Lowest"),
            "first_quartile": self.env._("1st quartile"),
            "third_quartile": self.env._("3rd quartile"),
            "highest": self.env._("Highest"),
            "below_pass": self.env._("Below 5.0"),
            "share_below_pass": self.env._("Below 5.0 (%)"),
            "share_pass": self.env._("From 5.0 up (%)"),
            "good": self.env._("From 8.0 up"),
            "share_good": self.env._("From 8.0 up (%)"),
        }

    @api.model
    def _workbook(self, query):
        """Return the workbook of ``query``: figures, counts and a chart of the chosen marks."""
        data = self.get_distribution(query)
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
        bold = book.add_format(
            {"bold": True, "text_wrap": True, "border": 1, "bg_color": "#E8EDF3"}
        )
        title = book.add_format({"bold": True, "font_size": 14})
        labels = data["figures"]
        page = book.add_worksheet(self.env._("Figures"))
        page.set_column(0, 0, 30)
        page.set_column(1, len(labels), 11)
        page.write_string(0, 0, data["title"], title)
        for column, name in enumerate(labels, 1):
            page.write_string(2, column, labels[name], bold)
        for row, line in enumerate(data["lines"], 3):
            page.write_string(row, 0, line["label"])
            for column, name in enumerate(labels, 1):
                if line[name] is not None:
                    page.write_number(row, column, line[name])
        page.freeze_panes(3, 1)
        page.repeat_rows(2)
        self._write_counts(book, data, bold)
        for page in book.worksheets():
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
        book.close()
        return stream.getvalue()

    @api.model
    def _write_counts(self, book, data, bold):
        name = self.env._("Distribution")
        page = book.add_worksheet(name)
        page.set_column(0, 0, 12)
        for row, label in enumerate(data["labels"], 1):
            page.write_string(row, 0, label)
        for column, line in enumerate(data["lines"], 1):
            page.write_string(0, column, line["label"], bold)
            page.write_column(1, column, line["bins"])
        page.freeze_panes(1, 1)
        main = next(i for i, line in enumerate(data["lines"], 1) if line["key"] == data["main"])
        last = len(data["labels"])
        chart = book.add_chart({"type": "column"})
        chart.add_series(
            {
                "name": [name, 0, main],
                "categories": [name, 1, 0, last, 0],
                "values": [name, 1, main, last, main],
                "gap": 20,
            }
        )
        chart.set_title({"name": data["title"], "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_size({"width": 720, "height": 360})
        page.insert_chart(last + 2, 0, chart)

    @api.model
    def _pdf(self, query):
        """Return the PDF of ``query``, with its bars drawn as SVG."""
        data = self.get_distribution(query)
        main = next(line for line in data["lines"] if line["key"] == data["main"])
        highest = max(main["bins"], default=0) or 1
        values = {
            **data,
            "figures": list(data["figures"]),
            "figure_labels": data["figures"],
            "main_line": main,
            "bars": [
                {"count": count, "height": 60 * count / highest, "label": label, "place": place}
                for place, (label, count) in enumerate(
                    zip(data["labels"], main["bins"], strict=True)
                )
            ],
            "number_text": number_text,
            "passing": len(data["labels"]) // 2,
            "school": self.env["school.term"].browse(query["term_id"]).company_id.name,
            "printed": date_text(fields.Date.context_today(self)),
        }
        # The template is the program's own; everything it shows stands in the values.
        html = self.env["ir.qweb"]._render("school_gradebook.distribution_document", values)
        return html_to_pdf(str(html))
