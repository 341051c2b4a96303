"""Cases openofd does not answer as demanded yet, each with the reason. The code must move, not the case."""

__all__ = ["PENDING"]

PENDING: dict[str, str] = {
    "29-status-response": "OCSP responses are not read yet",
    "29-status-response-delegated": "OCSP responses are not read yet",
    "29-status-response-revoked": "OCSP responses are not read yet",
    "29-status-response-unauthorised": "OCSP responses are not read yet",
    "29-status-response-unknown": "OCSP responses are not read yet",
}
