"""Runs of all rules over all businesses and the audiences they give."""

from django.db import models


class RunState(models.TextChoices):
    """How far a run is."""

    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class MatchRun(models.Model):
    """匹配批次: all provisions against all businesses as of one day."""

    as_of = models.DateField("数据日期")
    state = models.CharField("状态", max_length=8, choices=RunState, default=RunState.RUNNING)
    businesses = models.PositiveIntegerField("主体数", default=0)
    provisions = models.PositiveIntegerField("事项数", default=0)
    # Businesses per county (six digits), so that figures within a region need no scan.
    by_region = models.JSONField("各旗县主体数", default=dict)
    # Everybody who took part, as a bitmap of business numbers: who is in no audience is 不符合.
    members = models.BinaryField("参与匹配者", default=bytes)
    snapshot_sha256 = models.CharField("要素快照摘要", max_length=64, blank=True)
    rules_sha256 = models.CharField("规则摘要", max_length=64, blank=True)
    started_at = models.DateTimeField("开始", auto_now_add=True)
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    problem = models.CharField("原因", max_length=300, blank=True)
    # Which process runs it and when it last gave a sign of life: a dead one's place is taken.
    worker = models.CharField("进程", max_length=120, blank=True)
    seen_at = models.DateTimeField("最近活动", null=True, blank=True)
    # The complete run before, which the differences are against.
    before = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    amounts_compared = models.BooleanField("已比较金额", default=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = "匹配批次"
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="running"), name="one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.as_of} #{self.pk}"


class Audience(models.Model):
    """受众: who surely meets a provision and who may, as bitmaps of business numbers; sums in fen."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="audiences")
    provision_key = models.CharField("事项", max_length=120)
    rule_hash = models.CharField("规则摘要", max_length=64)
    met_count = models.PositiveIntegerField("符合", default=0)
    unknown_count = models.PositiveIntegerField("待确认", default=0)
    not_met_count = models.PositiveIntegerField("不符合", default=0)
    amount_low = models.BigIntegerField("金额合计下限（分）", null=True, blank=True)
    amount_high = models.BigIntegerField("金额合计上限（分）", null=True, blank=True)
    amount_missing = models.PositiveIntegerField("算不出金额的户数", default=0)
    # county → [met, unknown, low, high, missing]; the groups add up to the whole.
    by_region = models.JSONField("各旗县结果", default=dict)
    # What everybody gets alike, [low, high] in fen; null where it hangs on the business or is no number.
    each = models.JSONField("每户金额", null=True, blank=True)
    met = models.BinaryField("符合者")
    unknown = models.BinaryField("待确认者")

    class Meta:
        ordering = ["run_id", "provision_key"]
        verbose_name = "受众"
        constraints = [
            models.UniqueConstraint(fields=["run", "provision_key"], name="audience_once"),
        ]

    def __str__(self) -> str:
        return self.provision_key


class Difference(models.Model):
    """变化: who newly gets a provision since the run before, who lost it, whose amount changed."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="differences")
    provision_key = models.CharField("事项", max_length=120)
    newly = models.BinaryField("新增者")
    lost = models.BinaryField("不再符合者")
    # Parquet: business, was_low, was_high, now_low, now_high in fen (empty: not known or open).
    amounts = models.BinaryField("金额变化", default=bytes)
    newly_count = models.PositiveIntegerField("新增", default=0)
    lost_count = models.PositiveIntegerField("不再符合", default=0)
    amounts_count = models.PositiveIntegerField("金额有变", default=0)
    # Codes of `columnar.changes.REASONS`, for businesses that took part in both runs.
    newly_reason = models.CharField("新增原因", max_length=20, blank=True)
    lost_reason = models.CharField("不再符合原因", max_length=20, blank=True)
    amounts_reason = models.CharField("金额变化原因", max_length=20, blank=True)

    class Meta:
        ordering = ["run_id", "provision_key"]
        verbose_name = "变化"
        constraints = [
            models.UniqueConstraint(fields=["run", "provision_key"], name="difference_once"),
        ]

    def __str__(self) -> str:
        return self.provision_key
