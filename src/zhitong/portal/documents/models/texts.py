"""Official texts as published: revisions, clauses, measures and who must do them."""

from django.db import models

from zhitong.portal.accounts.models import Organisation


class Status(models.TextChoices):
    """Whether a document holds."""

    IN_FORCE = "in_force", "现行有效"
    EXPIRED = "expired", "已到期"
    REPEALED = "repealed", "已废止"
    DRAFT = "draft", "征求意见稿"
    UNKNOWN = "unknown", "状态待核实"


class Kind(models.TextChoices):
    """The genre of a document."""

    PLAN = "plan", "规划（计划）"
    IMPLEMENTATION_PLAN = "implementation_plan", "实施方案"
    ACTIVITY_PLAN = "activity_plan", "活动方案"
    OPINION = "opinion", "意见"
    NOTICE = "notice", "通知"
    MEASURES = "measures", "措施"
    REGULATION = "regulation", "条例（规定）"
    LAW = "law", "法律"
    ANNOUNCEMENT = "announcement", "公告"
    REPLY = "reply", "批复"
    OTHER = "other", "其他"


class UnitRole(models.TextChoices):
    """How a unit takes part in a measure."""

    LEAD = "lead", "牵头"
    SUPPORT = "support", "配合"
    UNSPECIFIED = "unspecified", "未注明"


class Document(models.Model):
    """政策文件: an official text; known from a pack's catalogue, from an import, or both."""

    key = models.CharField("代号", max_length=80, unique=True)
    title = models.CharField("标题", max_length=300)
    doc_number = models.CharField("文号", max_length=80, blank=True, db_index=True)
    issuer = models.CharField("发文机关", max_length=300, blank=True)
    kind = models.CharField("文种", max_length=24, choices=Kind, default=Kind.OTHER)
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.UNKNOWN, db_index=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("失效日期", null=True, blank=True)
    # Where the catalogue says the day is written: {clause, sentence}; empty where it does not say.
    expires_at = models.JSONField("失效日期所在条款", default=dict, blank=True)
    region = models.CharField("行政区划前缀", max_length=12, blank=True)
    pack = models.CharField("政策包", max_length=60, blank=True, db_index=True)
    is_sample = models.BooleanField("示例", default=False)
    superseded_by = models.CharField("替代文件", max_length=80, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)
    # Phrases that recognise the file on import, from the catalogue: {doc_number, title, text}.
    match = models.JSONField("识别条件", default=dict, blank=True)

    class Meta:
        ordering = ["-issued_on", "key"]
        verbose_name = "政策文件"

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """文本版本: the canonical text of one imported file; never changes."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField("版本")
    text = models.TextField("正文")
    sha256 = models.CharField("文件摘要", max_length=64, unique=True)
    file_name = models.CharField("文件名", max_length=255)
    imported_at = models.DateTimeField("导入时间", auto_now_add=True)
    imported_by = models.BigIntegerField("导入人编号", null=True, blank=True)
    # The answer of the parser (targets, benefits, problems …) as `document parse --json`, with the
    # corrections of people over it; what the machine alone read is in `machine`.
    parse = models.JSONField("解析结果", default=dict)
    machine = models.JSONField("机器识别结果", default=list)
    # Raised when a judgement or a new reading changes what is searched for: units, amounts.
    turn = models.PositiveIntegerField("识别结果轮次", default=0)

    class Meta:
        ordering = ["document_id", "-number"]
        verbose_name = "文本版本"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} 第{self.number}版"


class Clause(models.Model):
    """条款: one node of the outline, with offsets into the revision's text."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="clauses")
    order = models.PositiveIntegerField("次序")
    path = models.CharField("路径", max_length=500)
    label = models.CharField("序号", max_length=300)
    heading = models.CharField("标题", max_length=500, blank=True)
    level = models.PositiveSmallIntegerField("层级")
    kind = models.CharField("种类", max_length=20, default="clause")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    body_end = models.PositiveIntegerField()
    parent_path = models.CharField("上级路径", max_length=500, blank=True)

    class Meta:
        ordering = ["revision_id", "order"]
        verbose_name = "条款"
        constraints = [models.UniqueConstraint(fields=["revision", "order"], name="clause_order_once")]
        indexes = [models.Index(fields=["revision", "path"], name="clause_path")]

    def __str__(self) -> str:
        return self.path


class Measure(models.Model):
    """举措: a clause that tells units to do something."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="measures")
    order = models.PositiveIntegerField("次序")
    path = models.CharField("路径", max_length=500)
    number = models.CharField("编号", max_length=40, blank=True)
    title = models.CharField("标题", max_length=500, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    responsible_raw = models.TextField("责任单位原文", blank=True)
    open_ended = models.BooleanField("以“等”结尾", default=False)
    # {confidence} of the machine, or {state, unit, at} of the person who looked at it.
    review = models.JSONField("核对情况", default=dict, blank=True)

    class Meta:
        ordering = ["revision_id", "order"]
        verbose_name = "举措"
        constraints = [models.UniqueConstraint(fields=["revision", "order"], name="measure_order_once")]

    def __str__(self) -> str:
        return self.path


class MeasureUnit(models.Model):
    """责任单位: a unit named in a measure, in printed order."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="units")
    order = models.PositiveSmallIntegerField("次序")
    name = models.CharField("名称", max_length=120, db_index=True)
    role = models.CharField("角色", max_length=12, choices=UnitRole, default=UnitRole.UNSPECIFIED)
    # Linked when the packs know the name; the printed name stays either way.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="measure_units"
    )

    class Meta:
        ordering = ["measure_id", "order"]
        verbose_name = "责任单位"
        constraints = [models.UniqueConstraint(fields=["measure", "order"], name="measure_unit_order_once")]

    def __str__(self) -> str:
        return self.name
