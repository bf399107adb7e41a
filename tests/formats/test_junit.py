"""JUnit: read back by another reader; every judged case is there, and fails as the gate does."""

from junitparser import Error, Failure, JUnitXml

from checker.formats import render
from checker.formats.inert import visible
from checker.formats.saying import weight

from .conftest import judged, spoilt


def report(result) -> JUnitXml:
    return JUnitXml.fromstring(render(result, "junit", "zh").encode("utf-8"))


def outcomes(result) -> dict[tuple[str, str], list[type]]:
    return {
        (suite.name, test.name): [type(item) for item in test.result]
        for suite in report(result)
        for test in suite
    }


def test_every_judged_case_is_a_test_case(result) -> None:
    assert outcomes(result) == {
        ("demo", "C-1"): [Failure],
        ("demo", "C-2"): [],
        ("demo", "C-3"): [],
        ("demo", "C-4"): [],
        ("demo", "C-5"): [],
        ("demo", "C-7"): [Error],
        ("demo", "intake-in-post north"): [],
        ("demo", "intake-in-post south"): [],
        ("files", "C-6"): [Error],
    }


def test_totals(result) -> None:
    read = report(result)
    assert (read.tests, read.failures, read.errors, read.skipped) == (9, 1, 2, 0)
    for suite in read:
        before = (suite.tests, suite.failures, suite.errors)
        suite.update_statistics()
        assert (suite.tests, suite.failures, suite.errors) == before


def test_a_failure_tells_all_that_counts_and_the_rest_is_output(result) -> None:
    case = next(test for suite in report(result) for test in suite if test.name == "C-1")
    (failure,) = case.result
    assert failure.type == "accept-in-time"
    assert failure.text.startswith("cases/2026/C-1.yml:9:34: error: 受理于")
    assert case.system_out.count("[acceptance-traced]") == 2


def test_the_same_cases_whatever_is_shown(root) -> None:
    assert outcomes(judged(root)) == outcomes(judged(root, everything=True))


def test_what_fails_is_what_counts_as_error(result) -> None:
    failing = [key for key, found in outcomes(result).items() if found]
    counting = {item.case for item in result.diagnostics if weight(item) == "error"}
    assert {name for _, name in failing} == counting


def test_awkward_text(result, awkward) -> None:
    changed = spoilt(result, awkward)
    changed.outcomes.clear()
    changed.register.clear()
    names = {test.name for suite in report(changed) for test in suite}
    assert names == {visible(awkward)}
    messages = {item.message for suite in report(changed) for test in suite for item in test.result}
    assert messages == {visible(awkward)}
