"""钉钉群自定义机器人, with the key word “直通” set on the robot; codes: open.dingtalk.com, custom robot."""

from zhitong.portal.deliveries.robots import Robot

CHANNEL = Robot(
    key="dingtalk",
    label="钉钉群机器人",
    order=31,
    site="https://oapi.dingtalk.com",
    path="/robot/send?access_token={key}",
    code="errcode",
    text=lambda words: {"msgtype": "text", "text": {"content": f"直通\n{words}"}},
    busy=frozenset({-1, 130101, 410100}),
    refused={
        300001: "钉钉机器人密钥无效，或机器人已被移出群。",
        310000: "钉钉机器人的安全设置拒绝了消息，请把自定义关键词设为“直通”。",
    },
    longest_bytes=18_000,
)
