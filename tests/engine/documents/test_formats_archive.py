"""Archives and folders: limits, clutter, names, and every file read on its own."""

import io
import zipfile

import pytest

from zhitong.engine.documents.bundles import files_of, files_of_folder, read_many
from zhitong.engine.documents.formats import archive, read

TEXT = "一、减轻负担。承租国有房屋的，减免两个月租金。".encode()


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def names(files):
    return [file.name for file in files]


def test_files_come_out_sorted_and_clutter_stays_in():
    data = zipped(
        {
            "乙/二.txt": TEXT,
            "一.txt": TEXT,
            "__MACOSX/._一.txt": b"x",
            "乙/.DS_Store": b"x",
            "~$一.docx": b"x",
            "../../etc/passwd.txt": TEXT,
        }
    )
    files, problems = files_of(data, "a.zip")
    assert problems == []
    assert names(files) == ["etc/passwd.txt", "一.txt", "乙/二.txt"]
    assert [found.source.text.encode() for found in read_many(files)] == [TEXT] * 3


def test_names_written_by_chinese_windows_are_read():
    data = zipped({"AAAA.txt": TEXT}).replace(b"AAAA", "通知".encode("gb18030"))
    assert names(files_of(data, "a.zip")[0]) == ["通知.txt"]


def test_any_other_file_is_its_own_only_member():
    assert names(files_of(TEXT, "一.txt")[0]) == ["一.txt"]


def test_one_bad_file_does_not_stop_the_rest():
    files, problems = files_of(zipped({"1.txt": TEXT, "2.bin": b"\x00\x01" * 50, "3.txt": b""}), "a.zip")
    assert problems == []
    found = read_many(files)
    assert [one.source is not None for one in found] == [True, False, False]
    assert [one.problems[0].code for one in found[1:]] == ["not_text", "empty"]


def test_archives_inside_are_refused_by_name_and_by_bytes():
    inner = zipped({"1.txt": TEXT})
    files, problems = files_of(
        zipped({"1.txt": TEXT, "里.zip": inner, "里.rar": b"Rar!", "假.txt": inner}), "a.zip"
    )
    assert [problem.code for problem in problems] == ["nested_archive"] * 2
    assert [(one.name, one.source is None) for one in read_many(files)] == [
        ("1.txt", False),
        ("假.txt", True),
    ]


def test_too_many_files(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    files, problems = files_of(zipped({f"{n}.txt": TEXT for n in range(4)}), "a.zip")
    assert files == []
    assert problems[0].code == "too_many_files"
    assert "有 4 个文件" in problems[0].message


def test_a_bomb_is_not_unpacked():
    files, problems = files_of(zipped({"bomb.txt": b"0" * 60_000_000}), "a.zip")
    assert (files, [problem.code for problem in problems]) == ([], ["too_large_unpacked"])


def test_a_stated_size_that_lies_does_not_help(monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(archive, "_refusal", lambda *_: None)
    files, problems = files_of(zipped({"1.txt": b"0" * 900, "2.txt": b"0" * 900}), "a.zip")
    assert (files, [problem.code for problem in problems]) == ([], ["too_large_unpacked"])


def test_a_locked_archive_is_refused():
    data = bytearray(zipped({"1.txt": TEXT}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    files, problems = files_of(bytes(data), "a.zip")
    assert (files, [problem.code for problem in problems]) == ([], ["encrypted"])


@pytest.mark.parametrize("data", [b"PK\x03\x04" + b"x" * 100, zipped({"1.txt": TEXT * 50})[:-30]])
def test_a_broken_archive_is_refused(data):
    files, problems = files_of(data, "a.zip")
    assert files == []
    assert [problem.code for problem in problems] == ["broken_archive"]


def test_a_broken_file_inside_is_named_and_the_rest_read():
    data = zipped({"1.txt": TEXT * 20, "2.txt": TEXT})
    place = data.index(b"1.txt") + 12
    files, problems = files_of(data[:place] + b"\xff\xff\xff" + data[place + 3 :], "a.zip")
    assert names(files) == ["2.txt"]
    assert [(problem.code, problem.where) for problem in problems] == [("broken_member", "1.txt")]


def test_an_archive_is_no_single_document():
    source, problems = read(zipped({"1.txt": TEXT, "2.txt": TEXT}), "a.zip")
    assert source is None
    assert "有 2 个文件" in problems[0].message
    assert read(zipped({}), "a.zip")[1][0].code == "empty"


def test_a_folder_is_read_like_an_archive(tmp_path, monkeypatch):
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "二.txt").write_bytes(TEXT)
    (tmp_path / "一.txt").write_bytes(TEXT)
    (tmp_path / ".hidden").write_bytes(TEXT)
    (tmp_path / "link.txt").symlink_to(tmp_path / "一.txt")
    files, problems = files_of_folder(tmp_path)
    assert problems == []
    assert names(files) == ["一.txt", "子/二.txt"]
    monkeypatch.setattr("zhitong.engine.documents.bundles.MAX_FILES", 1)
    files, problems = files_of_folder(tmp_path)
    assert (files, problems[0].code) == ([], "too_many_files")
