# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.import_columns import EMAIL
from ..tools.import_table import Column, add_problem
from ..tools.import_values import fold


class SchoolImportSchools(models.AbstractModel):
    """Schools of an authority; the authority is made when its code is new."""

    _name = "school.import.schools"
    _inherit = "school.import.kind"
    _description = "Import of Schools"

    _kind = "schools"
    _kind_sequence = 10
    _kind_model = "res.company"
    _kind_groups = ("base.group_system",)
    _kind_sheet = "Trường"
    _kind_key = ("school_code",)

    def _kind_title(self):
        return self.env._("Schools")

    def _kind_columns(self):
        return [
            Column("school_code", ("Mã trường",), "code", required=True, example="25900701"),
            Column("name", ("Tên trường", "Trường"), required=True, example="Trường THCS Gò Mây"),
            Column(
                "levels",
                ("Cấp học", "Cấp"),
                "list",
                required=True,
                help="Một hoặc nhiều cấp, cách nhau bằng dấu chấm phẩy",
                example="THCS; THPT",
            ),
            Column(
                "abbreviation",
                ("Tên viết tắt", "Viết tắt"),
                "code",
                help="Không dấu, viết thường; đứng cuối tên đăng nhập của cán bộ",
                example="gm",
            ),
            Column("authority", ("Cơ quan quản lí", "Sở"), example="Sở Giáo dục và Đào tạo"),
            Column("authority_code", ("Mã cơ quan", "Mã Sở"), "code", example="SO-PT"),
            Column("street", ("Địa chỉ",)),
            Column("commune", ("Phường, xã", "Xã, phường", "Phường/xã")),
            Column("province", ("Tỉnh, thành phố", "Tỉnh", "Tỉnh/TP"), example="Phú Thọ"),
            Column("phone", ("Điện thoại", "SĐT"), "phone"),
            EMAIL,
        ]

    def _kind_lists(self):
        return {"levels": self.env["school.level"].search([("code", "!=", False)]).mapped("code")}

    def _load(self, run, table, rows):
        levels = {
            fold(level.code): level
            for level in self.env["school.level"].search([("code", "!=", False)])
        }
        provinces = self._province_lookup()
        authorities = self._authorities(rows)
        known = {
            company.school_code: company
            for company in self.env["res.company"].search([("school_code", "!=", False)])
        }
        currency, country = self.env.ref("base.VND"), self.env.ref("base.vn")
        entries = []
        for row in rows:
            values = row.values
            chosen = self.env["school.level"]
            for name in values.get("levels", ()):
                if fold(name) in levels:
                    chosen |= levels[fold(name)]
                else:
                    allowed = ", ".join(level.code for level in levels.values())
                    add_problem(table, row, "levels", "no_level", allowed=allowed)
            province = self._refer(run, table, row, "province", provinces, "province")
            if not row.is_valid:
                continue
            record = known.get(values["school_code"])
            school = {
                "school_code": values["school_code"],
                "name": values["name"],
                "school_level_ids": chosen,
                "school_abbreviation": values.get("abbreviation"),
                "school_authority_id": authorities.get(values.get("authority_code")),
                "street": values.get("street"),
                "city": values.get("commune"),
                "state_id": province,
                "phone": values.get("phone"),
                "email": values.get("email"),
            }
            school = {name: value for name, value in school.items() if value}
            if not record:
                school |= {"currency_id": currency, "country_id": country}
                if "iap_enrich_auto_done" in self.env["res.company"]._fields:
                    # Else partner_autocomplete asks a server on the internet about the school.
                    school["iap_enrich_auto_done"] = True
            entries.append((row, record, school))
        self._save(table, "res.company", entries)

    def _authorities(self, rows):
        """Return the authorities of the rows by code, made where they are missing."""
        wanted = {
            row.values["authority_code"]: row.values["authority"]
            for row in rows
            if row.values.get("authority_code") and row.values.get("authority")
        }
        Authority = self.env["school.authority"]
        known = {
            authority.code: authority
            for authority in Authority.search([("code", "in", list(wanted))])
        }
        made = Authority.create(
            [{"code": code, "name": name} for code, name in wanted.items() if code not in known]
        )
        return known | {authority.code: authority for authority in made}
