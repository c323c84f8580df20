# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
def pre_init_hook(env):
    """Exclusion constraints over a pupil or a class and a range of dates need this extension."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
