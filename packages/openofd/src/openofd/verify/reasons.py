"""Every sentence a check of ours may give, once, in both languages: code → (zh, en).

Those of the certificate chain come from `openofd.gm.chain`, those of the container from `openofd.package`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from openofd.errors import OpenOfdError
from openofd.verify.report import Reason

__all__ = ["SENTENCES", "from_error", "plain", "reason"]

SENTENCES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # what went well
        "CONTAINER_OK": ("文件包完整、无多余内容", "the package is sound and holds nothing extra"),
        "STRUCTURE_OK": ("文档与签章格式符合标准", "document and seal signature are well formed"),
        "REF_DIGEST_OK": ("全部受保护文件与摘要一致", "every protected file equals its digest"),
        "COVERAGE_OK": ("显示内容全部在签章保护之内", "everything the document shows is protected"),
        "SEAL_SIG_OK": ("制章签名有效", "the maker's signature holds"),
        "SEAL_PERIOD_OK": ("签章时印章在有效期内", "the seal was in its period when signing"),
        "SEAL_MATCH_OK": ("印章文件与内嵌印章一致", "Seal.esl equals the embedded seal"),
        "SEAL_MATCH_ABSENT": (
            "未单独存放印章文件，以内嵌印章为准",
            "no Seal.esl; the embedded seal stands alone",
        ),
        "DATA_HASH_OK": ("原文摘要一致", "the digest of Signature.xml equals the signed one"),
        "SIG_VALUE_OK": ("SM2 签名值有效", "the SM2 value holds over TBS_Sign"),
        "CERT_IN_SEAL": ("签章人数字证书在印章列表中", "the signer's certificate is in the seal's list"),
        "CHAIN_OK": ("证书链通向受信任的根", "the chain ends at a trusted anchor"),
        "NOT_REVOKED": ("签章时数字证书未被吊销", "no certificate was revoked at the time of signing"),
        "SIGN_TIME_OK": ("签章时间合理", "the signing time is plausible"),
        # what kept us from checking
        "NOT_SIGNED": ("文件没有电子签章", "the file carries no seal signature"),
        "NOT_CHECKED": (
            "因“{title_zh}”未通过，此项无法检查",
            "not checked, because “{title_en}” did not pass",
        ),
        "INTERNAL": (
            "检查程序遇到意外情况，无法判断（{detail}）；请将文件发给维护者",
            "the checker met something unforeseen ({detail}); please send the file to the maintainers",
        ),
        # structure
        "SIG_ORPHAN": (
            "包内有未登记的签章文件，签章列表可能被改动",
            "signature files exist that no list names; the list may have been altered",
        ),
        "SIG_MAYBE_REMOVED": (
            "签章编号有空缺，可能有签章被移除",
            "signature ids have gaps; one may have been removed",
        ),
        "SIG_DUPLICATE_ID": ("签章编号重复", "two signatures share one id"),
        "SIG_TWICE": ("同一签章列出了两次", "one signature is listed twice"),
        "SIG_TYPE_MISMATCH": ("签章类型与签名值结构不符", "the signature's Type does not fit its structure"),
        "SIG_LIST_MISSING": ("签章列表缺失", "the list of signatures is missing"),
        "SIG_EMPTY_LIST": ("签章列表为空", "the list of signatures is empty"),
        "SIG_TOO_MANY": ("签章数量超过上限", "more signatures than the limit"),
        "RELATIVE_BROKEN": (
            "本签章所依据的签章缺失或不是有效的",
            "the signature this one builds on is missing or not valid",
        ),
        "ENCRYPTED": (
            "文件内容经过加密，签章所指的是明文还是密文没有标准，无法判断",
            "the content is encrypted; no standard says which bytes a signature then means",
        ),
        "ENTRIES_OK": ("文件清单的签名有效，没有缺少文件", "the list of files is signed and none is missing"),
        "ENTRIES_NOT_SIGNED": ("文件清单没有签名", "the list of files is not signed"),
        "ENTRIES_MISSING": ("完整性清单列出的文件缺失", "a file of the integrity list is missing"),
        "STAMP_GEOMETRY": ("印章外观的页面或位置不正确", "a seal appearance names a wrong page or place"),
        "MULTI_DOCBODY": (
            "文件包含多个文档，已逐个检查",
            "the package holds several documents; each was judged",
        ),
        "BODY_NOT_SIGNED": ("包内另有未签章的文档", "another document in the package is not signed"),
        "ALG_MISMATCH": ("签名算法标识不一致：{name}", "algorithm names disagree: {name}"),
        # references and coverage
        "REF_DIGEST": ("文件内容被改动，与摘要不符", "the file was altered: its digest differs"),
        "REF_MISSING": ("受保护的文件缺失", "a protected file is missing"),
        "REF_DUPLICATE": ("同一文件被重复引用", "the same file is referenced twice"),
        "REF_VALUE": ("摘要值格式不正确", "the check value is not the base64 of 32 bytes"),
        "REF_PATH": ("受保护文件的路径不规范", "the path of a protected file is not a proper one"),
        "REF_TOO_MANY": ("受保护文件数量超过上限", "more references than the limit"),
        "ALG_POLICY": (
            "摘要算法“{name}”不被接受，应为 SM3",
            "digest algorithm “{name}” is not accepted; SM3 is",
        ),
        "ALG_UNKNOWN": ("无法识别的摘要算法“{name}”", "unknown digest algorithm “{name}”"),
        "COVERAGE_EMPTY": ("签章没有保护任何文件", "the signature protects no file"),
        "COVERAGE_ENTRY": ("OFD.xml 不在签章保护之内", "OFD.xml is not protected"),
        "COVERAGE_BY_ANOTHER": (
            "只由另一签章人的签章保护",
            "protected by the signature of somebody else only",
        ),
        "COVERAGE_OTHER_ROOT": (
            "签章保护的另一份文档没有显示，OFD.xml 不受保护，入口可能被换过",
            "another document was signed and is not shown; OFD.xml, which is open, says which is",
        ),
        "COVERAGE_STRUCTURE": ("结构文件不在签章保护之内", "a structural file is not protected"),
        "COVERAGE_VISIBLE": (
            "影响显示的文件不在签章保护之内",
            "a file that changes the picture is not protected",
        ),
        "COVERAGE_ANNOT": ("注释不在签章保护之内", "an annotation is not protected"),
        "COVERAGE_ATTACHED": ("附件或标引不在签章保护之内", "an attachment or tag is not protected"),
        "COVERAGE_VERSION": ("旧版本的文件不在签章保护之内", "a file of an older version is not protected"),
        "COVERAGE_NOT_LOCKED": ("签章列表未锁定", "the list of signatures is not locked"),
        "COVERAGE_UNKNOWN": (
            "无法确定文档用到哪些文件",
            "which files the document uses could not be found out",
        ),
        "CONTAINER_UNREFERENCED": ("包内有文档未引用的文件", "an entry that nothing refers to"),
        # lints
        "UNSIGNED_STAMP_LOOKALIKE": (
            "有样子像印章的图片或注释，背后没有签章",
            "a picture or annotation looks like a seal; no signature is behind it",
        ),
        "EXTERNAL_DEPENDENCY": ("显示或操作依赖文件之外的东西：{zh}", "depends on something outside: {en}"),
        "TEXT_GLYPH_MISMATCH": ("文字与看到的不同：{zh}", "text reads otherwise than it shows: {en}"),
        "SEMANTIC_MISMATCH": (
            "附带的数据与页面不同（{values}）",
            "attached data differs from the page ({values})",
        ),
        # seal
        "SEAL_SIG": ("制章签名无效，印章不可信", "the maker's signature on the seal does not hold"),
        "SEAL_PERIOD": ("签章时间不在印章有效期内", "the signing time is outside the seal's period"),
        "SEAL_EXPIRED_SINCE": (
            "印章在签章之后已过期，不影响本签章",
            "the seal expired after signing; this seal stands",
        ),
        "SEAL_STATUS_OK": ("制章方没有撤销印章", "the maker has not revoked the seal"),
        "SEAL_STATUS_UNKNOWN": (
            "印章状态没有查到，印章可能已被撤销",
            "the seal's status is not known; it may have been revoked",
        ),
        "SEAL_REVOKED_BEFORE": (
            "印章在签章之前已被撤销（{date}）",
            "the seal was revoked before its use ({date})",
        ),
        "SEAL_REVOKED_SINCE_PROVEN": (
            "印章后来被撤销（{date}），此前文件已存在，不影响本签章",
            "the seal was revoked later ({date}); the file is proven older, so this seal stands",
        ),
        "SEAL_REVOKED_SINCE": (
            "印章已被撤销（{date}），无法证明签章早于撤销",
            "the seal was revoked ({date}); nothing proves the signature is older",
        ),
        "SEAL_MISMATCH": ("印章文件与签章内嵌印章不一致", "Seal.esl differs from the embedded seal"),
        "SEAL_MISSING": ("签章指明的印章文件缺失", "the Seal.esl the signature names is missing"),
        # signature
        "DATA_HASH": ("签章信息被改动，原文摘要不符", "Signature.xml was altered: the signed digest differs"),
        "PROPERTY_PATH_MISMATCH": (
            "签名中记载的原文路径与实际不符",
            "the signed path names another Signature.xml",
        ),
        "SIG_VALUE": ("SM2 签名值无效", "the SM2 value does not hold"),
        "CERT_NOT_IN_SEAL": (
            "签章人数字证书不在印章的证书列表中",
            "the signer's certificate is not in the seal's list",
        ),
        "SIGNER_CERT_MISSING": (
            "签名值没有附带签名人的数字证书，无法验证",
            "no certificate came with the signature, so it cannot be verified",
        ),
        "SIG_NO_SIGNER": ("签名数据中没有签名人", "the signed data names no signer"),
        "SIG_OVER_DESCRIPTION": (
            "签名值只对 Signature.xml 本身成立，不是对 TBS_Sign（旧工具的做法），印章与签章时间未受保护",
            "the value holds over Signature.xml, not over TBS_Sign, as old toolkits sign; the seal is open",
        ),
        "ALG_UNSUPPORTED": ("算法 {name} 只报告、不验证", "algorithm {name} is reported but not verified"),
        "CERT_LIST_OF_NAMES": (
            "印章只列出签章人的名称而不是数字证书，无法比对",
            "the seal lists names instead of certificates; nothing can be compared",
        ),
        "CERT_FORMAT": ("数字证书无法读取", "a public-key certificate cannot be read"),
        # trust and time
        "MAKER_EXPIRED_SINCE": (
            "制章人数字证书在制章之后已过期",
            "the maker's certificate expired after making the seal",
        ),
        "CHAIN_PERIOD_THEN": (
            "使用时数字证书不在有效期内",
            "a certificate was outside its period when it was used",
        ),
        "REVOCATION_UNKNOWN": ("未检查数字证书吊销状态", "revocation was not checked"),
        "REVOKED_BEFORE": (
            "数字证书在使用之前已被吊销（{date}）",
            "a certificate was revoked before its use ({date})",
        ),
        "REVOKED_SINCE_PROVEN": (
            "数字证书后来被吊销（{date}），此前文件已存在，不影响本签章",
            "a certificate was revoked later ({date}); the file is proven older, so this seal stands",
        ),
        "REVOKED_SINCE": (
            "数字证书已被吊销（{date}），无法证明签章早于吊销",
            "a certificate was revoked ({date}); nothing proves the signature is older",
        ),
        "SIGN_TIME": (
            "签章时间不在签章人数字证书有效期内",
            "the signing time is outside the signer's certificate",
        ),
        "TIMESTAMP_OK": (
            "时间戳有效，签章时间有可信证明",
            "the time stamp holds: the signing time is proven",
        ),
        "TIMESTAMP_REVOKED": (
            "时间戳机构的数字证书已被吊销（{date}），依其原因或因未注明原因，此前的时间戳也不能作证",
            "an authority's certificate was revoked ({date}) so that its earlier time stamps prove nothing",
        ),
        "TIMESTAMP_PERIOD": (
            "加盖时间戳时，其机构的数字证书不在有效期内",
            "an authority's certificate was outside its period when it gave the time stamp",
        ),
        "SIGN_TIME_MISSING": ("没有可读的签章时间", "nothing readable says when it was signed"),
        "SIGN_TIME_FUTURE": ("签章时间晚于当前时间", "the signing time lies in the future"),
        "TIME_UNTRUSTED": (
            "签章人数字证书已过期，签章时间没有可信证明",
            "the signer's certificate has expired and nothing trusted proves the signing time",
        ),
        "TIME_PROVEN": (
            "签章人数字证书已过期，但有证据表明文件此前已存在",
            "the signer's certificate has expired, but the file is proven older",
        ),
        "TIME_INCONSISTENT": ("签章记载的时间互相矛盾：{times}", "the times recorded disagree: {times}"),
    }
)


@cache
def plain(code: str) -> Reason:
    """The reason of that code, without a place or values: one object for all."""
    return reason(code)


def reason(code: str, where: str = "", **values: str) -> Reason:
    """The reason of that code, its sentence filled in."""
    zh, en = SENTENCES[code]
    if values:
        zh, en = zh.format(**values), en.format(**values)
    return Reason(code=code, zh=zh, en=en, where=where)


def from_error(error: OpenOfdError, where: str = "") -> Reason:
    """What a reader complained of, as a reason."""
    return Reason(code=error.code, zh=error.zh, en=error.en, where=error.where or where)
