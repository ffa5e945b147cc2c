"""An agency that has raised many concerns reads them page by page; none drops off the end."""

from __future__ import annotations

import re

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from tests.factories import concerns as made

ON_A_PAGE = 20


def reference_of(concern_id) -> str:
    return Concern.objects.values_list("reference", flat=True).get(pk=concern_id)


def references(html: str) -> list[str]:
    return re.findall(r"SGC-\d{4}-\d{6}-\w", html)


def test_every_report_is_on_one_of_the_pages(cast, client_of):
    partner = cast[Role.PARTNER]
    raised = {reference_of(made.received(by=partner, external_ref=f"many-{n}")) for n in range(ON_A_PAGE + 3)}
    client = client_of(partner)
    first = set(references(client.get("/partners/").content.decode()))
    second = set(references(client.get("/partners/?page=2").content.decode()))
    assert len(first) == ON_A_PAGE
    assert first | second == raised
    assert not first & second
    # A page that is not there, or no number at all, shows what there is.
    assert set(references(client.get("/partners/?page=99").content.decode())) == second
    assert set(references(client.get("/partners/?page=x").content.decode())) == first
    assert 'href="/tell-us"' in client.get("/partners/").content.decode()
