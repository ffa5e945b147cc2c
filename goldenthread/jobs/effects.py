"""Judged by the clockwork: the measures of actions whose day to be looked at has come, whenever there is a new month."""

from __future__ import annotations

from django.conf import settings

from goldenthread.access.viewer import CLOCKWORK
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy import MeasuredPoint
from goldenthread.insight.queries import as_at, latest
from goldenthread.insight.queries.measured import measured


def judge_effects() -> int:
    """Judge each action whose measure is due and has points that nobody has judged yet. Returns how many.

    Nothing is judged on others' figures. Raises CubeError when the figures cannot be read.
    """
    due = queries.due_to_judge(CLOCKWORK)
    figures = latest() if due and not settings.FIGURES_FILE else None
    if figures is None:
        return 0
    judged = 0
    for each in due:
        points = tuple(
            MeasuredPoint(f"{on:%b %Y}", on, value)
            for on, value in measured(CLOCKWORK, figures, each.indicator_key)
        )
        if tuple((point.label, point.value) for point in points) != each.judged_on:
            procedures.judge_effect(CLOCKWORK, improvement_id=each.id, series=points, as_at=as_at(figures))
            judged += 1
    return judged
