# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
{
    "name": "School Pupils",
    "summary": "The pupil's whole path: registers, papers, completeness of data",
    "version": "19.0.1.0.0",
    "category": "Education",
    "license": "AGPL-3",
    "author": "School Software for Viet Nam",
    "website": "https://github.com/school-vn/school",
    "depends": ["school_core", "portal"],
    "data": [
        "security/ir.model.access.csv",
    ],
}
