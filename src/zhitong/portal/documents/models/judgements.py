"""What people judged about a document; keyed by its words or places, so that it holds for later revisions."""

from django.db import models


class DismissedFinding(models.Model):
    """已排除的提示: a finding of the check that a person judged not to apply, and why.

    Keyed by the document, the rule and the words, so that it holds for later revisions too.
    """

    document_key = models.CharField("文件代号", max_length=80)
    rule = models.CharField("规则", max_length=60)
    words_mark = models.CharField("字句摘要", max_length=64)
    reason = models.CharField("理由", max_length=200)
    by = models.BigIntegerField("操作人编号", null=True, blank=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["document_key", "rule", "id"]
        verbose_name = "已排除的提示"
        constraints = [
            models.UniqueConstraint(
                fields=["document_key", "rule", "words_mark"], name="finding_dismissed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_key} {self.rule}"


class AnswerGrade(models.TextChoices):
    """How far a lower measure answers an upper one, in the judgement of a person."""

    FULL = "full", "完全承接"
    PARTIAL = "partial", "部分承接"
    NONE = "none", "不是对应"


class ConfirmedLink(models.Model):
    """已确认的承接: a person's word that a lower measure answers an upper one, or does not.

    Keyed by documents and paths, so that it holds for later revisions; goals are broken down along it.
    """

    upper_key = models.CharField("上级文件", max_length=80)
    upper_path = models.CharField("上级条款", max_length=500)
    lower_key = models.CharField("下级文件", max_length=80)
    lower_path = models.CharField("下级条款", max_length=500)
    grade = models.CharField("程度", max_length=8, choices=AnswerGrade)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.BigIntegerField("操作人编号", null=True, blank=True)
    at = models.DateTimeField("时间", auto_now=True)
    # Counts the changes; a change names the one it was made on, so that nobody overwrites unseen.
    turn = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ["lower_key", "upper_key", "id"]
        verbose_name = "已确认的承接"
        constraints = [
            models.UniqueConstraint(
                fields=["lower_key", "upper_key", "upper_path", "lower_path"], name="link_confirmed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.upper_key} {self.upper_path} → {self.lower_key} {self.lower_path}"
