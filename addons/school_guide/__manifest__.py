# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Guide",
    "summary": "A guide in Vietnamese for each role, with a picture of each screen",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core"],
    "data": [
        "report/school_guide_print_templates.xml",
        "views/school_guide_views.xml",
        "views/school_guide_portal_templates.xml",
        "views/school_guide_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["school_guide/static/src/guide/*"],
        "web.assets_frontend": ["school_guide/static/src/guide/school_guide.scss"],
        "web.assets_tests": ["school_guide/static/tests/tours/**/*"],
    },
}
