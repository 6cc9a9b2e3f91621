"""站内: the notice is there as soon as it is made, for everybody bound to a business."""

from zhitong.portal.deliveries.channels.in_app.inbox import InApp

CHANNEL = InApp()
