"""What the people of a business say about a fact; declared until an officer verifies it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhitong.portal.businesses.models.registry import Business


class ProposalState(models.TextChoices):
    """How far a correction is."""

    WAITING = "waiting", "自报，待核实"
    VERIFIED = "verified", "已核实"
    REFUSED = "refused", "未采纳"
    WITHDRAWN = "withdrawn", "已撤回"


class Proposal(models.Model):
    """更正申请: one fact, what the register said and what it should be."""

    business = models.ForeignKey(Business, models.PROTECT, related_name="proposals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    fact = models.CharField("要素", max_length=60)
    value = models.JSONField("应为")
    before = models.CharField("原为", max_length=200, blank=True)
    note = models.CharField("说明", max_length=300, blank=True)
    as_of = models.DateField("数据日期")
    state = models.CharField("状态", max_length=10, choices=ProposalState, default=ProposalState.WAITING)
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("办结时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "更正申请"
        constraints = [
            models.UniqueConstraint(
                fields=["business", "fact"],
                condition=Q(state="waiting"),
                name="proposal_once",
                violation_error_message="这个要素已有一份更正在核实。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.state}"
