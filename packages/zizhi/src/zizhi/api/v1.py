"""Public verification over HTTP, version 1 (OpenAPI 3.1). The same services as the pages; no login."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.renderers import JSONRenderer

from zizhi.api import status as fast
from zizhi.api.schemas import CertificateAnswer, CertificateAnswers, ClaimKeys, FileReport, Problem
from zizhi.core.clock import now
from zizhi.core.errors import RuleViolation
from zizhi.verification import services, uploads

__all__ = ["api"]


class _Readable(JSONRenderer):
    """Chinese as Chinese."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - declared so by ninja


api = NinjaAPI(
    renderer=_Readable(),
    title="建设工程企业资质电子证书查验接口",
    version="1.0.0",
    description="按证书编号、统一社会信用代码、二维码或文件查验。未找到不等于伪造；未能检查不等于通过。",
    openapi_url="openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
)

_PROBLEMS = {400: Problem, 404: Problem, 503: Problem}
_BINARY = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": {"type": "string", "format": "binary"}},
}
_FILE_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _BINARY}}}}
_FILE_ANSWERS = {200: FileReport, 400: Problem, 413: Problem}


@api.get("/certificates", response={200: CertificateAnswers, **_PROBLEMS}, summary="按编号或信用代码查询")
def certificates(request: HttpRequest, number: str = "", uscc: str = "") -> dict[str, Any]:
    """Registered certificates of that number, or of the enterprise with that credit code."""
    if bool(number.strip()) == bool(uscc.strip()):
        raise RuleViolation("ASK_ONE", "请给出证书编号或统一社会信用代码，二者之一。", "number")
    asked = now()
    found = services.by_number(number, now=asked) if number.strip() else services.by_uscc(uscc, now=asked)
    if not found:
        raise RuleViolation(
            "NOT_FOUND", "登记库中没有对应的证书。未找到不等于伪造。", "number" if number else "uscc"
        )
    return {"asked_at": asked, "certificates": [answer.to_json() for answer in found]}


@api.get("/status/{token}", response={200: CertificateAnswer, **_PROBLEMS}, summary="按二维码查询")
def status(request: HttpRequest, token: str) -> HttpResponse:
    """One version by the token of its QR code."""
    return _fast(token)


@api.get(
    "/status/{token}/{claim}", response={200: CertificateAnswer, **_PROBLEMS}, summary="按二维码全文查询"
)
def status_with_claim(request: HttpRequest, token: str, claim: str) -> HttpResponse:
    """The same, and whether the signed claim in the QR code is the registered one."""
    return _fast(f"{token}/{claim}")


@api.post("/files", response=_FILE_ANSWERS, summary="检验文件", openapi_extra=_FILE_BODY)
def files(request: HttpRequest) -> dict[str, Any]:
    """The verdict on an OFD file, each check, the comparison with the registry. The file is not kept."""
    upload = uploads.receive(request)  # not by ninja's File, which would read it without a ceiling
    asked = now()
    return {"asked_at": asked, **services.examine(upload.data, now=asked).to_json()}


@api.get("/claim-keys", response={200: ClaimKeys, 503: Problem}, summary="二维码公钥")
def claim_keys(request: HttpRequest) -> dict[str, Any]:
    """Every key that ever signed a QR claim, for checking one without asking us."""
    return services.claim_keys()


@api.exception_handler(RuleViolation)
def _rule_violation(request: HttpRequest, fault: RuleViolation) -> HttpResponse:
    status = _STATUS.get(fault.code, HTTPStatus.BAD_REQUEST)
    return api.create_response(request, _problem(fault.code, fault.message, fault.field), status=status)


@api.exception_handler(services.RegistryUnreachable)
def _unreachable(request: HttpRequest, fault: services.RegistryUnreachable) -> HttpResponse:
    problem = _problem("REGISTRY_UNREACHABLE", "登记库暂时无法访问，不能作出结论。")
    return api.create_response(request, problem, status=HTTPStatus.SERVICE_UNAVAILABLE)


_STATUS = {
    "NOT_FOUND": HTTPStatus.NOT_FOUND,
    "UPLOAD_TOO_LARGE": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "CUSTODY_MISSING": HTTPStatus.SERVICE_UNAVAILABLE,
}


def _problem(code: str, message: str, field: str = "") -> dict[str, str]:
    return {"code": code, "message": message, "field": field}


def _fast(address: str) -> HttpResponse:
    code, body = fast.answer(address)
    return HttpResponse(body, status=code, headers=fast.HEADERS)
