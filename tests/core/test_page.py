from lehua_desktop.core.page import Box


def test_overlap_is_a_part_of_the_smaller_box() -> None:
    tall, low = Box(0, 0, 10, 40), Box(20, 10, 30, 20)
    assert tall.overlap_y(low) == 1.0
    assert tall.overlap_x(low) == 0.0
    assert Box(0, 0, 10, 10).overlap_y(Box(0, 5, 10, 15)) == 0.5


def test_union_holds_both() -> None:
    assert Box(0, 5, 10, 10).union(Box(3, 0, 20, 7)) == Box(0, 0, 20, 10)
