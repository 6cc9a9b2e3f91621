"""What people searched for in vain."""

from django.db import models


class MissedTerm(models.Model):
    """查无结果的词: a word that no clause answered, counted per day; who asked is not kept."""

    day = models.DateField("日期")
    term = models.CharField("词", max_length=24)
    count = models.PositiveIntegerField("次数", default=1)

    class Meta:
        ordering = ["-day", "-count", "term"]
        verbose_name = "查无结果的词"
        constraints = [models.UniqueConstraint(fields=["day", "term"], name="missed_term_once_a_day")]

    def __str__(self) -> str:
        return self.term


class SettledTerm(models.Model):
    """处理过的词: what was done about a word nobody's question found; `means` is asked along with it."""

    term = models.CharField("词", max_length=24, unique=True)
    means = models.CharField("等同于", max_length=24, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.BigIntegerField("操作人编号", null=True, blank=True)
    at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        ordering = ["term"]
        verbose_name = "处理过的词"

    def __str__(self) -> str:
        return self.term
