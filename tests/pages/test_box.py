"""The box for other sites: framed only there, nothing kept, unknown never told as yes or no."""

from django.contrib.sessions.models import Session


def test_only_the_box_may_be_framed(visit):
    answer = visit().get("/box")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    how = visit().get("/box/how")
    assert "frame-ancestors 'none'" in how["Content-Security-Policy"]
    assert how["X-Frame-Options"] == "DENY"
    assert "&lt;iframe src=&quot;http://localhost/box&quot;" in how.content.decode().replace('"', "&quot;")


def test_nothing_is_answered_before_something_is_asked(visit):
    assert visit().get("/box").context["groups"] == []


def test_three_answers_give_what_is_met_and_what_may_be(visit):
    page = visit().get("/box?kind=sole_trader&region=150702&industry=H")
    groups = {group["key"]: group for group in page.context["groups"]}
    assert list(groups) == ["met", "unknown"]
    assert all(card.verdict == "met" for card in groups["met"]["cards"])
    assert all(card.verdict == "unknown" for card in groups["unknown"]["cards"])
    assert 'target="_blank"' in page.content.decode()


def test_the_first_five_are_shown_and_the_others_counted(visit):
    whole = visit().get("/try").context["groups"]
    shown = visit().get("/box?industry=H").context["groups"][1]
    assert len(shown["cards"]) == 5
    assert 0 < shown["more"] <= len(next(one for one in whole if one.key == "unknown").cards) - 5


def test_what_is_not_offered_asks_nothing(visit):
    page = visit().get("/box?kind=<script>&region=999999&industry=ZZ")
    assert page.context["asked"] == {"kind": "", "region": "", "industry": ""}


def test_nothing_is_kept(visit):
    before = Session.objects.count()
    answer = visit().get("/box?kind=sole_trader")
    assert Session.objects.count() == before
    assert not answer.cookies
