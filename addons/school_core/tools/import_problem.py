# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class ImportProblem(ValueError):
    """A reason why a cell, a sheet or a file cannot be read."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params
