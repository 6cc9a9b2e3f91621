"""What a person said goes before the machine's suggestion."""

from zhitong.engine.documents.compare.settling import settle

SUGGESTED = {"一/1": ("partial", "共同的字句"), "一/2": ("full", ""), "一/3": ("related", "")}


def grades(settled):
    return [(one.path, one.grade, one.is_confirmed) for one in settled]


def test_without_a_person_the_suggestion_stands_best_first():
    coverage, answers = settle("full", SUGGESTED, {})

    assert coverage == "full"
    assert grades(answers) == [
        ("一/2", "full", False),
        ("一/1", "partial", False),
        ("一/3", "related", False),
    ]


def test_a_confirmed_answer_decides():
    coverage, answers = settle("full", SUGGESTED, {"一/1": "partial"})

    assert coverage == "partial"
    assert grades(answers)[0] == ("一/1", "partial", True)


def test_a_rejected_answer_leaves_the_best_of_the_rest():
    assert settle("full", SUGGESTED, {"一/2": "none"})[0] == "partial"
    assert settle("full", {"一/2": ("full", "")}, {"一/2": "none"})[0] == "none"


def test_rejecting_what_was_no_answer_changes_nothing():
    assert settle("full", SUGGESTED, {"一/3": "none"})[0] == "full"


def test_a_link_nobody_suggested_counts():
    coverage, answers = settle("none", {}, {"二/1": "full"})

    assert (coverage, grades(answers)) == ("full", [("二/1", "full", True)])
