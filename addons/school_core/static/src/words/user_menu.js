import { registry } from "@web/core/registry";

// An account at Odoo's maker is nobody's business at a school.
registry.category("user_menuitems").remove("odoo_account");
