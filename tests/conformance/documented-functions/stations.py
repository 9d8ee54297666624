"""Readings of weather stations."""

import ibis
from ibis import _
import ibis.selectors as s


def _valid(readings: ibis.Table) -> ibis.Table:
    return readings.filter(readings.temperature.notnull(), readings.temperature.between(-60, 60))


def daily_mean(readings: ibis.Table) -> ibis.Table:
    return (
        _valid(readings)
        .mutate(day=_.taken_at.date())
        .group_by(["station_id", "day"])
        .agg(temperature=_.temperature.mean())
    )


def smooth(readings: ibis.Table, rows: int = 2) -> ibis.Table:
    w = ibis.window(
        group_by="station_id", order_by=["taken_at", "reading_id"], preceding=rows, following=0
    )
    return readings.mutate(smooth=_.temperature.mean().over(w))


def fahrenheit(celsius: ibis.expr.types.FloatingColumn) -> ibis.expr.types.FloatingColumn:
    return celsius * 9 / 5 + 32


def only_measurements(readings: ibis.Table) -> ibis.Table:
    return readings.select("reading_id", s.of_type("float64"))


def without_gaps(readings: ibis.Table, fallback: float = 0.0) -> ibis.Table:
    return readings.mutate(
        temperature=_.temperature.fill_null(fallback), humidity=_.humidity.fill_null(fallback)
    )
