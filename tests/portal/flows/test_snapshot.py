"""The snapshot folder: one moment, resumable, whole or not at all, one writer at a time."""

import fcntl
import json
from datetime import date

import polars as pl
import pytest

from tests.portal.businesses.factories import business, sheet
from zhitong.columnar import parts
from zhitong.columnar.parts import read_manifest, read_parts
from zhitong.columnar.snapshot import read_snapshot
from zhitong.engine.standards import packaged_standards
from zhitong.portal.businesses.models import FactSheet
from zhitong.portal.businesses.vocabulary import vocabulary
from zhitong.portal.flows.snapshotting import SnapshotRefused, take_snapshot

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


@pytest.fixture
def registry():
    """Seven businesses, one of which has ended."""
    found = [business(number) for number in range(1, 8)]
    for number, one in enumerate(found):
        sheet(one, employees=number, registration_status="closed" if number == 3 else "active")
    return found


def take(out, **more):
    return take_snapshot(as_of=TODAY, out=out, part=2, **more)


def employees(out):
    frame, _ = read_parts(out)
    return dict(frame.select("business", "employees").rows())


def test_the_living_are_in_it_with_their_numbers(tmp_path, registry):
    told = []
    taken = take(tmp_path / "s", say=told.append)
    wanted = {one.pk: number for number, one in enumerate(registry) if number != 3}
    assert employees(tmp_path / "s") == wanted
    assert (taken.manifest.rows, taken.kept) == (6, 0)
    assert told[-1] == f"已完成 {len(taken.manifest.parts)}/{len(taken.manifest.parts)} 段，6 户"
    snapshot, _ = read_snapshot(tmp_path / "s", vocabulary(), packaged_standards())
    assert snapshot.uscc.to_list() == [one.uscc for number, one in enumerate(registry) if number != 3]


def test_only_what_changed_is_read_again(tmp_path, registry):
    out = tmp_path / "s"
    first = take(out)
    again = take(out)
    assert again.kept == len(first.manifest.parts)
    changed = FactSheet.objects.get(business=registry[-1])
    changed.values |= {"employees": 99}
    changed.save()
    after = take(out)
    assert after.kept == len(first.manifest.parts) - 1
    assert employees(out)[registry[-1].pk] == 99
    other_day = take_snapshot(as_of=date(2026, 11, 25), out=out, part=2)
    assert other_day.kept == 0


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_killed_run_leaves_the_old_snapshot_and_is_continued(tmp_path, registry, monkeypatch, after):
    out = tmp_path / "s"
    take(out)
    before = employees(out)
    for one in FactSheet.objects.all():
        one.values |= {"employees": 50}
        one.save()
    whole, written = parts.Building.put, []

    def dying(self, *args):
        if len(written) == after:
            (self.folder / ".part-x.half").write_bytes(b"half")
            raise Killed
        written.append(args)
        whole(self, *args)

    monkeypatch.setattr(parts.Building, "put", dying)
    with pytest.raises(Killed):
        take(out)
    assert employees(out) == before
    monkeypatch.setattr(parts.Building, "put", whole)
    taken = take(out)
    assert taken.kept == after
    assert set(employees(out).values()) == {50}
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["snapshot.json", *(part.name for part in taken.manifest.parts)]
    )


def test_a_full_disk_is_said_and_leaves_the_old(tmp_path, registry, monkeypatch):
    out = tmp_path / "s"
    take(out)
    before = read_manifest(out)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    FactSheet.objects.first().save()
    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(SnapshotRefused, match="磁盘空间不足"):
        take(out)
    assert read_manifest(out) == before


def test_a_second_writer_and_a_foreign_folder_are_refused(tmp_path, registry):
    with (tmp_path / ".s.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SnapshotRefused, match="另一次快照正在写入"):
            take(tmp_path / "s")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "账.xlsx").write_text("重要")
    with pytest.raises(SnapshotRefused, match="已有别的文件"):
        take(tmp_path / "t")
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["账.xlsx"]


def test_values_the_vocabulary_refuses_are_counted_and_unknown(tmp_path, registry):
    FactSheet.objects.filter(business=registry[0]).update(values={"employees": -1})
    taken = take(tmp_path / "s")
    assert taken.refused == {"employees": 1}
    assert employees(tmp_path / "s")[registry[0].pk] is None


def test_a_damaged_or_unfinished_folder_is_refused_by_name(tmp_path, registry):
    out = tmp_path / "s"
    taken = take(out)
    (out / taken.manifest.parts[-1].name).unlink()
    assert read_snapshot(out, vocabulary(), packaged_standards())[1][0].code == "snapshot_damaged"
    manifest = json.loads((out / "snapshot.json").read_text("utf-8"))
    (out / "snapshot.json").write_text(json.dumps(manifest | {"taken_at": ""}), "utf-8")
    assert read_snapshot(out, vocabulary(), packaged_standards())[1][0].code == "snapshot_unreadable"
