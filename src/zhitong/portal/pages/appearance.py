"""How a person wants to read: language, light or dark, and size of print. Kept in cookies."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zhitong.portal.pages.middleware import LANGUAGE_COOKIE

THEME_COOKIE = "zhitong_theme"
PRINT_COOKIE = "zhitong_print"
THEMES = ("auto", "light", "dark")
PRINTS = ("normal", "large")
LANGUAGES = {"zh-hans": ("zh-Hans", "中文"), "en": ("en", "English")}
COOKIES = {
    "language": (LANGUAGE_COOKIE, tuple(LANGUAGES)),
    "theme": (THEME_COOKIE, THEMES),
    "print": (PRINT_COOKIE, PRINTS),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a switch."""

    value: str
    name: str
    pressed: str
    html: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """What the frame of a page needs to know."""

    theme: str
    print: str
    html_language: str
    languages: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    prints: tuple[Choice, ...]


def pressed(is_chosen: bool) -> str:
    """The value of `aria-pressed`."""
    return "true" if is_chosen else "false"


def chosen(request: HttpRequest | None, cookie: str, offered: tuple[str, ...]) -> str:
    """The value of a cookie when it is one of those offered, else the first."""
    value = request.COOKIES.get(cookie, "") if request else ""
    return value if value in offered else offered[0]


def appearance_of(request: HttpRequest | None) -> Appearance:
    """From the cookies of a request; without a request (a failure page), the defaults."""
    language = chosen(request, LANGUAGE_COOKIE, tuple(LANGUAGES))
    theme = chosen(request, THEME_COOKIE, THEMES)
    size = chosen(request, PRINT_COOKIE, PRINTS)
    theme_names = {"auto": _("随设备"), "light": _("浅色"), "dark": _("深色")}
    print_names = {"normal": _("标准字"), "large": _("大字")}
    return Appearance(
        theme=theme,
        print=size,
        html_language=LANGUAGES[language][0],
        languages=tuple(
            Choice(code, name, pressed(code == language), html) for code, (html, name) in LANGUAGES.items()
        ),
        themes=tuple(Choice(one, theme_names[one], pressed(one == theme)) for one in THEMES),
        prints=tuple(Choice(one, print_names[one], pressed(one == size)) for one in PRINTS),
    )
