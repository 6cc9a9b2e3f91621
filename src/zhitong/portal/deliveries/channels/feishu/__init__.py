"""飞书群自定义机器人; codes: open.feishu.cn, custom bot guide."""

from zhitong.portal.deliveries.robots import Robot

CHANNEL = Robot(
    key="feishu",
    label="飞书群机器人",
    order=32,
    site="https://open.feishu.cn",
    path="/open-apis/bot/v2/hook/{key}",
    code="code",
    text=lambda words: {"msg_type": "text", "content": {"text": f"直通\n{words}"}},
    busy=frozenset({11232}),
    refused={
        9499: "飞书认为消息格式不对，请管理员核对。",
        19001: "飞书机器人密钥无效，或机器人已被移出群。",
        19021: "飞书机器人开启了签名校验，请改用自定义关键词“直通”。",
        19022: "飞书机器人限定了来源地址，请放行本站。",
        19024: "飞书机器人的自定义关键词不符，请设为“直通”。",
    },
    longest_bytes=18_000,
)
