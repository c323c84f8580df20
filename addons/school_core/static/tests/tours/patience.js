import { TourAutomatic } from "@web_tour/js/tour_automatic/tour_automatic";

// Milliseconds for a step of any tour: a machine that is busy with other tests is slow. Odoo's own 10 s
// include what the step does, be it the typing of a whole column.
TourAutomatic.prototype.timeout = 60_000;
