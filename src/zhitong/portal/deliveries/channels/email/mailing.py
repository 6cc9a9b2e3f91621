"""Mail by SMTP: text and HTML, one-click unsubscription (RFC 8058), the key as Message-ID."""

import smtplib
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.core.validators import validate_email
from django.template.loader import render_to_string

from zhitong.portal.deliveries.plain import plain_text
from zhitong.portal.deliveries.sent import Letter, Outcome, for_good, for_now, handed_over
from zhitong.portal.deliveries.set_up import lacking, told

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}


def server() -> EmailBackend:
    """The server of `ZHITONG_SMTP_URL`: smtp:// (encrypted where it asks for a user) or smtps://."""
    address = urlsplit(told("email", "url"))
    return EmailBackend(
        host=address.hostname or "localhost",
        port=address.port or PORTS.get(address.scheme, 587),
        username=unquote(address.username or ""),
        password=unquote(address.password or ""),
        use_tls=address.scheme == "smtp" and bool(address.username),
        use_ssl=address.scheme == "smtps",
        timeout=TIMEOUT_SECONDS,
    )


def mail_of(letter: Letter) -> EmailMultiAlternatives:
    """The mail, not yet sent."""
    host = urlsplit(settings.SITE_ADDRESS).hostname
    mail = EmailMultiAlternatives(
        subject=f"【直通】{letter.subject}",
        body=plain_text(letter),
        from_email=told("email", "from"),
        to=[letter.to],
        headers={
            "Message-ID": f"<{letter.key}@{host}>",
            "List-Unsubscribe": f"<{letter.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("deliveries/letter.html", {"letter": letter}), "text/html")
    return mail


@dataclass(frozen=True, slots=True)
class Email:
    """One letter a mail."""

    key: str = "email"
    label: str = "电子邮件"
    order: int = 10
    needs: str = "邮箱地址"

    def missing(self) -> str:
        """Server and sender."""
        return lacking(self.key, "url", "from")

    def refuse_address(self, address: str) -> str:
        """A mail address."""
        try:
            validate_email(address)
        except ValidationError:
            return "邮箱地址不完整，请写成 name@example.com。"
        return ""

    def send(self, letter: Letter) -> Outcome:
        """Handed to the server; whether a person reads it is another matter."""
        mail = mail_of(letter)
        mail.connection = server()
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as failure:
            code = max((told[0] for told in failure.recipients.values()), default=550)
            return _refused(code, "邮件服务器不接受这个收件地址。")
        except smtplib.SMTPAuthenticationError:
            return for_now("smtp_login", "邮件服务器拒绝了登录，请管理员核对配置。")
        except smtplib.SMTPResponseException as failure:
            return _refused(failure.smtp_code, "邮件服务器拒绝了邮件。")
        except TimeoutError:
            return for_now("timeout", "邮件服务器超时未答复。")
        except (OSError, smtplib.SMTPException):
            return for_now("unreachable", "连接不上邮件服务器。")
        return handed_over(str(mail.extra_headers["Message-ID"]))


def _refused(code: int, reason: str) -> Outcome:
    if 400 <= code < 500:
        return for_now(f"smtp_{code}", "邮件服务器暂时不收，稍后重发。")
    return for_good(f"smtp_{code}", reason)
