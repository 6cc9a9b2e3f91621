"""企业微信群机器人; codes: developer.work.weixin.qq.com/document/path/90313."""

from zhitong.portal.deliveries.robots import Robot

CHANNEL = Robot(
    key="wecom",
    label="企业微信群机器人",
    order=30,
    site="https://qyapi.weixin.qq.com",
    path="/cgi-bin/webhook/send?key={key}",
    code="errcode",
    text=lambda words: {"msgtype": "text", "text": {"content": words}},
    busy=frozenset({-1, 45009}),
    refused={
        40058: "企业微信认为消息格式不对，请管理员核对。",
        93000: "企业微信机器人密钥无效，或机器人已被移出群。",
    },
    longest_bytes=2_000,
)
