"""What to do about a check, for a person, in both languages: once for reports, pages and the reference.

GB/T 38540-2020 chapter 7 says what fails; what a reader does then is said here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from openofd.errors import Language

__all__ = ["ADVICE", "advice"]

_ASK: Final = (
    "向发出者索取原件；来源不明的，不要使用",
    "ask the sender for the original; do not rely on a file of unknown origin",
)
_DO_NOT_USE: Final = (
    "不要使用；保留样本，向签章方核实",
    "do not use it; keep a copy and ask whoever is said to have signed",
)

# check id → (it failed, it could not be told)
ADVICE: Final[Mapping[str, tuple[tuple[str, str], tuple[str, str]]]] = MappingProxyType(
    {
        "container": (
            _ASK,
            (
                "重新下载；仍然不行，文件超出本机能读的范围，换用签章方的工具",
                "download it again; if that does not help, use the signer's own tool: this reader cannot",
            ),
        ),
        "integrity": (
            (
                "包里的文件与签名的清单不符：向发出者索取原件，多出的文件不可信",
                "the files are not those of the signed list: ask for the original, trust nothing extra",
            ),
            (
                "不知道清单是谁签的：给出受信任的根证书（--trust）",
                "nobody vouches for who signed the list: name trusted roots (--trust)",
            ),
        ),
        "structure": (
            _ASK,
            (
                "文件用了本软件不支持的格式，换用签章方的验证工具",
                "the file uses a form that is not supported here: use the signer's own tool",
            ),
        ),
        "reference_digests": (
            (
                "文件在签章之后被改动：向发出者索取原件，改动处不可信",
                "the file was altered after signing: ask for the original, what was altered is not signed",
            ),
            (
                "摘要算法无法识别，换用签章方的验证工具",
                "the digest algorithm is unknown here: use the signer's own tool",
            ),
        ),
        "coverage": (
            (
                "签章没有保护文档结构，页面可以任意替换：不要使用，请签章方重新签发",
                "the structure is open, pages may be swapped: do not use it, ask for a new signature",
            ),
            (
                "只依赖受保护的部分；标出的部分可能是签章后加的",
                "rely on what is protected only; what is marked may have been added afterwards",
            ),
        ),
        "seal_signature": (
            (
                "印章是伪造的或被改过：不要使用，保留样本并上报",
                "the seal is forged or altered: do not use it, keep a copy and report it",
            ),
            (
                "制章人用了本软件不验证的算法，换用签章方的工具",
                "the maker used an algorithm not verified here: use the signer's own tool",
            ),
        ),
        "seal_period": (
            _DO_NOT_USE,
            ("给出签章时间的证明，或向签章方核实", "supply a proof of the signing time, or ask the signer"),
        ),
        "seal_match": (_DO_NOT_USE, _ASK),
        "seal_status": (
            (
                "印章已被撤销：不要使用，保留样本并上报",
                "the seal was revoked: do not use it, keep a copy and report it",
            ),
            (
                "向制章方查询印章状态，或给出存在证明（--existed-by）",
                "ask the maker for the seal's status, or supply a proof of existence (--existed-by)",
            ),
        ),
        "data_hash": (_ASK, ("先看没有通过的那一项", "see the check that did not pass first")),
        "signature_value": (
            _ASK,
            (
                "签名无法由本软件验证：向签章方索取数字证书，或用其验证工具",
                "it cannot be verified here: ask the signer for a certificate, or use the signer's tool",
            ),
        ),
        "signer_in_seal": (
            (
                "签章人无权使用这枚印章：不要使用，保留样本并上报",
                "the signer has no right to this seal: do not use it, keep a copy and report it",
            ),
            ("向制章方查询谁有权用这枚印章", "ask the seal's maker who may use it"),
        ),
        "maker_chain": (
            _DO_NOT_USE,
            (
                "不知道制章人是谁：给出受信任的根证书（--trust）和中级证书（--intermediate）",
                "nobody vouches for the maker: name trusted roots (--trust) and issuers (--intermediate)",
            ),
        ),
        "signer_chain": (
            _DO_NOT_USE,
            (
                "不知道签章人是谁：给出受信任的根证书（--trust）和中级证书（--intermediate）",
                "nobody vouches for the signer: name trusted roots (--trust) and issuers (--intermediate)",
            ),
        ),
        "revocation": (
            (
                "数字证书在使用之前已被吊销：不要使用，保留样本并上报",
                "a certificate was revoked before its use: do not use the file, keep a copy and report it",
            ),
            (
                "给出各级颁发者的吊销列表（--crl）或状态应答（--ocsp），或存在证明（--existed-by）",
                "supply the issuers' lists (--crl) or status answers (--ocsp), or a proof (--existed-by)",
            ),
        ),
        "signing_time": (
            _DO_NOT_USE,
            (
                "检查本机时钟；没有错，就要有时间戳或存在证明（--existed-by）",
                "check this machine's clock; if it is right, a time stamp or a proof of existence is needed",
            ),
        ),
        "time_stamp": (
            (
                "时间戳是伪造的或被改过：不要使用，保留样本，向签章方核实",
                "the time stamp is forged or altered: do not use the file, keep a copy and ask the signer",
            ),
            (
                "不知道时间戳机构是谁：给出其根证书（--tsa）；在此之前签章时间只是声明",
                "nobody vouches for the authority: name its root (--tsa); till then the time is only claimed",
            ),
        ),
    }
)
"""Check id → what to do where it failed, and where it could not be told."""


def advice(check_id: str, *, failed: bool, language: Language = "zh") -> str:
    """The sentence for a person."""
    said = ADVICE[check_id][0 if failed else 1]
    return said[0] if language == "zh" else said[1]
