# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Columns that several kinds of data have in common; ``replace`` makes variants of them."""

from dataclasses import replace

from .import_table import Column

GENDERS = {
    "male": ("Nam", "Trai", "M", "Male", "Boy"),
    # A cross stands in columns that are headed "Nữ".
    "female": ("Nữ", "Gái", "F", "Female", "Girl", "x"),
}
CODE = Column("code", ("Mã học sinh", "Mã HS"), "code", required=True, example="HS00001")
NAME = Column("name", ("Họ và tên", "Họ tên", "Họ và tên học sinh"), "name")
BIRTH_DATE = Column(
    "birth_date", ("Ngày sinh", "NTNS", "Ngày tháng năm sinh"), "birth_date", example="15/03/2013"
)
GENDER = Column("gender", ("Giới tính", "Phái"), choices=GENDERS)
EMAIL = Column("email", ("Email", "Thư điện tử"), "email")
CLASS = Column("class", ("Lớp", "Tên lớp"), required=True, example="8A", for_all=True)
SUBJECT = Column(
    "subject", ("Môn học", "Môn", "Tên môn"), required=True, example="Toán", for_all=True
)
DATE_START = Column("date_start", ("Từ ngày",), "date")
DATE_END = Column("date_end", ("Đến ngày",), "date")
DECISION_NUMBER = Column("decision_number", ("Số quyết định",))
REASON = Column("reason", ("Lí do",))

#: The pupil of a row, known by the code.
PUPIL = (CODE, NAME)
#: The pupil of a row in a class, known by the code or, within the class, by name and birth.
PUPIL_OF_CLASS = (
    replace(
        CODE,
        instead=("name",),
        help="Để trống hoặc bỏ cột: tìm trong lớp theo họ tên và ngày sinh",
    ),
    NAME,
    replace(BIRTH_DATE, help="Chỉ để tìm học sinh không ghi mã"),
)
