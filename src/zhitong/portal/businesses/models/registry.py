"""The registry: businesses, what is known about them, and who owns them."""

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """The kinds of business."""

    ENTERPRISE = "enterprise", "企业"
    SOLE_TRADER = "sole_trader", "个体工商户"
    COOPERATIVE = "cooperative", "农民专业合作社"
    FAMILY_FARM = "family_farm", "家庭农牧场"


class Status(models.TextChoices):
    """The state in the register."""

    ACTIVE = "active", "存续"
    CLOSED = "closed", "注销"
    REVOKED = "revoked", "吊销"


class Source(models.TextChoices):
    """Where a fact comes from."""

    REGISTER = "register", "登记机关"
    TAX = "tax", "税务"
    STATISTICS = "statistics", "统计"
    SOCIAL_SECURITY = "social_security", "社保"
    DECLARED = "declared", "自行申报"


class Business(models.Model):
    """经营主体: anything registered to do business, keyed by its unified social credit code."""

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=200)
    kind = models.CharField("类型", max_length=16, choices=Kind, blank=True)
    region = models.CharField("行政区划代码", max_length=12, blank=True, db_index=True)
    industry = models.CharField("行业代码", max_length=8, blank=True)
    registered_on = models.DateField("成立日期", null=True, blank=True)
    status = models.CharField("登记状态", max_length=12, choices=Status, blank=True)
    is_demo = models.BooleanField("演示数据", default=False)
    former_uscc = models.CharField("原代码", max_length=18, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "经营主体"
        indexes = [
            models.Index(fields=["region", "kind", "id"], name="business_region_kind"),
            models.Index(fields=["name"], name="business_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FactSheet(models.Model):
    """要素表: what one source says about a business as of a day; money in fen, shares in 1/10000."""

    business = models.ForeignKey(Business, models.PROTECT, related_name="sheets")
    source = models.CharField("来源", max_length=16, choices=Source)
    as_of = models.DateField("数据日期")
    values = models.JSONField("要素值", default=dict)
    recorded_at = models.DateTimeField("入库时间", auto_now=True)

    class Meta:
        ordering = ["business_id", "as_of", "source"]
        verbose_name = "要素表"
        constraints = [
            models.UniqueConstraint(
                fields=["business", "source", "as_of"],
                name="sheet_once",
                violation_error_message="同一主体、同一来源、同一数据日期只保留一份要素表。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.business_id} {self.source} {self.as_of}"


class OwnerRole(models.TextChoices):
    """What a person is to a business."""

    OWNER = "owner", "经营者"
    CLERK = "clerk", "经办人"
    AGENT = "agent", "代理人"


class Owner(models.Model):
    """绑定: a person who acts for a business and may see it, until a day or until it is ended."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="owned")
    business = models.ForeignKey(Business, models.PROTECT, related_name="owners")
    role = models.CharField("身份", max_length=8, choices=OwnerRole, default=OwnerRole.OWNER)
    ends = models.DateField("到期日", null=True, blank=True)
    bound_at = models.DateTimeField("绑定时间", auto_now_add=True)
    ended_at = models.DateTimeField("解绑时间", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "经营者绑定"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "business"],
                condition=models.Q(ended_at__isnull=True),
                name="owner_once",
                violation_error_message="该账号已绑定这家经营主体。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.business_id}"


class ImportRun(models.Model):
    """导入批次: how far a file has been taken, so that a killed import goes on where it stopped."""

    sha256 = models.CharField("文件摘要", max_length=64)
    settings_hash = models.CharField("导入设置摘要", max_length=64)
    file_name = models.CharField("文件名", max_length=255)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    rows_done = models.PositiveIntegerField("已处理行数", default=0)
    taken = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("变更", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    refused = models.PositiveIntegerField("退回", default=0)

    class Meta:
        ordering = ["-id"]
        verbose_name = "导入批次"

    def __str__(self) -> str:
        return self.file_name
