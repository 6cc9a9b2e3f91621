"""Nothing is lost and nothing doubled at a receiver that honours the key, whoever is killed."""

from tests.portal.deliveries.killing import kill_while_sending

MESSAGES, KILLS = 200, 3


def test_killed_workers_lose_no_message(tmp_path):
    found = kill_while_sending(tmp_path, MESSAGES, KILLS)

    assert found["states"] == {"handed_over": MESSAGES}
    assert (found["lost"], found["foreign"]) == (0, 0)
    assert found["resent"] <= found["kills"]
