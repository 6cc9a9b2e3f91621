"""Two imports at once, on a database that really runs them at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests.portal.businesses.factories import csv_bytes, uscc
from zhitong.portal.businesses import operations
from zhitong.portal.businesses.models import Business, FactSheet
from zhitong.portal.businesses.operations import import_businesses

ROWS = 60


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_overlapping_files_lose_and_double_nothing(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL (ZHITONG_TEST_POSTGRES)")
    monkeypatch.setattr(operations, "CHUNK_ROWS", 7)
    files = [
        csv_bytes("uscc,name,employees", *[f"{uscc(n)},示例{n},{staff}" for n in range(first, first + ROWS)])
        for first, staff in ((1, 3), (21, 5))
    ]
    together = Barrier(len(files))

    def take(content: bytes):
        try:
            together.wait()
            return import_businesses(content, "表.csv")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(files)) as pool:
        results = list(pool.map(take, files))
    assert Business.objects.count() == ROWS + 20
    assert FactSheet.objects.count() == ROWS + 20
    assert sum(one.taken for one in results) == ROWS + 20
    assert sum(one.taken + one.changed + one.unchanged for one in results) == 2 * ROWS
