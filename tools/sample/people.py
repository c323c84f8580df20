# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Invented people: names by ethnic group and gender, birth dates, phones, addresses."""

import calendar
import datetime
import unicodedata

PROVINCE = "Phú Thọ"
COMMUNE = "xã Đồi Trăng"
HAMLETS = (
    "Gò Mây",
    "Suối Ngàn",
    "Đồng Cói",
    "Bến Sim",
    "Đồi Chè",
    "Làng Trám",
    "Cây Vải",
    "Ao Sen",
)

# Share of the commune's people in percent, then family names, most frequent first.
ETHNIC_GROUPS = {
    "Kinh": (
        71,
        "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô "
        "Dương Đinh Trịnh Mai Đoàn Lương Tạ Hà Cao Lưu Tô Chu",
    ),
    "Mường": (15, "Bùi Bùi Bùi Quách Đinh Hà Phùng Bạch Xa"),
    "Tày": (5, "Nông Hoàng Ma Lý Hứa Bế"),
    "Dao": (5, "Bàn Triệu Đặng Phùng Lý"),
    "Thái": (2, "Lò Cầm Quàng Vì Hà"),
    "Nùng": (2, "Nông Vi Lục Hoàng"),
}
MALE_MIDDLE = "Văn Văn Đức Minh Quang Hữu Xuân Ngọc Gia Tuấn Anh Thành Mạnh Đình Công Hoàng".split()
FEMALE_MIDDLE = "Thị Thị Thị Thu Ngọc Thanh Minh Phương Hồng Thuỳ Bích Khánh Mai Diệu Kim".split()
MALE_GIVEN = (
    "An Anh Bách Bảo Bình Cường Dũng Duy Dương Đạt Đăng Đức Giang Hải Hào Hiếu Hoà Hoàng Huy Hùng "
    "Hưng Khang Khánh Khôi Kiên Lâm Linh Long Lộc Minh Nam Nghĩa Nhật Phong Phúc Phước Quân Quang "
    "Quý Sang Sơn Tài Tâm Thái Thành Thắng Thiện Thịnh Tiến Toàn Trí Trung Trường Tú Tuấn Tùng "
    "Việt Vinh Vũ"
).split()
FEMALE_GIVEN = (
    "An Anh Ánh Ân Bích Châu Chi Cúc Diễm Diệp Dung Duyên Đào Giang Hà Hạnh Hằng Hân Hiền Hoa "
    "Hoài Hồng Huệ Huyền Hương Khánh Lan Lệ Liên Linh Loan Ly Mai My Nga Ngân Ngọc Nguyệt Nhi "
    "Nhung Oanh Phương Quỳnh Sen Tâm Thảo Thơ Thu Thuỷ Thư Tiên Trà Trang Trâm Trinh Tú Tuyết Uyên "
    "Vân Vy Xuân Yến"
).split()
OLD_FEMALE_MIDDLE = "Thị Thị Thị Thị Thu Thanh Ngọc Minh Bích Hồng Kim Phương Tuyết".split()
OLD_FEMALE_GIVEN = (
    "Bình Cúc Châm Dung Duyên Đào Hà Hạnh Hằng Hậu Hiền Hoa Hoài Hồng Huệ Huyền Hương Lan "
    "Liên Loan Luyến Lý Mai Minh Nga Nhàn Nhung Oanh Phượng Quyên Tâm Thanh Thoa Thơm Thuỷ Tuyết Vân Yến"
).split()
OLD_MALE_GIVEN = (
    "Bình Chiến Chung Công Cường Dũng Đông Hải Hậu Hiệp Hoà Huấn Hùng Hưng Khoa Lâm Long Lực Mạnh "
    "Nam Ngọc Phong Quyết Sơn Tân Thắng Thuận Tiến Toàn Tuân Tùng Việt"
).split()
OCCUPATIONS = (
    "Nông dân",
    "Nông dân",
    "Nông dân",
    "Công nhân",
    "Công nhân",
    "Buôn bán",
    "Lái xe",
    "Thợ xây",
    "Giáo viên",
    "Viên chức",
    "Y tá",
    "Kế toán",
    "Nội trợ",
    "Thợ may",
    "Kĩ thuật viên",
)
MOBILE_PREFIXES = (
    "032 033 034 035 036 037 038 039 070 077 079 081 083 085 086 091 094 096 098".split()
)


class People:
    """A source of invented people that never repeats a phone number."""

    def __init__(self, random):
        self.random = random
        self.phones = set()

    def ethnic_group(self):
        groups = list(ETHNIC_GROUPS)
        return self.random.choices(groups, [ETHNIC_GROUPS[group][0] for group in groups])[0]

    def family_name(self, group="Kinh"):
        return self.random.choice(ETHNIC_GROUPS[group][1].split())

    def name(self, gender, family, is_adult=False):
        if gender == "Nam":
            middle = self.random.choice(MALE_MIDDLE)
            given = self.random.choice(OLD_MALE_GIVEN if is_adult else MALE_GIVEN)
        else:
            middle = self.random.choice(OLD_FEMALE_MIDDLE if is_adult else FEMALE_MIDDLE)
            given = self.random.choice(OLD_FEMALE_GIVEN if is_adult else FEMALE_GIVEN)
        if middle == given:
            middle = "Văn" if gender == "Nam" else "Thị"
        return f"{family} {middle} {given}"

    def phone(self):
        """Return a number in a mobile range whose 000 in the middle keeps it an invented one."""
        while True:
            phone = f"{self.random.choice(MOBILE_PREFIXES)}000{self.random.randrange(10000):04d}"
            if phone not in self.phones:
                self.phones.add(phone)
                return phone

    def birth_date(self, year):
        month = self.random.randint(1, 12)
        day = self.random.randint(1, calendar.monthrange(year, month)[1])
        return datetime.date(year, month, day)

    def address(self):
        return f"Thôn {self.random.choice(HAMLETS)}"

    def family(self, group, address):
        """Return the parents of a family: {"cha": ..., "mẹ": ...}, seldom only one of them."""
        family = self.family_name(group)
        parents = {
            "Cha": self._parent("Nam", family),
            "Mẹ": self._parent("Nữ", self.family_name(group)),
        }
        chance = self.random.random()
        if chance < 0.03:
            del parents["Cha"]
        elif chance < 0.04:
            parents = {"Người giám hộ": self._parent("Nữ", self.family_name(group))}
        return {"family": family, "group": group, "address": address, "parents": parents}

    def _parent(self, gender, family):
        return {
            "name": self.name(gender, family, is_adult=True),
            "phone": self.phone() if self.random.random() < 0.93 else "",
            "occupation": self.random.choice(OCCUPATIONS),
        }


def plain(text):
    """Return ``text`` in lower case without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
