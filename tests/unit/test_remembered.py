from pipeline.text.remembered import forget, remembered


def test_what_is_asked_twice_is_computed_once_until_it_is_let_go() -> None:
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [length("storm"), length("storm")] == [5, 5]
    assert asked == ["storm"]

    forget()

    assert length("storm") == 5
    assert asked == ["storm", "storm"]
