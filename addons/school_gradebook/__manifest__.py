# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Gradebook",
    "summary": "Marks, results by circular, class books",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core", "report_xlsx"],
    "data": [
        "security/ir.model.access.csv",
        "security/school_gradebook_security.xml",
        "data/school_book_data.xml",
        "data/school_approval_data.xml",
        "views/school_import_views.xml",
        "views/school_mark_sheet_views.xml",
        "views/school_mark_views.xml",
        "views/school_conduct_sheet_views.xml",
        "views/school_result_views.xml",
        "views/school_mark_missing_views.xml",
        "views/school_result_book_views.xml",
        "views/res_company_views.xml",
        "views/school_gradebook_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["school_gradebook/static/src/**/*"],
        "web.assets_unit_tests": [
            "school_gradebook/static/tests/**/*",
            ("remove", "school_gradebook/static/tests/tours/**/*"),
        ],
        "web.assets_tests": ["school_gradebook/static/tests/tours/**/*"],
    },
}
