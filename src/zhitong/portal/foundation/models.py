"""The journal: who changed what, from what to what, why."""

from django.db import models


class Journal(models.Model):
    """操作留痕: one line per write, never changed afterwards; holds keys, no personal data."""

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    # A person is named by number only: this room lies below accounts and knows no names.
    actor = models.BigIntegerField("操作人编号", null=True, blank=True, db_index=True)
    organisation = models.CharField("所代表单位", max_length=80, blank=True)
    action = models.CharField("动作", max_length=60, db_index=True)
    kind = models.CharField("对象类型", max_length=60)
    key = models.CharField("对象", max_length=200)
    before = models.JSONField("原值", default=dict, blank=True)
    after = models.JSONField("新值", default=dict, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "操作留痕"
        indexes = [models.Index(fields=["kind", "key"], name="journal_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.key}"


class Mark(models.Model):
    """记号: that a step was done, and on which content; a step with the same content is not repeated."""

    name = models.CharField("步骤", max_length=80, unique=True)
    content = models.CharField("内容摘要", max_length=200)
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "记号"

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """后台工作进程: one that takes jobs, and when it last gave a sign of life."""

    name = models.CharField("名称", max_length=64, unique=True)
    seen_at = models.DateTimeField("最近一次在线")

    class Meta:
        ordering = ["name"]
        verbose_name = "后台工作进程"

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """定时任务的一次: which job, at which slot of its schedule; queued once."""

    key = models.CharField("任务与时点", max_length=200, unique=True)
    at = models.DateTimeField("排入时间", auto_now_add=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "定时任务时点"

    def __str__(self) -> str:
        return self.key


class Tally(models.Model):
    """计次: how often something was asked for in one stretch of time; the mark cannot be turned back."""

    mark = models.CharField("标记", max_length=64, unique=True)
    count = models.PositiveIntegerField("次数", default=0)
    until = models.DateTimeField("到期", db_index=True)

    class Meta:
        ordering = ["until"]
        verbose_name = "计次"

    def __str__(self) -> str:
        return self.mark[:8]


class Token(models.Model):
    """程序令牌: opens one scope for a program; only its digest is kept."""

    name = models.CharField("名称", max_length=80)
    scope = models.CharField("用途", max_length=40)
    digest = models.CharField("摘要", max_length=64, unique=True)
    issued_at = models.DateTimeField("签发时间", auto_now_add=True)
    ended_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "程序令牌"
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(ended_at=None), name="one_valid_token_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
