"""Deeds of access: accounts, agencies, tokens."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency, ApiToken, User
from goldenthread.access.policy import ACCOUNT_ROLES, role_fits_agency
from goldenthread.access.tokens import token_digest
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Reason, Refused, Verdict, insist, refused


@procedure("settings.change")
def add_agency(by: Viewer, *, name: str, kind: AgencyKind, email: str = "") -> Done[UUID]:
    """Add an agency. Raises Refused when one of that name exists."""
    if Agency.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(refused("AGENCY-NAME", "An agency of this name is already here.", field="name"))
    agency = Agency.objects.create(name=name.strip(), kind=kind, email=email)
    return Done(agency.pk, Subject("agency", agency.pk), {"kind": kind.value})


@procedure("settings.change")
def add_account(
    by: Viewer, *, email: str, name: str, role: Role, agency_id: UUID, password: str | None, team: str = ""
) -> Done[UUID]:
    """Add a person's account; with password None nobody can sign in by password.

    Its owner must choose another before anything else opens. Raises Refused for a wrong fit or a weak password.
    """
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None:
        raise NotThere(Subject("agency", agency_id))
    email = email.strip().lower()
    if role not in ACCOUNT_ROLES:
        raise Refused(refused("ROLE-ACCOUNT", "Nobody can hold this role; choose another.", field="role"))
    insist(role_fits_agency(role, agency.kind))
    if User.objects.filter(email=email).exists():
        raise Refused(
            refused("ACCOUNT-EMAIL", "There is an account with this email address already.", field="email")
        )
    user = User(email=email, name=name.strip(), role=role, agency=agency, team=team)
    if password is None:
        user.set_unusable_password()
    else:
        insist(_password_verdict(password, user))
        user.set_password(password)
        user.password_given = True
    user.save()
    return Done(user.pk, Subject("account", user.pk), {"role": role.value})


@procedure("settings.change", about="account")
def change_account(
    by: Viewer,
    *,
    account_id: UUID,
    version: int,
    name: str,
    role: Role,
    agency_id: UUID,
    team: str,
    active: bool,
) -> Done[None]:
    """Change an account; the person is signed out everywhere. Nobody changes their own. Raises Refused, NotThere."""
    user = User.objects.select_for_update().filter(pk=account_id).first()
    agency = Agency.objects.filter(pk=agency_id).first()
    if user is None or agency is None:
        raise NotThere(Subject("account", account_id))
    if user.pk == by.user_id:
        raise Refused(
            refused("ACCOUNT-SELF", "You may not change your own account. Ask another administrator.")
        )
    if user.version != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this account since you opened it. Look again, then change it.",
            )
        )
    insist(role_fits_agency(role, agency.kind))
    user.name, user.role, user.agency, user.team, user.is_active = name.strip(), role, agency, team, active
    user.version += 1
    user.session_epoch += 1
    user.save()
    return Done(None, Subject("account", user.pk), {"role": role.value, "active": active})


@procedure("settings.change", about="account")
def give_new_password(by: Viewer, *, account_id: UUID) -> Done[str]:
    """Give an account a new password, returned once to be told to its owner; the person is signed out everywhere.

    The owner must choose their own before anything else opens. Nobody gives one to themselves. Raises Refused, NotThere.
    """
    user = User.objects.select_for_update().filter(pk=account_id).first()
    if user is None:
        raise NotThere(Subject("account", account_id))
    if user.pk == by.user_id:
        raise Refused(refused("ACCOUNT-SELF", "Change your own password on your account page."))
    fresh = "-".join(secrets.token_hex(2) for _ in range(5))
    user.set_password(fresh)
    user.password_given = True
    user.session_epoch += 1
    user.save()
    return Done(fresh, Subject("account", user.pk))


@procedure("settings.change", about="agency")
def set_agency_open(by: Viewer, *, agency_id: UUID, active: bool) -> Done[None]:
    """Close an agency, or open it again. While it is closed its people and systems cannot sign in. Raises Refused, NotThere."""
    agency = Agency.objects.select_for_update().filter(pk=agency_id).first()
    if agency is None:
        raise NotThere(Subject("agency", agency_id))
    if agency.pk == by.agency_id:
        raise Refused(
            refused(
                "AGENCY-SELF",
                "You may not close the agency you work for: nobody could sign in to open it again.",
            )
        )
    agency.active = active
    agency.save(update_fields=["active"])
    return Done(None, Subject("agency", agency.pk), {"active": active})


@procedure("account.sign_in", about="account")
def sign_in(by: Viewer, *, account_id: UUID, how: str) -> Done[int]:
    """Sign in. The password has been checked, or it is a persona of the demo (``how`` says which).

    Returns the account's session epoch, which the session carries. Raises NotThere for an account that is closed.
    """
    user = User.objects.filter(pk=account_id, is_active=True, agency__active=True).first()
    if user is None:
        raise NotThere(Subject("account", account_id))
    return Done(user.session_epoch, Subject("account", user.pk), {"how": how})


@procedure("account.own")
def sign_out(by: Viewer) -> Done[None]:
    """Sign out. The door ends the session."""
    return Done(None, Subject("account", by.user_id or NOBODY))


@procedure("account.own")
def change_own_password(by: Viewer, *, old: str, new: str) -> Done[int]:
    """Change one's own password; every other session ends. Raises Refused for a wrong old or a weak new one.

    Returns the new session epoch, with which this session goes on.
    """
    user = User.objects.select_for_update().get(pk=by.user_id or NOBODY)
    if not user.check_password(old):
        raise Refused(
            refused(
                "PASSWORD-OLD",
                "This is not your password now. Type your current password.",
                field="old_password",
            )
        )
    insist(_password_verdict(new, user, field="new_password"))
    user.set_password(new)
    user.password_given = False
    user.session_epoch += 1
    user.save()
    return Done(user.session_epoch, Subject("account", user.pk))


@procedure("account.own")
def end_all_sessions(by: Viewer) -> Done[None]:
    """Sign oneself out everywhere."""
    user = User.objects.select_for_update().get(pk=by.user_id or NOBODY)
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])
    return Done(None, Subject("account", user.pk))


@procedure("settings.change")
def issue_token(by: Viewer, *, agency_id: UUID, label: str) -> Done[str]:
    """Make a token for an agency's system. The token is returned once and only its hash is kept."""
    if not Agency.objects.filter(pk=agency_id, active=True).exists():
        raise NotThere(Subject("agency", agency_id))
    token = "gt_" + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        agency_id=agency_id,
        label=label.strip(),
        prefix=token[:9],
        digest=token_digest(token),
        created_at=moment.now(),
    )
    return Done(token, Subject("token", row.pk), {"agency": agency_id.hex})


@procedure("settings.change", about="token")
def revoke_token(by: Viewer, *, token_id: UUID) -> Done[None]:
    """Make a token worthless at once. Revoking twice changes nothing."""
    if not ApiToken.objects.filter(pk=token_id).exists():
        raise NotThere(Subject("token", token_id))
    ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True).update(revoked_at=moment.now())
    return Done(None, Subject("token", token_id))


def _password_verdict(password: str, user: User, *, field: str = "password") -> Verdict:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        return Verdict(False, tuple(Reason("PASSWORD-WEAK", words, field) for words in weak.messages))
    return Verdict(True)
