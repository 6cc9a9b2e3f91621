"""微信公众号模板消息."""

from zhitong.portal.deliveries.channels.official_account.template import OfficialAccount

CHANNEL = OfficialAccount()
