"""Chromium against a real server: one site and one browser for the whole session."""

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """Where the site is, and how to sign in."""

    address: str
    passwords: dict[str, str]


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on the PATH, so nothing can be shown: install the package chromium")
    return found


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    for _attempt in range(600):
        if process.poll() is not None:
            pytest.fail(f"the site did not start:\n{log.read_text()[-3000:]}")
        try:
            with urlopen(address):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the site did not answer in two minutes")


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    chromium()
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ZHITONG_")},
        "ZHITONG_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
    }
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, str(HERE / "serving.py"), str(port)],
            env=environment,
            cwd=REPOSITORY,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/about", process, log)
        lines = (folder / "demo-sign-ins.txt").read_text(encoding="utf-8").splitlines()
        yield Site(address, {line.split("\t")[0]: line.split("\t")[1] for line in lines})
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser(site):
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in(site, browser: Browser):
    """`signed_in("dianzhu")` gives the cookies of that person; each signs in once."""
    kept: dict[str, dict] = {}

    def cookies(username: str) -> dict | None:
        if username and username not in kept:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(f"{site.address}/sign-in")
                page.get_by_label("账号").fill(username)
                page.get_by_label("密码").fill(site.passwords[username])
                with page.expect_navigation():
                    page.get_by_role("button", name="登录").click()
                kept[username] = context.storage_state()
        return kept.get(username)

    return cookies


@pytest.fixture
def open_page(site, browser: Browser, signed_in):
    """`open_page("/figures", who="lingdao", size=DESK)`; a script error or outside request fails."""
    contexts = []
    wrong: list[str] = []

    def opened(path: str, who: str = "", size: dict = PHONE, **options):
        context = browser.new_context(
            viewport=size, storage_state=signed_in(who), reduced_motion="reduce", locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith((site.address, "data:", "blob:")) or wrong.append(asked.url),
        )
        page.on(
            "console",
            lambda said: (
                wrong.append(said.text) if said.type == "error" and "status of 4" not in said.text else None
            ),
        )
        page.goto(site.address + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []
