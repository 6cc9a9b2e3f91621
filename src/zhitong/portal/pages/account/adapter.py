"""What signing in does here beyond the library: limits without an oracle, no address kept, a name shown."""

import base64
from ipaddress import IPv6Address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from zhitong.portal.accounts.perms import is_officer
from zhitong.portal.foundation.rates import forget, take
from zhitong.portal.pages.account.sessions import began

PRIVATE = 0xFD << 120  # fc00::/7: an address that belongs to nobody on the internet
STAGES = {
    "allauth.account.stages.EmailVerificationStage": f"{__name__}.VerifyWhereThereIsMail",
}
OFTEN = "登录失败次数太多"


class VerifyWhereThereIsMail(EmailVerificationStage):  # type: ignore[misc] # the library has no types
    """Accounts that an administrator set up have no e-mail; the others prove theirs."""

    def handle(self) -> Any:
        """Skips the stage without an address."""
        person = self.login.user  # None for an account that exists already: the library plays along
        if person is not None and not person.email and not self.login.email:
            return None, True
        return super().handle()


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by user name or e-mail."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """A keyed mark in the form of an address: enough to count by, nobody's whereabouts."""
        real = super().get_client_ip(request)
        mark = salted_hmac("zhitong.address", real, algorithm="sha256").digest()
        return str(IPv6Address(PRIVATE | int.from_bytes(mark[:15], "big")))

    def get_login_stages(self) -> list[str]:
        """The library's stages, one of them ours."""
        return [STAGES.get(stage, stage) for stage in super().get_login_stages()]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Takes one try of the account named and of the address, whether or not the account exists."""
        address = self.get_client_ip(request)
        take("sign_in_address", address, OFTEN)
        take("sign_in_address_day", address, OFTEN)
        take("sign_in_account", named(credentials), OFTEN)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A right password gives the account its tries back; the address keeps its count."""
        person = super().authenticate(request, **credentials)
        if person:
            forget("sign_in_account", named(credentials))
        return person

    def post_login(self, request: HttpRequest, user: Any, **said: Any) -> Any:
        """From here on the session has a beginning and an end."""
        began(request)
        return super().post_login(request, user, **said)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return "/account"


def named(credentials: dict[str, Any]) -> str:
    """The account as typed, in one form."""
    return str(credentials.get("username") or credentials.get("email") or "").strip().casefold()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in by another house: the account there is an account here, without any role."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Takes over the name to be shown."""
        person = super().populate_user(request, sociallogin, data)
        parts = (data.get("name"), data.get("last_name"), data.get("username"))
        person.display_name = str(next((one for one in parts if one), ""))[:60]
        return person


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie encrypted in the database."""

    def encrypt(self, text: str) -> str:
        """Under a key derived from the site's."""
        return cipher().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The plain secret."""
        return cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whoever must have one may not give it up."""
        return not (settings.MFA_REQUIRED and is_officer(authenticator.user))


def cipher() -> Fernet:
    """AES with a signature."""
    key = salted_hmac("zhitong.second-factor", "1", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
