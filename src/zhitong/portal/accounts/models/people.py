"""People, organisations (region × department, dated) and what a person does where."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Role(models.TextChoices):
    """What a person may do for an organisation."""

    EDITOR = "editor", "编辑"
    REVIEWER = "reviewer", "审核"
    CASE_OFFICER = "case_officer", "经办"
    STATISTICIAN = "statistician", "统计"
    LEADER = "leader", "领导"
    ADMINISTRATOR = "administrator", "管理员"


class Level(models.TextChoices):
    """Where an organisation stands."""

    NATION = "nation", "国家"
    REGION = "region", "自治区"
    LEAGUE_CITY = "league_city", "盟市"
    BANNER_COUNTY = "banner_county", "旗县（区）"
    TOWNSHIP = "township", "苏木乡镇街道"


class Person(AbstractUser):
    """人员: signs in with a user name; what is shown is the display name."""

    # Chinese names are not split; the base class declares these two as text.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = models.CharField("显示名", max_length=60, blank=True)
    is_demo = models.BooleanField("演示账号", default=False)

    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["username"]
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        """The name on screen."""
        return self.display_name or self.username

    def get_short_name(self) -> str:
        """The same name: Chinese names are not shortened."""
        return self.get_full_name()


class Organisation(models.Model):
    """单位: region × department, with a beginning, an end and a successor."""

    key = models.CharField("代号", max_length=80, unique=True)
    name = models.CharField("名称", max_length=120, db_index=True)
    region = models.CharField("行政区划前缀", max_length=12, blank=True, db_index=True)
    department = models.CharField("部门", max_length=80, blank=True)
    level = models.CharField("层级", max_length=20, choices=Level, default=Level.REGION)
    aliases = models.JSONField("别名", default=list, blank=True)
    starts = models.DateField("设立日期", null=True, blank=True)
    ends = models.DateField("撤并日期", null=True, blank=True)
    # PROTECT: rows end, they are not deleted.
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    is_group = models.BooleanField("一类单位的统称", default=False)
    path = models.CharField("路径", max_length=200, blank=True, db_index=True)

    class Meta:
        ordering = ["path", "name"]
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """任职: a person acts for an organisation in a role from a day to a day, both included."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=Role)
    starts = models.DateField("起")
    ends = models.DateField("止", null=True, blank=True)

    class Meta:
        ordering = ["person_id", "organisation_id", "role"]
        verbose_name = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role", "starts"],
                name="membership_once",
                violation_error_message="同一人员在同一单位的同一角色、同一起始日只能登记一次。",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="membership_ends_after_start",
                violation_error_message="任职止日不能早于起日。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.get_role_display()} {self.organisation_id}"
