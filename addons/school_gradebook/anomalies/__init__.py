# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What is looked for in the marks: one class a rule, each with one query for a whole school.

Importing a module of this package registers its rules.
"""

from .registry import RULES, Scope
from . import entry, repeats, shape
