"""What a person agreed to, and what they asked about their own data."""

from django.db import models
from django.db.models import F, Q

from zhitong.portal.accounts.models.people import Person


class Consent(models.Model):
    """同意: to one use of data in the words of one version; withdrawn, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    purpose = models.CharField("用途", max_length=40)
    version = models.PositiveIntegerField("文本版本")
    text_sha256 = models.CharField("文本摘要", max_length=64)
    channel = models.CharField("渠道", max_length=20)
    given_at = models.DateTimeField("同意时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "同意"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once",
                violation_error_message="这项用途已同意。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"


class RequestState(models.TextChoices):
    """How far a request about one's own data is."""

    WAITING = "waiting", "待办"
    DONE = "done", "已办"
    REFUSED = "refused", "未办"
    WITHDRAWN = "withdrawn", "已撤回"


class DataRequest(models.Model):
    """个人信息请求: a copy of everything, or erasure; `kept` says what stays and why."""

    EXPORT, ERASURE = "export", "erasure"

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    kind = models.CharField("种类", max_length=8, choices=[(EXPORT, "导出"), (ERASURE, "删除")])
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.WAITING)
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("理由", max_length=300, blank=True)
    file = models.CharField("文件", max_length=80, blank=True)
    kept = models.JSONField("保留的内容和理由", default=list, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "个人信息请求"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state="waiting"),
                name="data_request_once",
                violation_error_message="已有一份同样的请求在办。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class SecondFactorReset(models.Model):
    """两步验证重置: one officer asks, another confirms; for whoever lost phone and codes."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="second_factor_resets")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    reason = models.CharField("理由", max_length=300)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("办结时间", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=RequestState, default=RequestState.WAITING)

    class Meta:
        ordering = ["-id"]
        verbose_name = "两步验证重置"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state="waiting"),
                name="reset_once",
                violation_error_message="这个账号已有一份待确认的重置。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
                name="reset_by_two",
                violation_error_message="提出和确认须是两个人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
