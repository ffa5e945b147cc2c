"""Signing in and out, and one's own account."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from goldenthread.access import procedures, queries, throttle
from goldenthread.access.doorway import NotThere, put_refusal
from goldenthread.access.personas import personas as read_personas
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import VISITOR
from goldenthread.assurance.queries import my_actions
from goldenthread.ground import moment
from goldenthread.ground.verdicts import refused
from goldenthread.kit.presenters import Row
from goldenthread.web import errors, session
from goldenthread.web.account import devices
from goldenthread.web.account.forms import PasswordForm, SignInForm
from goldenthread.web.context import home_of
from goldenthread.web.forms import page, posted
from goldenthread.web.improvement.listing import action_card
from goldenthread.web.request import Request

PERSONAS: Path = settings.BASE / "worlds" / "personas.toml"


def sign_in(request: Request) -> HttpResponse:
    """Sign in with email and password. Too many tries are answered 429 with how long to wait."""
    viewer = request.viewer
    if viewer.signed_in and request.method != "POST":
        return HttpResponseRedirect(_onward(request, home_of(viewer)))
    form = SignInForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method == "POST" and form.is_valid():
        limits = devices.limits(request, form.cleaned_data["email"])
        wait = throttle.spend(*limits)
        if wait:
            return errors.too_many(request, wait)
        account_id = queries.who_signs_in(form.cleaned_data["email"], form.cleaned_data["password"])
        if account_id:
            throttle.give_back(*limits)
            return _welcome(request, account_id, how="password")
        wrong = refused(
            "SIGN-IN", "The email address or the password is not right. Check both and try again."
        )
        put_refusal(VISITOR, "access.sign_in", wrong)
        form.add_verdict(wrong)
    context = {
        "form": form,
        "ended": "held=" in (form["next"].value() or ""),
        "title": "Sign in",
        "next": form["next"].value(),
    }
    return page(request, "account/sign_in.html", context)


def personas(request: Request) -> HttpResponse:
    """The demo's made-up staff, one click each. Where the demo setting is off this page does not exist."""
    if not settings.DEMO:
        raise Http404
    everyone = read_personas(PERSONAS).personas
    if request.method == "POST":
        chosen = next((each for each in everyone if each.email == request.POST.get("email")), None)
        viewer = queries.viewer_by_email(chosen.email) if chosen else None
        if viewer is None or viewer.user_id is None:
            unbuilt = refused(
                "PERSONA", "This person has no account yet: the made-up council has not been built."
            )
            return errors.refusal(request, unbuilt)
        return _welcome(request, viewer.user_id, how="persona")
    context = {
        "title": "Who would you like to be?",
        "personas": everyone,
        "next": request.GET.get("next", ""),
    }
    return page(request, "account/personas.html", context)


def _welcome(request: Request, account_id: UUID, *, how: str) -> HttpResponse:
    epoch = procedures.sign_in(VISITOR, account_id=account_id, how=how)
    session.begin(request, account_id, epoch, int(moment.now().timestamp()))
    viewer = queries.viewer_of(account_id, epoch)
    if viewer is None:
        raise NotThere(Subject("account", account_id))
    response = HttpResponseRedirect(_onward(request, home_of(viewer)))
    devices.remember(response, account_id)
    return response


def _onward(request: Request, home: str) -> str:
    """Where the person was going, if that is an address of ours; else their own first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours else home


def sign_out(request: Request) -> HttpResponse:
    """End this session. Signing out when already signed out is no fault."""
    if request.viewer.signed_in:
        procedures.sign_out(request.viewer)
    session.close(request)
    return HttpResponseRedirect(reverse("account:sign_in"))


def home(request: Request) -> HttpResponse:
    """To where this role's day begins."""
    return HttpResponseRedirect(home_of(request.viewer))


def own(request: Request) -> HttpResponse:
    """One's own account."""
    viewer = request.viewer
    rows = [
        Row("Name", viewer.name),
        Row("Role", viewer.role.label),
        Row("What this role does", viewer.role.meaning),
        Row("Agency", viewer.agency_name),
        Row("Team", viewer.team or "None"),
    ]
    context = {
        "title": "Your account",
        "rows": rows,
        "actions": [action_card(each) for each in my_actions(viewer)],
    }
    return page(request, "account/own.html", context)


def password(request: Request) -> HttpResponse:
    """Change one's own password; other sessions end, this one goes on under a new key."""
    first = request.viewer.must_choose_password
    form = PasswordForm(request.POST or None, initial={"next": request.GET.get("next", "")})
    if first:
        given = form.fields["old_password"]
        given.label = "The password you were given"
        given.error_messages["required"] = "Type the password you were given"
    sent = posted(
        request,
        form,
        lambda typed: procedures.change_own_password(
            request.viewer, old=typed["old_password"], new=typed["new_password"]
        ),
    )
    if sent and sent.result is not None:
        session.renew(request, sent.result)
        messages.success(request, "Your password is changed. You have been signed out everywhere else.")
        onward = home_of(request.viewer) if first else reverse("account:own")
        return HttpResponseRedirect(_onward(request, onward))
    title = "Choose your own password" if first else "Change your password"
    return page(request, "account/password.html", {"form": form, "title": title, "first": first})


def end_sessions(request: Request) -> HttpResponse:
    """Sign out everywhere, here too."""
    procedures.end_all_sessions(request.viewer)
    session.close(request)
    return HttpResponseRedirect(reverse("account:sign_in"))
