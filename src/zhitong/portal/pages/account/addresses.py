"""The addresses of signing in and of one's account; names beginning with account_, mfa_ are the library's."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from zhitong.portal.pages.access import Audience, View, open_to
from zhitong.portal.pages.account.claims import claims, invitation, stop_claim
from zhitong.portal.pages.account.overview import overview
from zhitong.portal.pages.account.own_data import own_copy, own_data
from zhitong.portal.pages.account.privacy import privacy
from zhitong.portal.pages.account.sessions import sessions, stop_session
from zhitong.portal.pages.business.my_business import my_business
from zhitong.portal.pages.officer.bindings import binding, binding_proof, bindings
from zhitong.portal.pages.officer.bindings_personal import personal_requests
from zhitong.portal.pages.officer.corrections import corrections
from zhitong.portal.pages.rates import limited


class Base36(StringConverter):
    """The number of a person as the library writes it."""

    regex = "[0-9A-Za-z]+"


register_converter(Base36, "base36")
PROVIDER = {"provider_id": "unified"}


def public(view: View) -> View:
    """A form for everybody, sent a few times at most."""
    return open_to(Audience.EVERYONE)(limited("form")(view))


def own(view: View) -> View:
    """A page of one's own account, open before the second factor is set up."""
    return open_to(Audience.SIGNED_IN, before_second_factor=True)(limited("form")(view))


sign_in = open_to(Audience.EVERYONE)(account.login)
sign_out = open_to(Audience.EVERYONE)(account.logout)

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in, name="sign_in"),
    path("sign-in", sign_in, name="account_login"),
    path("sign-out", sign_out, name="sign_out"),
    path("sign-out", sign_out, name="account_logout"),
    path("sign-in/code", public(second_factor.authenticate), name="mfa_authenticate"),
    path("sign-in/closed", public(account.account_inactive), name="account_inactive"),
    path("sign-up", public(account.signup), name="account_signup"),
    path("sign-up/mail", public(account.email_verification_sent), name="account_email_verification_sent"),
    path("password/forgotten", public(account.password_reset), name="account_reset_password"),
    path("password/sent", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/new/<base36:uidb36>-<str:key>",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/set",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/unified", public(oidc.login), PROVIDER, name="openid_connect_login"),
    path("sign-in/unified/back", public(oidc.callback), PROVIDER, name="openid_connect_callback"),
    path("sign-in/unified/cancelled", public(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("sign-in/unified/failed", public(social.login_error), name="socialaccount_login_error"),
    path("sign-up/unified", public(social.signup), name="socialaccount_signup"),
    path("privacy", privacy, name="privacy"),
    path("account", overview, name="account"),
    path("account/unified", own(social.connections), name="socialaccount_connections"),
    path("account/confirm", own(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code", own(second_factor.reauthenticate), name="mfa_reauthenticate"),
    path("account/mail", own(account.email), name="account_email"),
    path("account/password", own(account.password_change), name="account_change_password"),
    path("account/password/first", own(account.password_set), name="account_set_password"),
    path("account/second-factor", own(second_factor.index), name="mfa_index"),
    path("account/second-factor/new", own(totp.activate_totp), name="mfa_activate_totp"),
    path("account/second-factor/end", own(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/second-factor/codes", own(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new",
        own(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/codes/file",
        own(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/data", own_data, name="own_data"),
    path("account/data/<int:number>", own_copy, name="own_copy"),
    path("account/claims", claims, name="claims"),
    path("account/claims/withdraw", stop_claim, name="stop_claim"),
    path("account/invitations/<str:secret>", invitation, name="invitation"),
    path("business/<str:uscc>", my_business, name="my_business"),
    path("desk/bindings", bindings, name="bindings"),
    path("desk/bindings/<int:number>", binding, name="binding"),
    path("desk/bindings/<int:number>/proof", binding_proof, name="binding_proof"),
    path("desk/corrections", corrections, name="corrections"),
    path("desk/personal", personal_requests, name="personal_requests"),
    path("account/sessions", sessions, name="sessions"),
    path("account/sessions/end", stop_session, name="stop_session"),
]
