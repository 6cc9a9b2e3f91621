"""What businesses can get, as loaded from packs; versions never change."""

from django.db import models


class Pack(models.Model):
    """政策包: a folder of units, facts, documents and provisions of one jurisdiction."""

    key = models.CharField("代号", max_length=60, unique=True)
    title = models.CharField("名称", max_length=200)
    region = models.CharField("行政区划前缀", max_length=12, blank=True)
    is_sample = models.BooleanField("示例", default=False)
    fingerprint = models.CharField("内容摘要", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        ordering = ["key"]
        verbose_name = "政策包"

    def __str__(self) -> str:
        return self.title


class Provision(models.Model):
    """惠企事项: benefit + condition + amount + window + how; its content is in the versions."""

    key = models.CharField("代号", max_length=120, unique=True)
    pack = models.ForeignKey(Pack, models.PROTECT, related_name="provisions")
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=20)
    region = models.CharField("行政区划前缀", max_length=12, blank=True)
    starts = models.DateField("起", null=True, blank=True)
    ends = models.DateField("止", null=True, blank=True)
    replaced_by = models.CharField("替代事项", max_length=120, blank=True)
    is_withdrawn = models.BooleanField("已从政策包移除", default=False)

    class Meta:
        ordering = ["key"]
        verbose_name = "惠企事项"

    def __str__(self) -> str:
        return self.title


class ProvisionVersion(models.Model):
    """事项版本: the body as in the pack and the hash of its rule; written once."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本")
    body = models.JSONField("内容")
    body_hash = models.CharField("内容摘要", max_length=64)
    rule_hash = models.CharField("规则摘要", max_length=64, db_index=True)
    stage = models.CharField("阶段", max_length=12, default="published")
    loaded_at = models.DateTimeField("载入时间", auto_now_add=True)

    class Meta:
        ordering = ["provision_id", "-number"]
        verbose_name = "事项版本"
        constraints = [
            models.UniqueConstraint(fields=["provision", "number"], name="version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} 第{self.number}版"
