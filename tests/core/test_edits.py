from lehua_desktop.core.edits import Edit, RowChange


def test_undo_is_the_same_edit_turned_round() -> None:
    edit = Edit((RowChange("loan", 1, None, {"lender": "甲"}), RowChange("link", 2, {"number": 3}, None)))
    assert edit.inverse().rows == (
        RowChange("link", 2, None, {"number": 3}),
        RowChange("loan", 1, {"lender": "甲"}, None),
    )
    assert edit.inverse().inverse() == edit
