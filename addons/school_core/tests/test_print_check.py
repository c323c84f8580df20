# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged
from odoo.tools import SQL

from ..models.school_print_check import Place
from .common import SchoolCommon, WebCase, covers


class PrintCheckCommon(SchoolCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.report = cls.env["ir.actions.report"].create(
            {"name": "Trial print", "model": "school.class", "report_name": "school_core.trial"}
        )
        cls.an, cls.binh = cls._create_students(cls.class_8a, ["Nguyễn Thị An", "Lê Văn Bình"])
        cls.env.flush_all()
        cls.Check = cls.env["school.print.check"]

    def _mark(self, place):
        self.env.flush_all()
        return self.Check._marks("school_core.trial", [place])[place]

    def _code(self, place):
        return self._mark(place)["url"].rpartition("/")[2]

    def _change(self, student):
        self.env.cr.execute(
            SQL(
                "UPDATE school_enrollment SET date_end = %s WHERE student_id = %s",
                self.year.date_end,
                student.id,
            )
        )


@tagged("post_install", "-at_install")
class TestPrintCheck(PrintCheckCommon):
    @covers("GB-19")
    def test_a_print_is_current_until_something_in_it_changes(self):
        whole, other = Place(self.class_8a.id), Place(self.class_8b.id)
        own, hers = Place(self.class_8a.id, self.binh.id), Place(self.class_8a.id, self.an.id)
        codes = {place: self._code(place) for place in (whole, other, own, hers)}
        for code in codes.values():
            self.assertEqual(self.Check._verdict(code)["changes"], 0)
        self._change(self.an)
        self.assertGreater(self.Check._verdict(codes[whole])["changes"], 0)
        self.assertGreater(self.Check._verdict(codes[hers])["changes"], 0)
        self.assertTrue(self.Check._verdict(codes[hers])["last"])
        self.assertEqual(self.Check._verdict(codes[own])["changes"], 0)
        self.assertEqual(self.Check._verdict(codes[other])["changes"], 0)
        self.assertEqual(self.Check._verdict(self._code(whole))["changes"], 0)

    @covers("GB-19")
    def test_figures_of_a_grade_and_of_the_year(self):
        other = self._create_class("7A", grade=self.env.ref("school_core.school_grade_7"))
        year, grade = self.year.id, self.class_8a.grade_id.id
        places = {
            "Toàn trường": Place(year_id=year),
            self.class_8a.grade_id.name: Place(year_id=year, grade_id=grade),
            other.grade_id.name: Place(year_id=year, grade_id=other.grade_id.id),
        }
        codes = {name: self._code(place) for name, place in places.items()}
        self._change(self.an)
        verdicts = {name: self.Check._verdict(code) for name, code in codes.items()}
        self.assertEqual([verdicts[name]["class"] for name in places], [*places])
        self.assertEqual([bool(one["changes"]) for one in verdicts.values()], [True, True, False])
        self.assertEqual({one["school"] for one in verdicts.values()}, {self.school.name})
        self.assertFalse(self._mark(places["Toàn trường"])["head"], "of many classes")

    @covers("GB-19")
    def test_a_page_of_absences_grows_old_by_its_pupils(self):
        place = Place(self.class_8a.id, month=202610)
        code = self._code(place)
        self.assertIn("school.enrollment", self.Check._models(is_month=True))
        self._change(self.an)
        self.assertGreater(self.Check._verdict(code)["changes"], 0)

    def test_the_code_of_nothing(self):
        for place in (Place(), Place(class_id=2**31 - 1), Place(year_id=2**31 - 1)):
            self.assertIsNone(self.Check._verdict(self._code(place)), place)

    @covers("GB-19")
    def test_a_lock_makes_no_print_old(self):
        code = self._code(Place(self.class_8a.id))
        kind = self.env["school.book.kind"].create({"name": "Trial book", "code": "trial"})
        self.env["school.lock"].create(
            {"kind_id": kind.id, "class_id": self.class_8a.id, "reason": "Month's end"}
        )
        self.env.flush_all()
        self.assertEqual(self.Check._verdict(code)["changes"], 0)

    @covers("GB-19")
    def test_forged_codes(self):
        code = self._code(Place(self.class_8a.id))
        text, _dash, signature = code.rpartition("-")
        for forged in (
            f"{text}0-{signature}",
            f"{text}-{'0' * len(signature)}",
            text,
            f"{text}-",
            "x",
            "r1c1n1-ghij",
        ):
            self.assertIsNone(self.Check._verdict(forged), forged)

    @covers("GB-19")
    def test_head_of_the_chain_is_on_the_print(self):
        head = self._mark(Place(self.class_8a.id))["head"]
        chains = {line["chain"]: line for line in self.env["school.trail"]._heads(self.school)}
        chain = chains[f"class:{self.class_8a.id}"]
        self.assertTrue(head.startswith(f"{chain['seq']} · "))
        self.assertIn(head.partition(" · ")[2], chain["hash"])

    def test_queries_do_not_grow_with_the_class(self):
        places = [Place(self.class_8a.id, student.id) for student in (self.an, self.binh)]
        self.Check._marks("school_core.trial", places[:1])
        with self.assertQueryCount(3):
            self.Check._marks("school_core.trial", places)


@tagged("post_install", "-at_install")
class TestPrintCheckPage(PrintCheckCommon, WebCase):
    @covers("GB-19")
    def test_page(self):
        code = self._code(Place(self.class_8a.id, self.an.id))
        page = self.url_open(f"/kt/{code}")
        self.assertEqual(page.status_code, 200)
        self.assertTrue(page.text.lstrip().startswith("<!DOCTYPE html>"), page.text[:80])
        self.assertIn("phiên bản hiện hành", page.text)
        self.assertIn(self.school.name, page.text)
        self.assertNotIn("An", page.text.split("<body>")[1].replace("Anh", ""))
        self._change(self.an)
        self.assertIn("Bản in đã cũ", self.url_open(f"/kt/{code}").text)
        forged = self.url_open(f"/kt/{code[:-1]}x")
        self.assertEqual(forged.status_code, 404)
        self.assertIn("Mã không đúng", forged.text)
