# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Core",
    "summary": "Schools of Viet Nam: year, people, classes, assignments, roles, locks, trail, import",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["mail", "hr", "resource", "portal", "phone_validation"],
    "external_dependencies": {"python": ["holidays", "openpyxl", "phonenumbers", "weasyprint"]},
    "data": [
        "security/school_core_groups.xml",
        "security/ir.model.access.csv",
        "security/school_core_security.xml",
        "security/school_print_security.xml",
        "data/school_level_data.xml",
        "data/school.grade.csv",
        "data/school.subject.csv",
        "data/school.curriculum.line.csv",
        "report/print_templates.xml",
        "views/school_core_menus.xml",
        "views/school_print_job_views.xml",
        "wizard/school_print_wizard_views.xml",
        "views/school_year_templates.xml",
        "views/school_year_views.xml",
        "views/school_org_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            # This file is missing from Debian's build of Odoo and breaks the bundle.
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
            "school_core/static/src/print/report_handler.js",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "application": True,
}
