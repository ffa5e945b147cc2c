"""S8: the same protective headers on every answer of every kind; HEAD equals GET; TRACE is refused."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from goldenthread.access import queries
from goldenthread.access.vocabulary import Role
from tests.plugins.web import HttpsClient
from tests.promises.addresses import addresses

pytestmark = [pytest.mark.promise("S8"), pytest.mark.django_db]

EXACT = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Permissions-Policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def check(answer, *, static: bool = False, about: str = "", over_https: bool = True) -> None:
    """Every header exactly, and nothing that tells what we are made of."""
    wanted = dict(EXACT)
    if not over_https:
        # RFC 6797 section 7.2: the header must not be sent over plain http.
        wanted["Strict-Transport-Security"] = None
    wrong = {
        name: answer.headers.get(name) for name, value in wanted.items() if answer.headers.get(name) != value
    }
    assert not wrong, f"{about}: {wrong}"
    given = {part.strip() for part in answer.headers["Content-Security-Policy"].split(";") if part.strip()}
    assert given == POLICY, about
    if not static:
        assert answer.headers["Cache-Control"] == "no-store", about
    assert len(answer.headers["X-Request-Id"]) == 32, about
    for telling in ("Server", "X-Powered-By", "X-AspNet-Version"):
        assert telling not in answer.headers, about


@pytest.fixture
def quiet() -> HttpsClient:
    """A client that gets the page of a fault, not the exception."""
    return HttpsClient(raise_request_exception=False)


def page_200(quiet, monkeypatch, cast, client_of):
    return quiet.get("/account/sign-in")


def redirect_302(quiet, monkeypatch, cast, client_of):
    return quiet.get("/account/password")


def to_https_301(quiet, monkeypatch, cast, client_of):
    quiet.plain = True
    return quiet.get("/account/sign-in")


def unreadable_400(quiet, monkeypatch, cast, client_of):
    return quiet.post("/account/sign-in", data=b"x", content_type="multipart/form-data; boundary=")


def strange_host_400(quiet, monkeypatch, cast, client_of):
    return quiet.get("/account/sign-in", headers={"Host": "evil.example"})


def closed_403(quiet, monkeypatch, cast, client_of):
    return client_of(cast[Role.MANAGER]).get("/trail/")


def forged_403(quiet, monkeypatch, cast, client_of):
    return HttpsClient(enforce_csrf_checks=True).post("/account/sign-in", {"email": "a@example.org"})


def nowhere_404(quiet, monkeypatch, cast, client_of):
    return quiet.get("/nothing/of/this/name")


def wrong_method_405(quiet, monkeypatch, cast, client_of):
    return quiet.put("/account/sign-in")


def too_large_413(quiet, monkeypatch, cast, client_of):
    return quiet.post(
        "/account/sign-in", "email=" + "x" * 3_000_000, content_type="application/x-www-form-urlencoded"
    )


def unfit_422(quiet, monkeypatch, cast, client_of):
    return quiet.post("/account/sign-in", {"email": ""})


def too_many_429(quiet, monkeypatch, cast, client_of):
    answer = None
    for _ in range(6):
        answer = quiet.post("/account/sign-in", {"email": "nobody@example.org", "password": "wrong"})
    return answer


def _failing(monkeypatch, fault):
    def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(queries, "who_signs_in", fail)


def fault_500(quiet, monkeypatch, cast, client_of):
    _failing(monkeypatch, RuntimeError("canary-of-a-fault"))
    return quiet.post("/account/sign-in", {"email": "a@example.org", "password": "x"})


def no_database_503(quiet, monkeypatch, cast, client_of):
    _failing(monkeypatch, OperationalError("canary-of-a-fault"))
    return quiet.post("/account/sign-in", {"email": "a@example.org", "password": "x"})


CASES = [
    page_200,
    redirect_302,
    to_https_301,
    unreadable_400,
    strange_host_400,
    closed_403,
    forged_403,
    nowhere_404,
    wrong_method_405,
    too_large_413,
    unfit_422,
    too_many_429,
    fault_500,
    no_database_503,
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_headers_of_every_status(case, quiet, monkeypatch, cast, client_of):
    status = int(case.__name__[-3:])
    answer = case(quiet, monkeypatch, cast, client_of)
    assert answer.status_code == status
    check(answer, about=case.__name__, over_https=status != 301)
    body = answer.content.decode()
    for telling in ("canary-of-a-fault", "Traceback", "Django", "django", "gunicorn"):
        assert telling not in body
    if status in (429, 503):
        assert int(answer.headers["Retry-After"]) > 0
    if status == 405:
        assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_static_files_have_them_too(quiet):
    from django.templatetags.static import static

    answer = quiet.get(static("kit/goldenthread.css"))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    answer.close()
    check(answer, static=True)
    check(quiet.get("/static/kit/nothing.css"))


def test_eight_methods_on_every_address(cast, client_of, quiet):
    """Each address answers what the table says it takes, and refuses the rest with 405 and what it does take."""
    tried = 0
    client = client_of(cast[Role.MANAGER])
    for name, path, row in addresses():
        for method in METHODS:
            for each in (quiet, client):
                answer = each.generic(method, path)
                tried += 1
                check(answer, about=f"{method} {name}")
                taken = method in row.allowed
                if method == "TRACE" or not taken:
                    assert answer.status_code == 405, f"{method} {name}: {answer.status_code}"
                if method == "TRACE":
                    assert "TRACE" not in answer.headers["Allow"]
            if path == "/account/sign-out" and method == "POST":
                client = client_of(cast[Role.MANAGER])
    print(f"S8: {tried} answers looked at")
    assert tried >= 200


def test_head_is_get_without_the_body(cast, client_of):
    tried = 0
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR):
        client = client_of(cast[role])
        for name, path, row in addresses():
            if "GET" not in row.methods or path.startswith("/api/"):
                continue
            get, head = client.get(path), client.head(path)
            tried += 1
            assert head.status_code == get.status_code, name
            assert head.content == b"", name
            own = {"X-Request-Id", "Content-Length", "Set-Cookie"}
            assert {k: v for k, v in head.headers.items() if k not in own} == {
                k: v for k, v in get.headers.items() if k not in own
            }, name
    assert tried >= 20
