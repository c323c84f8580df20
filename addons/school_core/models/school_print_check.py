# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hmac as constant_time
import re
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL, hmac

from ..tools.local_time import local_time

SIGNED = "school.print.check"
SIGNATURE_LENGTH = 16
CODE = re.compile(rf"^((?:[a-z]\d+)+)-([0-9a-f]{{{SIGNATURE_LENGTH}}})$")


class Place(NamedTuple):
    """What a print shows: a class, or one of its pupils; of one term or subject where given.

    Without a class it shows all classes of a school year, or those of one of its grades. With a
    ``month`` (202609) it is a page of absences, which shows no marks.
    """

    class_id: int = 0
    student_id: int = 0
    term_id: int = 0
    subject_id: int = 0
    year_id: int = 0
    grade_id: int = 0
    month: int = 0


#: What a code says of a print, by letter: the whole state, so that nothing need be stored.
PLACE_LETTERS = dict(zip(Place._fields, "cstmygd", strict=True))
LETTERS = {"report": "r", **PLACE_LETTERS, "count": "n"}
WHOLE_SCHOOL = "Toàn trường"


class SchoolPrintCheck(models.AbstractModel):
    """Tells whether a print on paper is the present version of the book (GB-19, GB-20).

    A print carries a code, signed by this database, with the number of entries of the trail that
    stood in what it shows. The trail only grows: as long as that number is the same, nothing that
    the print shows has changed.
    """

    _name = "school.print.check"
    _description = "Check of a Print"

    @api.model
    def _marks(self, report_name, places):
        """Return what a print of ``report_name`` carries for each of ``places``.

        :return: {place: what :meth:`_links` returns, and "qr": data URI of the address}
        """
        report = self.env["ir.actions.report"]
        links = self._links(report_name, places)
        for link in links.values():
            image = report.barcode("QR", link["url"], width=300, height=300, barBorder=1)
            link["qr"] = f"data:image/png;base64,{base64.b64encode(image).decode()}"
        return links

    @api.model
    def _links(self, report_name, places):
        """Return the signed code of each of ``places`` and the address that tells about it.

        :param places: :class:`Place` s whose records the user may read
        :return: {place: {"code", "url", "head": end of the class's trail}}
        """
        report = self.env["ir.actions.report"]._get_report(report_name)
        heads = self._heads({place.class_id for place in places if place.class_id})
        # the server's own address stands in every print
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        found = {}
        for place, (count, _last) in self._counts(places).items():
            code = self._code({"report": report.id, **place._asdict(), "count": count})
            found[place] = {
                "code": code,
                "url": f"{base}/kt/{code}",
                "head": heads.get(place.class_id, ""),
            }
        return found

    @api.model
    def _verdict(self, code):
        """Return what the check page says of ``code``, or None where it is no code of ours.

        Nothing in it is about a person: anybody who holds the paper may ask.
        """
        values = self._read_code(code)
        if values is None:
            return None
        # A visitor without an account asks; only the name of the class and counts leave here.
        self = self.sudo()
        report = self.env["ir.actions.report"].browse(values["report"]).exists()
        place = Place(*(values.get(name, 0) for name in Place._fields))
        shown = self._shown(place)
        if not report or not shown:
            return None
        count, last = self._counts([place])[place]
        return {
            **shown,
            "print": report.name,
            "changes": count - values["count"],
            "last": local_time(self.env, last) if last else "",
        }

    @api.model
    def _shown(self, place):
        """Return the names of what a print shows, None where it is no more."""
        if place.class_id:
            school_class = self.env["school.class"].browse(place.class_id).exists()
            year, name = school_class.year_id, school_class.name
        else:
            year = self.env["school.year"].browse(place.year_id).exists()
            name = self.env["school.grade"].browse(place.grade_id).exists().name or WHOLE_SCHOOL
        return year and {"school": year.company_id.name, "class": name, "year": year.name}

    @api.model
    def _models(self, is_month=False):
        """The models whose changes a print shows, or a page of absences."""
        names = self.env.registry.descendants(["school.trail.mixin"], "_inherit")
        wanted = "_trail_absences" if is_month else "_trail_printed"
        return sorted(name for name in names if getattr(self.env[name], wanted))

    @api.model
    def _counts(self, places):
        """Return {place: (number of entries about it, moment of the last one)}, by one query."""
        found = self.env.execute_query(
            SQL(
                """
                SELECT place.number, count(trail.id), max(trail.at)
                  FROM unnest(%(class_id)s::int[], %(student_id)s::int[], %(term_id)s::int[],
                              %(subject_id)s::int[], %(year_id)s::int[], %(grade_id)s::int[],
                              %(month)s::int[]) WITH ORDINALITY
                       AS place(class_id, student_id, term_id, subject_id, year_id, grade_id,
                                month, number)
          JOIN LATERAL (SELECT id, company_id
                          FROM school_class
                         WHERE id = place.class_id
                     UNION ALL
                        SELECT id, company_id
                          FROM school_class
                         WHERE place.class_id = 0 AND year_id = place.year_id
                           AND place.grade_id IN (0, grade_id)) class ON true
             LEFT JOIN school_trail trail ON trail.company_id = class.company_id
                   AND trail.chain = 'class:' || class.id
                   AND trail.model = ANY(CASE WHEN place.month = 0 THEN %(models)s
                                              ELSE %(month_models)s END)
                   AND (place.student_id = 0 OR trail.student_id = place.student_id)
                   AND (place.term_id = 0 OR trail.scope->>'term_id' IS NULL
                        OR (trail.scope->>'term_id')::int = place.term_id)
                   AND (place.subject_id = 0 OR trail.scope->>'subject_id' IS NULL
                        OR (trail.scope->>'subject_id')::int = place.subject_id)
              GROUP BY place.number
                """,
                models=self._models(),
                month_models=self._models(is_month=True),
                **{
                    name: [place[position] for place in places]
                    for position, name in enumerate(Place._fields)
                },
            )
        )
        by_number = {number: (count, last) for number, count, last in found}
        return {place: by_number.get(n, (0, None)) for n, place in enumerate(places, 1)}

    @api.model
    def _heads(self, class_ids):
        """Return {class_id: the end of its trail, short enough to print}."""
        found = self.env.execute_query(
            SQL(
                "SELECT chain, seq, hash FROM school_trail_head WHERE chain = ANY(%s)",
                [f"class:{class_id}" for class_id in class_ids],
            )
        )
        return {
            int(chain.partition(":")[2]): f"{seq} · {digest.removeprefix('$1$')[:16]}"
            for chain, seq, digest in found
        }

    @api.model
    def _code(self, values):
        text = "".join(
            f"{letter}{values[name]}" for name, letter in LETTERS.items() if values[name]
        )
        return f"{text}-{self._sign(text)}"

    @api.model
    def _read_code(self, code):
        match = CODE.match(code)
        if not match or not constant_time.compare_digest(self._sign(match[1]), match[2]):
            return None
        names = {letter: name for name, letter in LETTERS.items()}
        found = {names[letter]: int(n) for letter, n in re.findall(r"([a-z])(\d+)", match[1])}
        return {"count": 0, **found}

    @api.model
    def _sign(self, text):
        # The secret of the database is nobody's to read.
        return hmac(self.env(su=True), SIGNED, text)[:SIGNATURE_LENGTH]
