# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Provinces as they were called before 1 July 2025, ethnic groups, and addresses in one cell."""

import re

from .import_values import fold

# Resolution 202/2025/QH15: which of the 34 provinces took in the others.
MERGED_PROVINCES = {
    "Tuyên Quang": ("Hà Giang",),
    "Lào Cai": ("Yên Bái",),
    "Thái Nguyên": ("Bắc Kạn",),
    "Phú Thọ": ("Vĩnh Phúc", "Hòa Bình", "Hoà Bình"),
    "Bắc Ninh": ("Bắc Giang",),
    "Hưng Yên": ("Thái Bình",),
    "Hải Phòng": ("Hải Dương",),
    "Ninh Bình": ("Hà Nam", "Nam Định"),
    "Quảng Trị": ("Quảng Bình",),
    "Huế": ("Thừa Thiên Huế", "Thừa Thiên - Huế", "TT Huế"),
    "Đà Nẵng": ("Quảng Nam",),
    "Quảng Ngãi": ("Kon Tum",),
    "Gia Lai": ("Bình Định",),
    "Khánh Hòa": ("Ninh Thuận",),
    "Lâm Đồng": ("Đắk Nông", "Đắc Nông", "Bình Thuận"),
    "Đắk Lắk": ("Phú Yên", "Đắc Lắc", "Đắc Lắk", "Đăk Lăk"),
    "Hồ Chí Minh": ("Bà Rịa - Vũng Tàu", "BR-VT", "Bình Dương", "TPHCM", "HCM", "Sài Gòn"),
    "Đồng Nai": ("Bình Phước",),
    "Tây Ninh": ("Long An",),
    "Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Tiền Giang",),
    "Cà Mau": ("Bạc Liêu",),
    "An Giang": ("Kiên Giang",),
}
ETHNIC_SPELLINGS = {
    "Kinh": ("Việt", "Kinh (Việt)"),
    "Hmông": ("Mông", "H'Mông", "Mèo", "Mẹo"),
    "Khmer": ("Khơ-me", "Khơ me", "Khơ mer", "Kh'mer", "Miên"),
    "Dao": ("Mán",),
    "Ê-đê": ("Rađê", "Ra-đê"),
    "Gia-rai": ("Jrai", "Jarai", "Ja rai"),
    "Ba-na": ("Bahnar",),
    "Xơ-đăng": ("Sedang", "Xê đăng"),
    "Sán Chay": ("Cao Lan", "Sán Chỉ"),
    "Cơ-ho": ("K'Ho", "Kơ Ho", "Cờ Ho"),
    "Mnông": ("M'Nông",),
    "Xtiêng": ("Stiêng", "S'tiêng"),
    "Bru - Vân Kiều": ("Vân Kiều", "Bru"),
    "Gié - Triêng": ("Giẻ Triêng",),
    "Chăm": ("Chàm",),
}
_PROVINCE_KIND = re.compile(r"^(?:tỉnh|thành phố|tp\.?|t\.p\.?)\s*", re.IGNORECASE)
_WARD = re.compile(r"^(?:xã|phường|thị trấn|đặc khu|p\.|x\.|tt\.)\s*\S", re.IGNORECASE)


def add_former_provinces(lookup: dict) -> dict:
    """Return ``lookup`` (by folded name) with the former provinces and common short forms."""
    more = {}
    for name, former in MERGED_PROVINCES.items():
        province = next(
            (lookup[key] for key in (fold(name), fold(f"TP {name}")) if key in lookup), None
        )
        for text in former if province is not None else ():
            for prefix in ("", "Tỉnh ", "Thành phố ", "TP "):
                more[fold(prefix + text)] = province
    return {**more, **lookup}


def plain_ethnic_group(text: str) -> str:
    return re.sub(r"^(?:dân tộc|dt)\s*:?\s*", "", text, flags=re.IGNORECASE).strip()


def split_address(text: str, provinces: dict) -> tuple[str, str, str]:
    """Return what ``text`` (number, hamlet, ward, province) says, ward and province apart.

    Without a province at its end an address stays whole.
    """
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+-\s+", text) if part]
    if len(parts) < 2 or not _is_province(parts[-1], provinces):
        return text, "", ""
    *parts, province = parts
    ward = parts.pop() if len(parts) > 1 and _WARD.match(parts[-1]) else ""
    return ", ".join(parts), ward, province


def _is_province(text, provinces):
    return fold(text) in provinces or fold(_PROVINCE_KIND.sub("", text)) in provinces
