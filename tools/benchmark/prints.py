"""Fed to `odoo shell`: seconds of the class book of 45 pupils, and of the writers alone."""

import io
import json
import resource
import time

import xlsxwriter
from openpyxl import load_workbook
from weasyprint import HTML

env = globals()["env"]
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])

reports = env["ir.actions.report"].with_context(lang="vi_VN", allowed_company_ids=school.ids)
classes = env["school.class"].browse(facts["classes"])
book = classes[:1]
found = {}


def seconds(work):
    env.invalidate_all()
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


pdf, xlsx = "school_gradebook.class_book_a4", "school_gradebook.class_book_xlsx"
found["pdf"] = seconds(lambda: reports._render_qweb_pdf(pdf, book.ids))[0]
html = reports._render_qweb_html(pdf, book.ids)[0]
found["pdf_alone"] = seconds(lambda: HTML(string=html.decode()).write_pdf(pdf_variant="pdf/a-3b"))[
    0
]
found["xlsx"], (content, _type) = seconds(lambda: reports._render_xlsx(xlsx, book.ids, {}))
pages = [list(page.iter_rows(values_only=True)) for page in load_workbook(io.BytesIO(content))]


def write_alone():
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    for page in pages:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(page):
            sheet.write_row(number, 0, row)
    workbook.close()


found["xlsx_alone"] = seconds(write_alone)[0]
many = classes[:24]
found["books_pdf"] = seconds(lambda: [reports._render_qweb_pdf(pdf, [one]) for one in many.ids])[0]
found["books_xlsx"] = seconds(lambda: [reports._render_xlsx(xlsx, [one], {}) for one in many.ids])[
    0
]
found["prints_memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10

print("BENCH " + json.dumps(found))
