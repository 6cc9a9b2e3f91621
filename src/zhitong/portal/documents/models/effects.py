"""What other texts do to a document, who cites it, and what people made of that."""

from django.db import models

from zhitong.portal.documents.models.texts import Document


class EffectKind(models.TextChoices):
    """What one document does to another."""

    REPEALS = "repeals", "废止"
    AMENDS = "amends", "修改"
    EXTENDS = "extends", "延续"


class EffectState(models.TextChoices):
    """Whether what was read holds."""

    PROPOSED = "proposed", "待确认"
    HOLDS = "holds", "成立"
    DISMISSED = "dismissed", "不成立"


class Effect(models.Model):
    """效力事实: words of another document that end, amend or extend this one.

    Read by the machine from the newest text of `source` (`by` empty), or recorded by a person, also
    from a text that is not in the library (`reference`). Rows end, they are not deleted.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="effects")
    kind = models.CharField("种类", max_length=8, choices=EffectKind)
    source = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reference = models.CharField("依据文件", max_length=300, blank=True)
    path = models.CharField("条款", max_length=500, blank=True)
    words = models.TextField("原文字句", max_length=2000)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    until = models.DateField("延续至", null=True, blank=True)
    is_long_term = models.BooleanField("长期", default=False)
    state = models.CharField("状态", max_length=10, choices=EffectState, default=EffectState.HOLDS)
    # Tells the fact apart: kind, source and words.
    mark = models.CharField("摘要", max_length=64)
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.BigIntegerField("记录人编号", null=True, blank=True)
    unit = models.CharField("记录单位", max_length=120, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    ended_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        ordering = ["document_id", "id"]
        verbose_name = "效力事实"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "mark"], condition=models.Q(ended_at=None), name="effect_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind}"


class Mention(models.Model):
    """引用: a clause of the newest text of `source` that cites the document; made anew with the text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="mentions")
    source = models.ForeignKey(Document, models.CASCADE, related_name="cites")
    path = models.CharField("条款", max_length=500)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    in_measure = models.BooleanField("在举措中", default=False)

    class Meta:
        ordering = ["document_id", "source_id", "start"]
        verbose_name = "引用"

    def __str__(self) -> str:
        return f"{self.source_id} {self.path} → {self.document_id}"


class ReviewedDependant(models.Model):
    """已核对的依据: a person looked at what rests on a document that no longer holds, and says why it stays.

    It counts for the standing it was judged under; another standing brings the line back.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=10)  # provision | document
    key = models.CharField("代号", max_length=120)
    standing = models.CharField("当时效力", max_length=12)
    reason = models.CharField("理由", max_length=200)
    by = models.BigIntegerField("核对人编号", null=True, blank=True)
    unit = models.CharField("核对单位", max_length=120, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)
    ended_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        ordering = ["document_id", "id"]
        verbose_name = "已核对的依据"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "key"],
                condition=models.Q(ended_at=None),
                name="dependant_reviewed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.key}"
