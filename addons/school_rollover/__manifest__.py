# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Year Rollover",
    "summary": "The end and the start of a school year: rollover of pupils, next year's set-up",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core"],
    "data": [
        "security/ir.model.access.csv",
        "security/school_rollover_security.xml",
        "data/school_approval_data.xml",
        "wizard/school_rollover_change_views.xml",
        "wizard/school_rollover_split_views.xml",
        "wizard/school_rollover_undo_views.xml",
        "wizard/school_year_setup_views.xml",
        "views/school_rollover_line_views.xml",
        "views/school_rollover_views.xml",
        "views/school_start_views.xml",
        "views/school_rollover_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["school_rollover/static/src/start/*"],
        "web.assets_tests": ["school_rollover/static/tests/tours/**/*"],
    },
}
