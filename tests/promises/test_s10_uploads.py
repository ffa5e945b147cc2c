"""S10 and S11 through the page: what is sent is judged by its content, handed out to be saved only, and bombs are refused at once."""

from __future__ import annotations

import io
import resource
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.assurance.models import Evidence
from goldenthread.documents.models import KeptFile
from goldenthread.documents.queries import FileDamaged, file_content
from goldenthread.ground import moment
from tests.factories import assurance as make
from tests.factories import files
from tests.promises import machine

pytestmark = pytest.mark.django_db
MIB = 1024 * 1024


def told(**more: object) -> dict[str, object]:
    """The form as somebody fills it in."""
    day = moment.today()
    return {
        "kind": "document", "title": "Our training plan", "sort": "process", "whose": "own", "tested": "not_tested",
        "audience": "partnership", "as_of-day": day.day, "as_of-month": day.month, "as_of-year": day.year,
    } | more  # fmt: skip


@pytest.mark.promise("S10")
def test_a_kept_file_is_handed_out_to_be_saved_and_by_nobody_else(partner, other_partner, client_of):
    mine = client_of(partner)
    for name, shape in files.GOOD.items():
        sent = told(
            title=name,
            audience="agency",
            file=SimpleUploadedFile("../../x\u202egpj.exe", shape(), "text/html"),
        )
        answer = mine.post("/evidence/add", sent)
        assert answer.status_code == 302, name
        file = mine.get(f"{answer['Location']}file/1")
        assert file["Content-Type"] == "application/octet-stream"
        assert file["Content-Disposition"].startswith("attachment; filename=")
        assert "/" not in file["Content-Disposition"].split("filename", 1)[1]
        assert file["X-Content-Type-Options"] == "nosniff"
        policy = {part.strip() for part in file["Content-Security-Policy"].split(";")}
        assert {"sandbox", "default-src 'none'"} <= policy
        assert client_of(other_partner).get(f"{answer['Location']}file/1").status_code == 404
    assert KeptFile.objects.count() == len(files.GOOD)


@pytest.mark.promise("S10")
@pytest.mark.promise("S11")
def test_none_of_the_corpus_is_kept_and_what_was_typed_stays(partner, client_of):
    mine = client_of(partner)
    wrong = []
    for name, shape in files.BAD.items():
        sent = told(shows="Who was trained.", file=SimpleUploadedFile("plan.pdf", shape(), "application/pdf"))
        began = time.process_time()
        answer = mine.post("/evidence/add", sent)
        if answer.status_code not in (409, 422) or "Who was trained." not in answer.content.decode():
            wrong.append(f"{name}: {answer.status_code}")
        if machine.has_room():
            assert time.process_time() - began < 2, name
    assert not wrong
    assert not Evidence.objects.exists()
    assert not KeptFile.objects.exists()


@pytest.mark.promise("S11")
def test_fifty_megabytes_are_refused_kindly_and_a_gigabyte_unread(partner, client_of):
    mine = client_of(partner)
    sent = told(shows="Who was trained.", file=SimpleUploadedFile("plan.pdf", b"%PDF-" + b"0" * (50 * MIB)))
    answer = mine.post("/evidence/add", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The file is 50 MB. The most that is kept is 10 MB" in page
    assert "Who was trained." in page
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    claims = mine.post(
        "/evidence/add",
        data=b"x",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(1024 * MIB),
    )
    assert claims.status_code == 413
    assert "too much at once" in claims.content.decode()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150 * 1024


def test_bytes_that_were_changed_in_the_database_are_not_handed_out(partner, client_of):
    make.evidence(partner)
    kept = KeptFile.objects.get()
    assert file_content(kept.pk).content.startswith(make.TEXT.content)
    part = kept.parts.get()
    part.content = io.BytesIO(b"Something else, nobody agreed to.").getvalue()
    part.save()
    with pytest.raises(FileDamaged):
        file_content(kept.pk)


def test_another_version_is_kept_beside_the_first(partner, client_of):
    evidence_id = make.evidence(partner)
    mine = client_of(partner)

    def sent():
        return told(version=1, file=SimpleUploadedFile("plan.txt", b"As of this month."))

    assert mine.post(f"/evidence/{evidence_id}/change", sent()).status_code == 302
    assert mine.get(f"/evidence/{evidence_id}/file/2").content == b"As of this month."
    assert mine.get(f"/evidence/{evidence_id}/file/1").content.startswith(make.TEXT.content)
    stale = mine.post(f"/evidence/{evidence_id}/change", sent())
    assert stale.status_code == 409
    assert "Our training plan" in stale.content.decode()
