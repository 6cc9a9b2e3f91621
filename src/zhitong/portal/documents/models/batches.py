"""Several files taken one after another, with what became of each."""

from uuid import uuid4

from django.db import models

from zhitong.portal.documents.models.texts import Document


class FileState(models.TextChoices):
    """Where a file of a batch stands."""

    WAITING = "waiting", "等待"
    READING = "reading", "正在读取"
    TAKEN = "taken", "已导入"
    CHANGED = "changed", "已存为新版本"
    UNCHANGED = "unchanged", "内容相同"
    REFUSED = "refused", "未导入"


def stored_name(_file: "ImportFile", _name: str) -> str:
    """A place on disk that says nothing of the file."""
    return f"batches/{uuid4().hex}"


class ImportBatch(models.Model):
    """导入批次: files uploaded together; each is read by a job of its own."""

    by = models.BigIntegerField("操作人编号", db_index=True)
    region = models.CharField("行政区划前缀", max_length=12, blank=True)
    by_paragraph = models.BooleanField("按自然段处理", default=False)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "导入批次"

    def __str__(self) -> str:
        return f"批次 {self.pk}"


class ImportFile(models.Model):
    """批次中的文件: waits with its bytes on disk, which go as soon as it is read or refused."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="files")
    order = models.PositiveIntegerField("次序")
    name = models.CharField("文件名", max_length=255)
    size_bytes = models.PositiveIntegerField("字节数", default=0)
    stored = models.FileField("所存文件", upload_to=stored_name, blank=True)
    state = models.CharField("状态", max_length=12, choices=FileState, default=FileState.WAITING)
    message = models.CharField("说明", max_length=500, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    pages_done = models.PositiveIntegerField("已读页数", default=0)
    pages = models.PositiveIntegerField("总页数", default=0)
    tries = models.PositiveSmallIntegerField("读取次数", default=0)
    begun_at = models.DateTimeField("开始读取", null=True, blank=True)

    class Meta:
        ordering = ["batch_id", "order"]
        verbose_name = "批次中的文件"
        constraints = [models.UniqueConstraint(fields=["batch", "order"], name="batch_file_order_once")]

    def __str__(self) -> str:
        return self.name
