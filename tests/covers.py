# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The decorator of ``school_core.tests.common``, for tests that run without Odoo."""


def covers(*requirement_ids):
    """State which rows of the requirements a test proves (read by ``make requirements``)."""

    def decorate(function):
        function._covers = requirement_ids
        return function

    return decorate
