"""Numbers, serials and identifiers, given out under the lock of their series; never twice, never back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openofd.gm.sm3 import sm3
from zizhi.accounts.models import Enterprise
from zizhi.certificates.kinds import CertificateKind
from zizhi.certificates.models import Certificate, NumberSeries, Serial
from zizhi.certificates.numbers import CertificateNumber, Level, NumberForm, build, parse
from zizhi.core.errors import RuleViolation
from zizhi.core.profile import Profile

__all__ = ["Numbering", "lock_series", "paper_number"]


def lock_series(names: Iterable[str]) -> Mapping[str, NumberSeries]:
    """Lock the named series in one order for all, making those that are new. Call inside a transaction."""
    wanted = sorted(set(names))
    NumberSeries.objects.bulk_create([NumberSeries(name=name) for name in wanted], ignore_conflicts=True)
    rows = NumberSeries.objects.select_for_update().filter(name__in=wanted).order_by("name")
    return {row.name: row for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Gives numbers of one kind from its locked series."""

    kind: CertificateKind
    series: NumberSeries
    profile: Profile

    def number_for(self, holder: Enterprise, *, foreign_funded: bool) -> tuple[str, str]:
        """Number and identifier serial for a holder: the serial it has, or the next one."""
        form = self._form(foreign_funded=foreign_funded)
        for serial in Serial.objects.filter(series=self.series, holder=holder).order_by("-serial"):
            number = self._build(form, serial.serial)
            if not Certificate.objects.filter(number=number).exists():
                return number, self._identifier_serial(serial.serial)
        fresh = self._next_serial(form, holder)
        return self._build(form, fresh), self._identifier_serial(fresh)

    def reserve(self, holder: Enterprise, number: CertificateNumber) -> str:
        """Book the serial of a number given out before, so that it is never given out again."""
        if not number.form:
            return "Z" + sm3(number.text.encode()).hex()[:16].upper()
        if not self._booked(number):
            Serial.objects.create(series=self.series, serial=number.serial, holder=holder)
        return self._identifier_serial(number.serial)

    def check_free(self, holder: Enterprise | None, number: CertificateNumber) -> None:
        """Whether `reserve` may book this number for the holder (None: one not yet known).

        Raises:
            RuleViolation: `NUMBER_OF_ANOTHER`.
        """
        booked = self._booked(number) if number.form else None
        if booked and (holder is None or booked.holder_id != holder.pk):
            message = f"编号「{number.text}」的流水属于其他企业。"
            raise RuleViolation("NUMBER_OF_ANOTHER", message, "paper_number")

    def _booked(self, number: CertificateNumber) -> Serial | None:
        return Serial.objects.filter(series=self.series, serial=number.serial).first()

    def _form(self, *, foreign_funded: bool) -> NumberForm:
        return self.kind.numbers[1 if foreign_funded and len(self.kind.numbers) > 1 else 0]

    def _build(self, form: NumberForm, serial: int) -> str:
        level, province = self.profile.approving_level, self.profile.province_code
        return build(form, level=level, province=province, serial=serial)

    def _identifier_serial(self, serial: int) -> str:
        return f"{self.profile.province_code}{serial:05d}"

    def _next_serial(self, form: NumberForm, holder: Enterprise) -> int:
        serial = self.series.next_serial
        while Serial.objects.filter(series=self.series, serial=serial).exists():
            serial += 1  # booked by a paper certificate: `reserve` explains this gap
        self._build(form, serial)  # refuses when the form is exhausted, before anything is written
        Serial.objects.create(series=self.series, serial=serial, holder=holder)
        self.series.next_serial = serial + 1
        self.series.save(update_fields=["next_serial"])
        return serial


def paper_number(text: str, *, kind: CertificateKind, profile: Profile) -> CertificateNumber:
    """A number that the department gave out on paper.

    Raises:
        RuleViolation: `MINISTRY_ISSUED`, `NOT_OUR_NUMBER`.
    """
    number = parse(text, kind.numbers)
    if number.level == Level.MINISTRY:
        raise RuleViolation("MINISTRY_ISSUED", profile.original_route, "paper_number")
    if number.level and (number.level, number.province) != (profile.approving_level, profile.province_code):
        raise RuleViolation("NOT_OUR_NUMBER", f"编号「{text}」不是{profile.name}核发的。", "paper_number")
    return number
