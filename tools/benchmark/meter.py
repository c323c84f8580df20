"""Times and queries of works in an Odoo shell; the scripts beside this file import it."""

import statistics
import time


class Meter:
    def __init__(self, env):
        self.env = env
        self.found = {}

    def compare(self, name, works, times, before=lambda: None):
        """Medians, in milliseconds, of a work and of its like in one SQL, each with its commit.

        From a cold cache of records, and in turn, so that what else the machine does hits both alike.
        Two databases are compared by the best time of the work alone: the SQL beside it may have
        another plan in the other one, and leave the processor other pages.
        """

        def timed(work):
            before()
            self.env.cr.commit()
            self.env.invalidate_all()
            started = time.perf_counter()
            work()
            self.env.flush_all()
            self.env.cr.commit()
            return (time.perf_counter() - started) * 1000

        taken = [[] for _work in works]
        for round_number in range(times + 2):
            for work, durations in zip(works, taken, strict=True):
                duration = timed(work)
                if round_number > 1:
                    durations.append(duration)
        self.found[name], self.found[f"{name}_sql"] = map(statistics.median, taken)
        self.found[f"best_{name}"] = min(timed(works[0]) for _round in range(times))

    def queries(self, work):
        """Number of queries of `work`, with its caches warm but no record read."""
        work()
        self.env.cr.commit()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        counted = self.env.cr.sql_log_count - before
        self.env.cr.rollback()
        return counted
