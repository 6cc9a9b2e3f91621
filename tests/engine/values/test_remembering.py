"""What was made of the very same objects is made once, and never mistaken for that of others."""

from zhitong.engine.values.remembering import by_identity


def test_only_the_very_same_objects_are_remembered():
    made = []

    @by_identity(2)
    def make(one, other):
        made.append((one, other))
        return len(made)

    first, equal, other = [1], [1], [2]
    assert [make(first, other), make(first, other), make(equal, other)] == [1, 1, 2]
    assert make(other, first) == 3  # the third forgets the two before
    assert make(first, other) == 4
    assert len(made) == 4


def test_an_object_is_held_so_that_its_place_is_not_taken():
    @by_identity(1000)
    def first_of(listed):
        return listed[0]

    assert [first_of([number]) for number in range(500)] == list(range(500))
