"""What people made of the machine's readings; held by the words, so that it holds for later revisions too."""

from django.db import models

from zhitong.portal.documents.models.texts import Document


class Action(models.TextChoices):
    """What a person did with readings."""

    ACCEPT = "accept", "认可"
    CORRECT = "correct", "更正"
    REJECT = "reject", "排除"
    ADD = "add", "补录"
    SPLIT = "split", "拆分"
    MERGE = "merge", "合并"


class Correction(models.Model):
    """核对记录: readings of the machine, and what holds instead in the judgement of a person.

    A later judgement on the same readings ends this one and names it in `replaces`; undoing the
    later one lets it hold again. Rows end, they are not deleted.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="corrections")
    action = models.CharField("动作", max_length=8, choices=Action)
    kind = models.CharField("种类", max_length=12)
    # Both as the engine's items: kind, words, values, confidence, and who judged.
    bases = models.JSONField("所依据的识别结果", default=list)
    results = models.JSONField("核对后的结果", default=list)
    reason = models.CharField("理由", max_length=200, blank=True)
    replaces = models.JSONField("取代的核对记录", default=list)
    by = models.BigIntegerField("操作人编号", null=True, blank=True)
    unit = models.CharField("操作单位", max_length=120, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    ended_at = models.DateTimeField("撤销或被取代时间", null=True, blank=True)

    class Meta:
        ordering = ["document_id", "id"]
        verbose_name = "核对记录"
        indexes = [models.Index(fields=["document", "ended_at"], name="correction_standing")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.action} {self.kind}"
