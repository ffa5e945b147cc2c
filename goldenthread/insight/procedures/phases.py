"""What is done with control charts: their limits begin anew for a reason, and that may be withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist, refused
from goldenthread.insight.models import ControlChart, PhaseStep
from goldenthread.insight.policy import phases as policy
from goldenthread.insight.queries.phases import chart_notes
from goldenthread.insight.vocabulary.phases import PhaseDeed


@procedure("figures.rephase")
def begin_limits_anew(
    by: Viewer, *, indicator: str, month: date, reason: str, shown: Collection[date], version: int | None
) -> Done[None]:
    """Have the limits of a chart begin anew in a month. ``shown`` are the first days of its months. Raises Refused (SPC-01, SPC-02, stale)."""
    chart = _locked(by, indicator, version)
    holding = {each.month for each in chart_notes(by, [indicator])[indicator].holding}
    insist(policy.reason_given(reason))
    insist(policy.month_fits(month, shown=shown, begun=holding))
    return _step(by, chart, PhaseDeed.BEGUN, month, reason)


@procedure("figures.rephase")
def withdraw_limits(
    by: Viewer, *, indicator: str, month: date, reason: str, version: int | None
) -> Done[None]:
    """Withdraw it, with the reason; what was said before stays to be read. Raises Refused (SPC-01, stale, nothing to withdraw)."""
    chart = _locked(by, indicator, version)
    if month not in {each.month for each in chart_notes(by, [indicator])[indicator].holding}:
        insist(refused("PHASE", "Limits do not begin anew in this month, so there is nothing to withdraw."))
    insist(policy.reason_given(reason))
    return _step(by, chart, PhaseDeed.WITHDRAWN, month, reason)


def _locked(by: Viewer, indicator: str, version: int | None) -> ControlChart:
    """The chart's row, made when first anything is said of it. Two who begin at once meet at its unique key."""
    made, _ = ControlChart.objects.get_or_create(indicator=indicator)
    return find(by, ControlChart, made.pk, version=version or 0, lock=True)


def _step(by: Viewer, chart: ControlChart, deed: PhaseDeed, month: date, reason: str) -> Done[None]:
    chart.version += 1
    chart.save(update_fields=["version"])
    PhaseStep.objects.create(
        chart=chart,
        number=chart.version,
        month=month,
        deed=deed,
        reason=reason.strip(),
        at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
    )
    return Done(None, Subject("control chart", chart.pk), {"indicator": chart.indicator, "deed": deed.value})
