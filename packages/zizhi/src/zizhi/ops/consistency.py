"""Database against vault: every certificate has its file, every file its record."""

from collections.abc import Iterator
from dataclasses import dataclass

from zizhi.certificates.models import Version
from zizhi.issuing.models import Issuance, Stage
from zizhi.vault.services import Vault, VaultFault, hall_vault

__all__ = ["Fault", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that should not be; `subject` is a certificate's identifier or a digest."""

    code: str
    subject: str
    zh: str


def check() -> Iterator[Fault]:
    """Every fault, one after another. Reads every file once."""
    vault = hall_vault()
    yield from _files_of_versions(vault)
    yield from _files_without_record(vault)
    yield from _left_behind(vault)
    yield from _stopped()


def _files_of_versions(vault: Vault) -> Iterator[Fault]:
    for version in Version.objects.exclude(file_digest="").order_by("pk").iterator():
        try:
            data = vault.get(version.file_digest)
        except VaultFault:
            yield Fault(code="DAMAGED", subject=version.identifier, zh="文件内容与登记的摘要不符")
            continue
        if data is None:
            yield Fault(code="MISSING", subject=version.identifier, zh="文件库中没有该证书的文件")
        elif len(data) != version.file_size:
            yield Fault(code="SIZE", subject=version.identifier, zh="文件大小与登记不符")


def _files_without_record(vault: Vault) -> Iterator[Fault]:
    known = set(Issuance.objects.exclude(digest="").values_list("digest", flat=True))
    known.update(digest for row in Issuance.objects.values_list("abandoned", flat=True) for digest in row)
    known.update(Version.objects.exclude(file_digest="").values_list("file_digest", flat=True))
    for digest in vault.list():
        if digest not in known:
            yield Fault(code="UNKNOWN", subject=digest, zh="文件库中有未经登记的文件")


def _left_behind(vault: Vault) -> Iterator[Fault]:
    for name in vault.leftovers():
        yield Fault(code="LEFTOVER", subject=name, zh="中断的写入留下的残片，下次签发时自动清除")


def _stopped() -> Iterator[Fault]:
    stopped = Issuance.objects.filter(stage=Stage.STOPPED).select_related("version")
    for row in stopped:
        yield Fault(code="STOPPED", subject=row.version.identifier, zh=f"签发已停止：{row.last_error}")
