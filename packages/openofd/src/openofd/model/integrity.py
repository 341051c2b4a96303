"""The two further files a package root may hold. GM/T 0099-2020 annexes C (encryption) and D (integrity).

The key file and the table of encrypted entries are themselves kept under other names; what they hold is read
only to be told, openofd decrypts nothing.
"""

from openofd.model.signatures import Parameters, Provider
from openofd.xml.element import Element
from openofd.xml.fields import Attribute, Child, Children, ChildText

__all__ = [
    "DecryptSeed",
    "DocEntries",
    "EncryptEntries",
    "EncryptEntry",
    "EncryptInfo",
    "Encryptions",
    "EntryFile",
    "EntryFileList",
    "UserInfo",
]


class EntryFile(Element):
    """A file of the package."""

    tag = "File"
    id = Attribute("ID", str, default="")
    file_loc = Attribute("FileLoc", str, required=True)


class EntryFileList(Element):
    """The list of them."""

    tag = "FileList"
    items = Children("File", EntryFile)


class DocEntries(Element):
    """The root of OFDEntries.xml: a signed list of file names, without digests."""

    tag = "DocEntries"
    id = Attribute("ID", str, default="")
    creator_name = Attribute("CreatorName", str, default="")
    version = Attribute("Version", str, default="")
    creation_date = Attribute("CreationDate", str, default="")
    signed_value_loc = ChildText("SignedValueLoc", str)
    file_list = Child("FileList", EntryFileList)


class EncryptInfo(Element):
    """One encryption; of several, each may build on another (Relative)."""

    tag = "EncryptInfo"
    id = Attribute("ID", str, default="")
    relative = Attribute("Relative", str)
    provider = Child("Provider", Provider)
    encrypt_scope = ChildText("EncryptScope", str, default="")
    parameters = Child("Parameters", Parameters)
    encrypt_date = ChildText("EncryptDate", str, default="")
    decrypt_seed_loc = ChildText("DecryptSeedLoc", str)
    entries_map_loc = ChildText("EntriesMapLoc", str)


class Encryptions(Element):
    """The root of Encryptions.xml."""

    tag = "Encryptions"
    items = Children("EncryptInfo", EncryptInfo)


class UserInfo(Element):
    """Somebody who can open the file, with the key wrapped for him."""

    tag = "UserInfo"
    user_name = Attribute("UserName", str, default="")
    user_type = Attribute("UserType", str, default="User")
    user_cert = ChildText("UserCert", str)
    encrypted_wk = ChildText("EncryptedWK", str)
    iv_value = ChildText("IVValue", str)


class DecryptSeed(Element):
    """The root of the key file; the standard misspells its name."""

    tag = "DecyptSeed"
    id = Attribute("ID", str, default="")
    encrypt_case_id = Attribute("EncryptCaseId", str, default="")
    extend_params = ChildText("ExtendParams", str)
    users = Children("UserInfo", UserInfo)


class EncryptEntry(Element):
    """Which entry holds the cipher text of which."""

    tag = "EncryptEntry"
    path = Attribute("Path", str, required=True)
    e_path = Attribute("EPath", str, required=True)
    decrypt_seed_loc = Attribute("DecryptSeedLoc", str)


class EncryptEntries(Element):
    """The root of the table of encrypted entries, once it is decrypted."""

    tag = "EncryptEntries"
    id = Attribute("ID", str, default="")
    items = Children("EncryptEntry", EncryptEntry)
