# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Accounts",
    "summary": "Accounts of staff and parents, passwords, sessions, compliance",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core", "auth_password_policy", "auth_signup", "auth_timeout", "auth_totp"],
    "data": [
        "security/ir.model.access.csv",
        "security/school_account_access_security.xml",
        "data/ir_config_parameter.xml",
        "views/res_company_account_views.xml",
        "views/school_account_barrier_templates.xml",
        "views/school_account_compliance_views.xml",
    ],
    "assets": {"web.assets_tests": ["school_account/static/tests/tours/**/*"]},
    "post_init_hook": "post_init_hook",
}
