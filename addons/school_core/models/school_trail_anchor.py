# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import trail_anchor
from ..tools.local_time import TIMEZONE

BOARD = ("school_core.group_school_principal", "school_core.group_school_vice_academic")


class SchoolTrail(models.Model):
    """Anchors: the heads of the chains, kept outside the database every day (AUD-01).

    Who rules the whole database could rewrite a chain to its end; he cannot rewrite the files in
    the backup folder nor the e-mails that the board received.
    """

    _inherit = "school.trail"

    @api.model
    def _cron_anchor(self):
        """Anchor the chains of every school and send the anchors to the boards."""
        schools = self.env["res.company"].browse(
            sorted({head["company_id"] for head in self._heads()})
        )
        self.env["ir.cron"]._commit_progress(remaining=len(schools))
        for school in schools:
            if text := self._anchor(school):
                self._anchor_send(school, text)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _anchor(self, school):
        """Write today's anchor of ``school``; return its text, or None where there is no trail."""
        heads = [
            {"chain": head["chain"], "seq": head["seq"], "hash": head["hash"]}
            for head in self._heads(school)
            if head["seq"]
        ]
        if not heads:
            return None
        today = fields.Date.context_today(self.with_context(tz=TIMEZONE))
        anchor = {
            "version": 1,
            "database": self.env.cr.dbname,
            "company": school.id,
            "school": school.name,
            "at": fields.Datetime.to_string(self.env.cr.now()),
            "heads": heads,
        }
        folder = trail_anchor.folder_of(self.env.cr.dbname, school.id)
        return trail_anchor.write(folder, fields.Date.to_string(today), anchor)

    @api.model
    def _anchor_send(self, school, text):
        """Queue an e-mail with the anchor to the principal and the vice-principals."""
        groups = self.env["res.groups"].browse(self.env.ref(name).id for name in BOARD)
        board = groups.all_user_ids.filtered(
            lambda user: user.active and user.email and school in user.company_ids
        )
        if not board:
            return
        day = fields.Date.context_today(self.with_context(tz=TIMEZONE))
        lang = board[0].lang
        self = self.with_context(lang=lang)
        self.env["mail.mail"].create(
            {
                "email_to": ", ".join(sorted(set(board.mapped("email_formatted")))),
                "subject": self.env._(
                    "Trail of %(school)s on %(day)s", school=school.name, day=f"{day:%d/%m/%Y}"
                ),
                "body_html": self.env._(
                    "Keep this message: the attached file proves later that nobody altered the"
                    " trail up to this day. Digest (SHA-256): %(digest)s",
                    digest=trail_anchor.digest_of(text),
                ),
                "auto_delete": True,
                "attachment_ids": [
                    fields.Command.create(
                        {
                            "name": f"luu-vet-{school.id}-{day}.json",
                            "datas": base64.b64encode(text.encode()),
                        }
                    )
                ],
            }
        )

    @api.model
    def _verify_company(self, company_id, chains, guards):
        results = super()._verify_company(company_id, chains, guards)
        return results + self._verify_anchors(company_id, chains)

    @api.model
    def _verify_anchors(self, company_id, chains=None):
        """Compare the anchors kept outside with the entries of the trail.

        :return: one line for all anchors, or one for each chain that is not what it was
        """
        folder = trail_anchor.folder_of(self.env.cr.dbname, company_id)
        anchors, faults = trail_anchor.read(folder)
        results = []
        if faults:
            why = self.env._(
                "Anchor files altered or missing before: %(names)s.", names=", ".join(faults)
            )
            results.append(self._result(company_id, "anchors", len(anchors), why=why))
        since = {}
        for name, links in anchors:
            for link in links:
                if chains is None or link[0] in chains:
                    since.setdefault(link, name)
        if not since:
            return results
        kept = list(since)
        gone = self.env.execute_query(
            SQL(
                """
                SELECT kept.chain, kept.seq, kept.hash, trail.id
                  FROM unnest(%(chains)s::varchar[], %(seqs)s::int[], %(hashes)s::varchar[])
                       AS kept(chain, seq, hash)
             LEFT JOIN school_trail trail ON trail.company_id = %(company)s
                   AND trail.chain = kept.chain AND trail.seq = kept.seq
                 WHERE trail.hash IS DISTINCT FROM kept.hash
              ORDER BY kept.chain, kept.seq
                """,
                company=company_id,
                chains=[chain for chain, _seq, _hash in kept],
                seqs=[seq for _chain, seq, _hash in kept],
                hashes=[digest for _chain, _seq, digest in kept],
            )
        )
        told = set()
        for chain, seq, digest, broken_at in gone:
            if chain in told:
                continue
            told.add(chain)
            why = self.env._(
                "Entry %(seq)s is not the one that was anchored on %(day)s.",
                seq=seq,
                day=since[chain, seq, digest],
            )
            results.append(self._result(company_id, chain, seq, broken_at, why))
        return results or [self._result(company_id, "anchors", len(anchors))]
