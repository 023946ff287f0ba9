"""What is counted and timed, for Prometheus (https://prometheus.io/docs/practices/naming/).

Labels are taken from closed sets: never a person, a channel or the text of a question.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""The format of `Metrics.page` (https://prometheus.io/docs/instrumenting/exposition_formats/)."""

_BUCKETS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0)
"""Seconds: most answers take well under a millisecond."""


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "factdesk_requests_total",
            "Requests from Slack by kind of payload and outcome.",
            ("kind", "outcome"),
            registry=self._registry,
        )
        self._answers = Histogram(
            "factdesk_answer_seconds",
            "How long the desk took for an answer, by what was asked for and the kind of answer.",
            ("verb", "answer"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._slack_calls = Counter(
            "factdesk_slack_calls_total",
            "Calls of Slack's Web API and response URLs by method and outcome.",
            ("method", "outcome"),
            registry=self._registry,
        )

    def request(self, kind: str, outcome: str) -> None:
        """Count one request: answered, failed, or rejected before anybody read it."""
        self._requests.labels(kind, outcome).inc()

    def answer(self, verb: str, answer: str, seconds: float) -> None:
        """Count and time one answer."""
        self._answers.labels(verb, answer).observe(seconds)

    def slack_call(self, method: str, outcome: str) -> None:
        """Count one call of Slack: ok, refused or unreachable."""
        self._slack_calls.labels(method, outcome).inc()

    def page(self) -> str:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self._registry).decode()
