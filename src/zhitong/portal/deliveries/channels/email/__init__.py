"""电子邮件."""

from zhitong.portal.deliveries.channels.email.mailing import Email

CHANNEL = Email()
