# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the circulars of secondary schools share; each adds its parameters, levels and words."""
