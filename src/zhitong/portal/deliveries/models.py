"""Notices, their messages by channel, subscriptions, and what was opened."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhitong.portal.businesses.models import Business
from zhitong.portal.deliveries.states import State


class Event(models.TextChoices):
    """What changed for a business."""

    NEWLY = "newly", "新可享受"
    LOST = "lost", "不再可享受"
    AMOUNT = "amount", "金额有变化"
    CLOSING = "closing", "即将截止"
    DOCUMENT = "document", "新文件"
    LETTER = "letter", "汇总"


class Topic(models.TextChoices):
    """What a subscription is about."""

    ALL = "all", "适用于我的全部事项"
    PROVISION_KIND = "provision_kind", "事项类型"
    DOCUMENT_TOPIC = "document_topic", "主题"
    SEARCH = "search", "一次检索"


class Frequency(models.TextChoices):
    """When messages leave."""

    AT_ONCE = "at_once", "随时"
    DAILY = "daily", "每天 08:30 汇总"
    WEEKLY = "weekly", "每周一汇总"


class Notice(models.Model):
    """提醒: one thing that changed, told to one person once; `content` holds keys, figures and receipts."""

    # PROTECT: what a person was told stays on record.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    business = models.ForeignKey(Business, models.PROTECT, null=True, blank=True, related_name="notices")
    event = models.CharField("变化", max_length=10, choices=Event)
    subject = models.CharField("事项或文件", max_length=120)
    # The window (and the how manieth time) the event belongs to: the same twice is told once.
    occasion = models.CharField("场合", max_length=120)
    content = models.JSONField("内容", default=dict)
    region = models.CharField("行政区划", max_length=12, blank=True, db_index=True)
    on = models.DateField("以哪一天为准")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    archived_at = models.DateTimeField("归档时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "提醒"
        indexes = [models.Index(fields=["person", "archived_at", "read_at"], name="notice_inbox")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "business", "subject", "event", "occasion"],
                name="notice_once",
            ),
            models.UniqueConstraint(
                fields=["person", "subject", "event", "occasion"],
                condition=Q(business__isnull=True),
                name="notice_once_without_business",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"


class Subscription(models.Model):
    """订阅: what a person wants to be told about, by which channel, how often."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="subscriptions")
    channel = models.CharField("渠道", max_length=24)
    topic = models.CharField("内容", max_length=16, choices=Topic, default=Topic.ALL)
    value = models.CharField("取值", max_length=120, blank=True)
    frequency = models.CharField("频次", max_length=8, choices=Frequency, default=Frequency.AT_ONCE)
    quiet_from = models.TimeField("免打扰起", null=True, blank=True)
    quiet_to = models.TimeField("免打扰止", null=True, blank=True)
    # Where it goes: a mail address, a robot's key, an open id; empty where the channel knows itself.
    address = models.CharField("接收地址", max_length=200, blank=True)
    made_at = models.DateTimeField("订阅时间", auto_now_add=True)
    paused_at = models.DateTimeField("暂停时间", null=True, blank=True)
    ended_at = models.DateTimeField("退订时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "订阅"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "channel", "topic", "value"],
                condition=Q(ended_at__isnull=True),
                name="subscription_once",
                violation_error_message="这一渠道已订阅同样的内容。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel} {self.topic}"


class Message(models.Model):
    """消息: a notice on its way by one channel; one row per notice and channel, with a key for the provider.

    A message that joins others (`event` letter) stands for them: theirs carry `joined_to`, and move with it.
    """

    key = models.CharField("消息键", max_length=64, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="messages")
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="messages")
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, blank=True, related_name="+")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    event = models.CharField("变化", max_length=10, choices=Event)
    channel = models.CharField("渠道", max_length=24)
    frequency = models.CharField("频次", max_length=8, choices=Frequency, default=Frequency.AT_ONCE)
    region = models.CharField("行政区划", max_length=12, blank=True, db_index=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PENDING)
    # Not before; empty: waits to be joined, or for somebody to remove what blocks it.
    due_at = models.DateTimeField("最早发送", null=True, blank=True)
    expires_at = models.DateTimeField("过期", null=True, blank=True)
    lease = models.CharField("占用标记", max_length=32, blank=True)
    leased_until = models.DateTimeField("占用到", null=True, blank=True)
    attempts = models.PositiveIntegerField("已试次数", default=0)
    provider_ref = models.CharField("服务商编号", max_length=120, blank=True)
    code = models.CharField("原因代码", max_length=40, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    made_at = models.DateTimeField("生成时间", auto_now_add=True)
    moved_at = models.DateTimeField("状态时间", auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "消息"
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["channel", "state"], name="message_channel"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], condition=Q(notice__isnull=False), name="message_once"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Deed(models.TextChoices):
    """What a person did with a notice."""

    OPENED = "opened", "打开"
    CLICKED = "clicked", "点开链接"


class Engagement(models.Model):
    """阅读与点击: the first time a notice was opened or its link followed, by channel."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="engagements")
    channel = models.CharField("渠道", max_length=24)
    deed = models.CharField("行为", max_length=8, choices=Deed)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "阅读与点击"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "deed"], name="engagement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.deed}"


class Sighting(models.Model):
    """已见文件: a document a saved search has found already; only later ones are news."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="sightings")
    document = models.CharField("文件", max_length=120)

    class Meta:
        ordering = ["id"]
        verbose_name = "已见文件"
        constraints = [models.UniqueConstraint(fields=["subscription", "document"], name="sighting_once")]

    def __str__(self) -> str:
        return self.document
