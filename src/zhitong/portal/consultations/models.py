"""A consultation on a draft, the comments made on its clauses, and what was answered."""

from django.db import models

from zhitong.portal.accounts.models import Organisation
from zhitong.portal.documents.models import Document, Revision


class State(models.TextChoices):
    """What was decided; planned, open and over follow from the dates (`states.phase_of`)."""

    RUNNING = "running", "进行中"
    ANSWERED = "answered", "已反馈"
    CANCELLED = "cancelled", "已取消"


class Voice(models.TextChoices):
    """Whose view a comment is, as far as the writer says."""

    UNSAID = "", "未说明"
    BUSINESS = "business", "经营主体"
    ASSOCIATION = "association", "行业协会（商会）"
    PUBLIC = "public", "公众"


class Showing(models.TextChoices):
    """Whether a comment is shown to everybody."""

    WAITING = "waiting", "待审核"
    RELEASED = "released", "已公开"
    HELD = "held", "不公开"


class Decision(models.TextChoices):
    """What was made of a comment."""

    NONE = "", "待答复"
    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    NOT_ADOPTED = "not_adopted", "未采纳"


class Consultation(models.Model):
    """公开征求意见: a draft put before the public from a day to a day, both included."""

    key = models.CharField("代号", max_length=90, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="consultations")
    # The text asked about now; each comment keeps the one it was made on.
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    question = models.TextField("征求意见的事项", max_length=2000)
    contact = models.CharField("联系方式", max_length=200)
    starts = models.DateField("开始日期")
    ends = models.DateField("截止日期")
    short_reason = models.CharField("缩短期限的理由", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.RUNNING)
    answered_on = models.DateField("反馈公布日期", null=True, blank=True)
    turn = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ["-ends", "key"]
        verbose_name = "公开征求意见"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("starts")),
                name="consultation_ends_after_start",
                violation_error_message="截止日期不能早于开始日期。",
            )
        ]

    def __str__(self) -> str:
        return self.key


class Change(models.Model):
    """变更: what was changed about a running consultation, shown to everybody with its reason."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="changes")
    on = models.DateField("日期")
    action = models.CharField("动作", max_length=20)
    before = models.CharField("原值", max_length=40, blank=True)
    after = models.CharField("新值", max_length=40, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        ordering = ["consultation_id", "id"]
        verbose_name = "征求意见的变更"

    def __str__(self) -> str:
        return f"{self.action} {self.before} → {self.after}"


class Comment(models.Model):
    """意见: a view on one clause, or on the whole (path ""); made without an account."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="comments")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    path = models.CharField("条款", max_length=500, blank=True)
    receipt = models.CharField("回执编号", max_length=20, unique=True)
    # Hash of the secret in the writer's link; the same form sent twice gives the same secret.
    secret_mark = models.CharField("回执密钥摘要", max_length=64, unique=True)
    on = models.DateField("提出日期")
    text = models.TextField("意见", max_length=2000, blank=True)
    voice = models.CharField("意见人类型", max_length=12, choices=Voice, blank=True)
    region = models.CharField("行政区划", max_length=12, blank=True)
    name = models.CharField("称呼", max_length=60, blank=True)
    contact = models.CharField("联系方式", max_length=100, blank=True)
    is_sample = models.BooleanField("示例", default=False)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)

    showing = models.CharField("公开情况", max_length=10, choices=Showing, default=Showing.WAITING)
    held_reason = models.CharField("不公开的理由", max_length=300, blank=True)

    decision = models.CharField("处理", max_length=12, choices=Decision, blank=True)
    reason = models.TextField("理由", max_length=1000, blank=True)
    answered_by = models.BigIntegerField("答复人编号", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    # Where the next text took the comment up.
    change_revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    change_path = models.CharField("修改后的条款", max_length=500, blank=True)
    turn = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ["consultation_id", "id"]
        verbose_name = "意见"
        indexes = [models.Index(fields=["consultation", "path"], name="comment_place")]

    def __str__(self) -> str:
        return self.receipt


class Allowance(models.Model):
    """次数限制: how often a browser or an address wrote on a day, by a mark that names nobody.

    The mark is salted by the day, so that it says nothing afterwards; old rows are removed.
    """

    mark = models.CharField("摘要", max_length=64, unique=True)
    day = models.DateField("日期", db_index=True)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        ordering = ["day", "id"]
        verbose_name = "次数限制"

    def __str__(self) -> str:
        return self.mark
