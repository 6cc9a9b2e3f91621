"""短信, through a gateway of the installation's own provider."""

from zhitong.portal.deliveries.channels.sms.gateway import Gateway

CHANNEL = Gateway()
