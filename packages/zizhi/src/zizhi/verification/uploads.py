"""Receiving a file to examine: in memory, under a ceiling, never on disk. Shared by page and API."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from zizhi.core.errors import RuleViolation

__all__ = ["LIMIT", "Upload", "receive"]

LIMIT: Final = 20 * 1024 * 1024
"""Bytes of one file. A certificate has 60 KB; scans people paste into OFD files stay well below this."""
_ENVELOPE: Final = 64 * 1024  # boundaries and part headers of the form around the file
_FIELD: Final = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file somebody sent: its name as told by the browser (trust nothing of it) and its bytes."""

    name: str
    data: bytes


def receive(request: HttpRequest) -> Upload:
    """The file of a multipart request.

    Raises:
        RuleViolation: `UPLOAD_TOO_LARGE`, `UPLOAD_MISSING` or `UPLOAD_EMPTY`.
    """
    if _announced(request) > LIMIT + _ENVELOPE:
        raise _too_large()
    handler = _InMemory(request)
    request.upload_handlers = [handler]
    file = request.FILES.get(_FIELD)
    if handler.exceeded:
        raise _too_large()
    if file is None or isinstance(file, list):
        raise RuleViolation("UPLOAD_MISSING", "请选择要检验的文件。", _FIELD)
    return _checked(file)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


def _checked(file: "UploadedFile[bytes]") -> Upload:
    data = file.read()
    if not data:
        raise RuleViolation("UPLOAD_EMPTY", "文件是空的，请重新选择。", _FIELD)
    return Upload(name=(file.name or "")[-80:], data=data)


def _too_large() -> RuleViolation:
    return RuleViolation("UPLOAD_TOO_LARGE", f"文件超过 {LIMIT // 1024 // 1024} MB，无法检验。", _FIELD)


class _InMemory(FileUploadHandler):
    """Keeps what arrives in memory and stops at the ceiling, whatever the request announced."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.exceeded = False
        self._chunks: list[bytes] = []
        self._size = 0

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._chunks.clear()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > LIMIT:
            self.exceeded = True
            raise StopUpload(connection_reset=True)
        self._chunks.append(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        content = BytesIO(b"".join(self._chunks))
        return InMemoryUploadedFile(
            file=content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )
