"""Whatever is sent to the API as its OpenAPI description allows, it never breaks."""

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings

_FEW = settings(max_examples=20, suppress_health_check=list(HealthCheck))


def test_never_breaks(issue):
    issue()
    told = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in told.get_all_operations()]
    assert len(operations) == 5
    for operation in operations:
        _ask(operation)


def _ask(operation):
    @_FEW
    @given(case=operation.as_strategy())
    def ask(case):
        assert case.call().status_code in {200, 400, 404, 413}, operation.label

    ask()
