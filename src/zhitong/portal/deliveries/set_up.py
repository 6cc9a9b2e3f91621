"""What an installation has set up for a channel: `ZHITONG_CHANNEL_<CHANNEL>_<NAME>`."""

from django.conf import settings

LOOPBACK = "http://127.0.0.1"
VARIABLES = {("email", "url"): "ZHITONG_SMTP_URL", ("email", "from"): "ZHITONG_MAIL_FROM"}


def told(channel: str, name: str = "") -> str:
    """The value set up, else an empty text."""
    key = f"{channel}_{name}" if name else channel
    return str(settings.DELIVERY_CHANNELS.get(key.upper(), ""))


def lacking(channel: str, *names: str) -> str:
    """A sentence naming what is not set up, else empty; links must lead here from outside too."""
    wanted = [
        VARIABLES.get((channel, name), f"ZHITONG_CHANNEL_{channel}_{name}".upper())
        for name in names
        if not told(channel, name)
    ]
    if settings.PRODUCTION and settings.SITE_ADDRESS.startswith(LOOPBACK):
        wanted.append("ZHITONG_SITE")
    return f"本站还没有开通这一渠道（请管理员设置 {'、'.join(wanted)}）。" if wanted else ""
