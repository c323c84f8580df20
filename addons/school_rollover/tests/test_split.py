# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.split import WAYS, Pupil, Room, TooFewPlaces, split

PUPILS = st.lists(
    st.tuples(st.sampled_from(["female", "male", ""]), st.integers(1, 4)), max_size=60
).map(lambda rows: [Pupil(number, *row) for number, row in enumerate(rows)])
ROOMS = st.dictionaries(
    st.integers(1, 6), st.builds(Room, st.integers(0, 9), st.integers(0, 30)), min_size=1
)
#: Nothing is kept between runs, and a busy machine is no failure.
QUICK = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@tagged("post_install", "-at_install")
class TestSplit(BaseCase):
    @QUICK
    @given(PUPILS, ROOMS, st.sampled_from(WAYS))
    def test_everybody_gets_a_place_within_the_limits(self, pupils, rooms, way):
        places = sum(
            max(room.limit - room.size, 0) if room.limit else len(pupils) for room in rooms.values()
        )
        try:
            found = split(pupils, rooms, way)
        except TooFewPlaces as shortage:
            self.assertEqual(shortage.args[0], len(pupils) - places)
            return
        self.assertLessEqual(len(pupils), places)
        self.assertEqual(set(found), {pupil.key for pupil in pupils})
        for key, number in Counter(found.values()).items():
            room = rooms[key]
            self.assertTrue(not room.limit or room.size + number <= room.limit)

    @QUICK
    @given(PUPILS, st.integers(1, 5), st.sampled_from(["spread", "blocks"]))
    def test_classes_are_equally_large(self, pupils, number, way):
        found = split(pupils, {room: Room(0, 0) for room in range(number)}, way)
        sizes = [list(found.values()).count(room) for room in range(number)]
        self.assertLessEqual(max(sizes) - min(sizes), 1)

    @QUICK
    @given(PUPILS, st.integers(1, 5))
    def test_girls_and_boys_are_balanced(self, pupils, number):
        found = split(pupils, {room: Room(0, 0) for room in range(number)}, "balanced")
        for gender in ("female", "male"):
            own = [found[pupil.key] for pupil in pupils if pupil.gender == gender]
            counts = [own.count(room) for room in range(number)]
            self.assertLessEqual(max(counts) - min(counts), 1)

    @QUICK
    @given(PUPILS, st.integers(1, 5))
    def test_classes_stay_together_where_there_is_place(self, pupils, number):
        found = split(pupils, {room: Room(0, 0) for room in range(number)}, "together")
        for former in range(1, 5):
            own = {found[pupil.key] for pupil in pupils if pupil.former == former}
            self.assertLessEqual(len(own), 1)

    def test_blocks_follow_the_list(self):
        pupils = [Pupil(number, "", 1) for number in range(5)]
        found = split(pupils, {1: Room(0, 0), 2: Room(0, 0)}, "blocks")
        self.assertEqual([found[number] for number in range(5)], [1, 1, 1, 2, 2])
