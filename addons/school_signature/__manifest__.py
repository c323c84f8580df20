# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Signature and Hand-over",
    "summary": "Hand-over of all data of a school; signatures and archives come later",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core"],
    "data": [
        "security/ir.model.access.csv",
        "security/school_handover_security.xml",
        "data/school_handover_approval_data.xml",
        "data/school_handover_data.xml",
        "views/school_handover_views.xml",
        "views/res_company_views.xml",
    ],
}
