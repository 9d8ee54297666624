import calendar as cal
from operator import ge, itemgetter, lt

import ibis
from ibis import _, coalesce, cumulative_window, date, ifelse, literal as lit, null, rank, union
from ibis import selectors as s


