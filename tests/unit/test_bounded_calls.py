"""Calls that nobody waits for longer than they should."""

from __future__ import annotations

import threading

import pytest

from tb_lrplugin.data.background import BoundedCalls, StillRunningError, in_turn


def test_results_and_errors_come_back() -> None:
    calls = BoundedCalls("test")
    assert calls.within(10, lambda: 4) == 4
    with pytest.raises(ZeroDivisionError):
        calls.within(10, lambda: 1 // 0)
    assert calls.within(10, lambda: 5) == 5


def test_a_call_that_does_not_end_holds_no_other_up() -> None:
    calls, end = BoundedCalls("test"), threading.Event()
    with pytest.raises(StillRunningError) as caught:
        calls.within(0.05, end.wait)
    assert not caught.value.call.done()
    assert calls.within(10, lambda: 4) == 4
    end.set()
    assert caught.value.call.result(10) is True


def test_threads_are_bounded() -> None:
    calls, end = BoundedCalls("bounded"), threading.Event()
    for _ in range(20):
        with pytest.raises(StillRunningError):
            calls.within(0.01, end.wait)
    assert sum(thread.name == "bounded" for thread in threading.enumerate()) <= 8
    end.set()


def test_an_error_of_the_call_itself_may_be_a_timeout() -> None:
    def fail() -> None:
        raise TimeoutError("of the file system")

    with pytest.raises(TimeoutError, match="of the file system"):
        BoundedCalls("test").within(10, fail)


class TestInTurn:
    def test_results_keep_the_order_of_the_items(self) -> None:
        assert in_turn("test", 10, [3, 1, 2], lambda item: item + 1) == ([4, 2, 3], None)
        assert in_turn("test", 10, [], lambda item: item) == ([], None)

    def test_an_error_comes_back(self) -> None:
        with pytest.raises(ZeroDivisionError):
            in_turn("test", 10, [1, 0], lambda item: 1 // item)

    def test_an_item_that_takes_too_long_is_the_last(self) -> None:
        end, begun = threading.Event(), []

        def work(item: int) -> int:
            begun.append(item)
            if item == 2:
                end.wait(60)
            return item

        results, call = in_turn("test", 0.2, [1, 2, 3], work)
        assert results == [1]
        assert call is not None and not call.done()
        end.set()
        call.result(10)
        assert begun == [1, 2]
