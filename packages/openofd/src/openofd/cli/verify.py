"""`openofd verify FILE …`: the numbered checks of a sealed file, or the verdicts on many, as text or JSON."""

import argparse
from collections.abc import Callable
from datetime import datetime

from openofd.cli.batch import EXITS, verify_many
from openofd.cli.exits import Exit
from openofd.cli.inputs import named_files, read_input, trust_of
from openofd.cli.language import Text
from openofd.cli.output import print_json
from openofd.cli.parsing import Parser
from openofd.cli.table import columns, plain
from openofd.cli.times import BEIJING, moment, now
from openofd.errors import Language, MalformedDocument
from openofd.verify.policy import POLICIES
from openofd.verify.report import Check, Outcome, Overall, Report, SignatureReport
from openofd.verify.verify import verify

__all__ = ["EXAMPLES", "configure", "run"]

EXAMPLES = Text(
    """openofd verify 收到的.ofd --trust 根证书.pem --intermediate 中级证书.pem
openofd verify 收到的.ofd --trust 根证书.pem --crl 吊销列表.crl --json > 报告.json
openofd verify 发票目录 --trust 根证书.pem""",
    """openofd verify received.ofd --trust root.pem --intermediate issuing.pem
openofd verify received.ofd --trust root.pem --crl list.crl --json > report.json
openofd verify invoices --trust root.pem""",
)

_POLICY = Text(
    "尺度：standard 适用于任何文件；strict 不容许任何偏离；sealed-final 要求保护全部内容并锁定",
    "standard is for any file; strict forgives nothing; sealed-final wants everything protected and locked",
)
_VERDICTS = {
    Overall.VALID: Text(
        "有效：文件未被改动，签章由受信任的机构签发", "VALID: unaltered and sealed under a trusted root"
    ),
    Overall.INVALID: Text("无效：文件或签章不能成立", "INVALID: the file or its seal does not hold"),
    Overall.INDETERMINATE: Text(
        "无法判断：缺少作出判断所需的依据", "CANNOT TELL: something needed to judge is missing"
    ),
}
_OUTCOMES = {
    Outcome.PASSED: Text("通过", "passed"),
    Outcome.FAILED: Text("不通过", "FAILED"),
    Outcome.INDETERMINATE: Text("无法判断", "cannot tell"),
}
_DECIDED = {Overall.INVALID: Outcome.FAILED, Overall.INDETERMINATE: Outcome.INDETERMINATE}
"""Which outcomes decide a verdict."""
_TO_DO = Text("怎么办：", "What to do:")
_UNTRUSTED = Text(
    "签章本身完好，但不知道是谁的：请用 --trust 给出受信任的根证书",
    "the seal holds, but nobody says whose it is: name trusted roots with --trust",
)
_MARKS = Text(
    "把有改动、没有签章保护之处的页面画到这个目录",
    "draw the pages on which something was altered or is protected by no signature, into this folder",
)
_VERDICT, _WARNING = Text("结论：", "Result: "), Text("注意：", "Note: ")
_AT, _DIGEST = Text("验证时刻：", "Judged at: "), Text("文件 SM3：", "SM3 of the file: ")
_SIGNATURE = Text("签章", "Signature")
_FACTS = (
    (Text("印章", "seal"), lambda s: f"{s.seal_name} {s.seal_id}".strip()),
    (Text("签章人", "signer"), lambda s: s.signer),
    (Text("签章时间", "signed at"), lambda s: _time(s.signed_at)),
    (Text("信任根", "anchor"), lambda s: s.anchor),
)


def configure(parser: Parser) -> None:
    """The command's arguments."""
    parser.common(many=True)
    parser.trust()
    parser.add_argument(
        "--policy", choices=sorted(POLICIES), default="standard", help=_POLICY(parser.language)
    )
    parser.add_argument("--marks", metavar="DIR", help=_MARKS(parser.language))
    parser.force()


def run(arguments: argparse.Namespace, language: Language) -> Exit:
    """Verify and print. A damaged file is an answer (INVALID), not an error."""
    judge = _judge(arguments)
    names = named_files(arguments.files)
    if names != arguments.files or len(names) > 1:  # a folder has many, even where it holds one
        _refuse_marks(arguments)
        return verify_many(names, judge, language, as_json=arguments.json)
    data = read_input(names[0])
    report = judge(data)
    told = {"file": names[0], **report.to_json(), **_marks(data, report, arguments, language)}
    if arguments.json:
        print_json(told)
    else:
        print("\n".join(_lines(report, language)))
    return EXITS[report.overall]


def _refuse_marks(arguments: argparse.Namespace) -> None:
    if arguments.marks is not None:
        raise MalformedDocument(
            "OUTPUT_NEEDED", "--marks 一次只用于一个文件", "--marks is for one file at a time"
        )


def _marks(
    data: bytes, report: Report, arguments: argparse.Namespace, language: Language
) -> dict[str, object]:
    if arguments.marks is None:
        return {}
    from openofd.cli.marking import write_marks  # drawing is not needed for judging

    return {"marks": write_marks(data, report, arguments.marks, language, force=arguments.force)}


def _judge(arguments: argparse.Namespace) -> Callable[[bytes], Report]:
    """What the arguments ask of every file, read once."""
    trust, at = trust_of(arguments), moment(arguments.at) or now()
    policy, existed_by = POLICIES[arguments.policy], moment(arguments.existed_by)
    return lambda data: verify(data, trust=trust, at=at, policy=policy, existed_by=existed_by)


def _lines(report: Report, language: Language) -> list[str]:
    """The verdict first, then what it rests on and what to do about it."""
    lines = [_VERDICT(language) + _VERDICTS[report.overall](language)]
    if report.only_trust_is_missing:
        lines.append("  " + _UNTRUSTED(language))
    lines += ["", *columns([_row(check, language) for check in report.checks]), ""]
    for signature in report.signatures:
        lines += _signature(signature, language)
    lines += _advice(report, language)
    lines += [_WARNING(language) + plain(warning.explain(language)) for warning in report.warnings]
    return [*lines, _AT(language) + _time(report.at), _DIGEST(language) + report.digest.hex()]


def _advice(report: Report, language: Language) -> list[str]:
    """What to do about the checks that decided, each advice once."""
    wanted = _DECIDED.get(report.overall)
    numbers: dict[str, list[str]] = {}
    for check in report.checks:
        if check.outcome is wanted:
            numbers.setdefault(check.advice(language), []).append(check.number)
    rows = [(", ".join(found), said) for said, found in numbers.items() if said]
    return [_TO_DO(language), *columns(rows), ""] if rows else []


def _row(check: Check, language: Language) -> tuple[str, ...]:
    reasons = "；" if language == "zh" else "; "
    because = reasons.join(reason.explain(language) for reason in check.because)
    return check.number, check.title(language), _OUTCOMES[check.outcome](language), because


def _signature(signature: SignatureReport, language: Language) -> list[str]:
    verdict = _VERDICTS[signature.overall](language)
    facts = [(said(language), tell(signature)) for said, tell in _FACTS]
    facts += [(_OUTCOMES[outcome](language), _numbers(signature, outcome)) for outcome in _DECIDED.values()]
    rows = [(name, value) for name, value in facts if value]
    return [f"{_SIGNATURE(language)} {plain(signature.id)}  {verdict}", *columns(rows), ""]


def _numbers(signature: SignatureReport, outcome: Outcome) -> str:
    """Which checks of this signature came out so: the table above holds the worst of all signatures."""
    return ", ".join(check.number for check in signature.checks if check.outcome is outcome)


def _time(at: datetime | None) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S +08:00") if at else ""
