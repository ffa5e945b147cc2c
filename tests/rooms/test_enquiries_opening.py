"""An enquiry opens from the decision on a concern, in the same transaction, with all that is known carried forward."""

from __future__ import annotations

import pytest

from goldenthread.access.models import Grant
from goldenthread.concerns.events import ConcernDecided
from goldenthread.concerns.models import Decision
from goldenthread.enquiries.listeners import open_or_join_enquiry
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import AskedOutcomes, EnquiryKind, EnquiryStatus, Law
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


def test_a_decision_opens_the_enquiry_with_law_people_and_what_is_known(staff):
    page = make.page(staff, make.opened(staff))

    assert (page.kind, page.status) == (EnquiryKind.S42, EnquiryStatus.PLANNING)
    assert [row.law for row in page.laws] == [Law.CARE_ACT_S42]
    assert (page.manager, page.officer) == (staff.manager.name, staff.officer.name)
    assert page.lead_agency == "Sandgate Council"
    assert page.asked is AskedOutcomes.EXPRESSED
    assert [row.words for row in page.wanted] == ["I want my card back and I want to stay at home."]
    assert {(row.type.value, row.category) for row in page.allegations} == {
        ("financial", "Other - known to individual"),
        ("psychological", "Other - known to individual"),
    }
