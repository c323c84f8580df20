"""Fed to `odoo shell`: seconds and memory of an import of 5,000 pupils with guardians, undone after.

The file is of the kind that costs most: TCVN3 text in the font of its time, dates as text.
"""

import io
import json
import resource
import time

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from odoo.addons.school_core.tools.vietnamese_encoding import encode_tcvn3

env = globals()["env"]
PUPILS = 5000
GIVEN = "An Bình Châu Dũng Giang Hà Khánh Lan Minh Nga".split()
facts = json.loads(env["ir.config_parameter"].get_param("school.bench"))
school = env["res.company"].browse(facts["company"])
classes = env["school.class"].browse(facts["classes"])
user = env["res.users"].browse(facts["principal"])
imports = env["school.import"].with_user(user)
imports = imports.with_context(lang="vi_VN", allowed_company_ids=school.ids)


def sheet():
    workbook = Workbook(write_only=True)
    page = workbook.create_sheet("Học sinh")
    font = Font(name=".VnTime")

    def append(*values):
        cells = []
        for value in values:
            cell = WriteOnlyCell(page, encode_tcvn3(value))
            cell.font = font
            cells.append(cell)
        page.append(cells)

    append(
        *("Mã học sinh", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Lớp", "Địa chỉ"),
        *("Họ tên cha", "Điện thoại cha", "Họ tên mẹ", "Điện thoại mẹ"),
    )
    for number in range(PUPILS):
        given = GIVEN[number % len(GIVEN)]
        append(
            *(f"NH{number:05d}", f"Nguyễn Văn {given}", "15.3.13", "Nam", "Kinh"),
            *(classes[number % len(classes)].name, f"Số {number}, đường Hữu Nghị"),
            *(f"Nguyễn Văn {given}", f"9{number:08d}"),
            *(f"Trần Thị {given}", f"+84 3{number:08d}"),
        )
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


content = sheet()
before = env["school.student"].search_count([("school_id", "=", school.id)])
started = time.perf_counter()
load = imports._load_files([("hoc-sinh.xlsx", content)], year=classes.year_id)
env.flush_all()
seconds = time.perf_counter() - started
added = env["school.student"].search_count([("school_id", "=", school.id)]) - before
if load.state != "done" or added != PUPILS:
    raise SystemExit(f"the bench could not import: {load.issue_ids[:3].mapped('display_name')}")
env.cr.rollback()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
print("BENCH " + json.dumps({"import": seconds, "import_memory": memory}))
