"""Asking to act for a business, with a proof; and inviting others to."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from zhitong.portal.businesses.models.registry import Business, OwnerRole


class ClaimState(models.TextChoices):
    """How far a claim is."""

    WAITING = "waiting", "待核验"
    APPROVED = "approved", "已通过"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class Claim(models.Model):
    """绑定申请: a person says they run the business of a code; an officer of its county decides.

    A code nobody registered gives a claim as well, so that asking tells nothing about the register.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    uscc = models.CharField("统一社会信用代码", max_length=18, db_index=True)
    region = models.CharField("受理区划", max_length=12, db_index=True)
    state = models.CharField("状态", max_length=10, choices=ClaimState, default=ClaimState.WAITING)
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    note = models.CharField("说明", max_length=300, blank=True)
    # The proof lies under a random name until the decision and is then removed; its digest stays.
    proof = models.CharField("证明文件", max_length=64, blank=True)
    proof_kind = models.CharField("文件类型", max_length=40, blank=True)
    proof_sha256 = models.CharField("文件摘要", max_length=64, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField("办结时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "绑定申请"
        indexes = [models.Index(fields=["state", "region", "id"], name="claim_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "uscc"],
                condition=Q(state="waiting"),
                name="claim_once",
                violation_error_message="这个代码已有一份申请在核验。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uscc} {self.state}"


class Invitation(models.Model):
    """邀请: an owner lets somebody act for the business, by a link of which only the mark is kept."""

    business = models.ForeignKey(Business, models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField("身份", max_length=8, choices=OwnerRole)
    ends = models.DateField("到期日", null=True, blank=True)
    mark = models.CharField("链接标记", max_length=64, unique=True)
    made_at = models.DateTimeField("发出时间", auto_now_add=True)
    until = models.DateField("链接有效至")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField("接受或撤回时间", null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "邀请"

    def __str__(self) -> str:
        return f"{self.business_id} {self.role}"
