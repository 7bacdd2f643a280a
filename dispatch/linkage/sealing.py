"""The sealed file: JSON, attachments, manifest of hashes, one signature; written, and opened only when all is right."""

import json
import re
import zipfile
from hashlib import sha256
from io import BytesIO

from django.core.exceptions import ValidationError

from dispatch.linkage import keys

FORMAT = "weijianyi-exchange/1"
MANIFEST, SIGNATURE, MESSAGES = "manifest.json", "signature.json", "messages.json"
ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})")
MEGABYTE = 1024 * 1024
MOST_BYTES = 120 * MEGABYTE  # of the file as it comes
MOST_UNPACKED = 250 * MEGABYTE
MOST_MEMBERS = 120
MOST_JSON = 8 * MEGABYTE
WHEN = (1980, 1, 1, 0, 0, 0)  # the same messages make the same bytes


class Refused(ValidationError):
    """The file is not taken, as a whole; the sentence says why."""


def sealed(key, head, messages, attachments):
    """(bytes of the zip, manifest). `attachments`: {sha256: bytes}; `head`: who, to whom, which case and link."""
    members = {MESSAGES: dumped(messages)} | {f"attachments/{h}": raw for h, raw in attachments.items()}
    files = [
        {"path": path, "sha256": sha256(raw).hexdigest(), "size": len(raw)} for path, raw in members.items()
    ]
    manifest = dumped({"format": FORMAT, **head, "files": files})
    signature = {"fingerprint": key.fingerprint, "signature": keys.sign(key, manifest)}
    members = {MANIFEST: manifest, SIGNATURE: dumped(signature), **members}
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, raw in members.items():
            archive.writestr(zipfile.ZipInfo(path, WHEN), raw, zipfile.ZIP_DEFLATED)
    return buffer.getvalue(), files


def dumped(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def opened(raw, trusted):
    """(head, fingerprint, messages, {sha256: bytes}). `trusted(head, fingerprint)`: the public key, or refuses."""
    members = unpacked(raw)
    for name in (MANIFEST, SIGNATURE, MESSAGES):
        if name not in members:
            raise Refused(f"文件里缺少 {name}，不是本系统的交换文件，或者已经损坏。")
    head, seal = loaded(members[MANIFEST], MANIFEST), loaded(members[SIGNATURE], SIGNATURE)
    if not isinstance(head, dict) or head.get("format") != FORMAT or not isinstance(head.get("files"), list):
        raise Refused("文件格式或版本不对，请对方用同一版本的系统重新导出。")
    fingerprint, signature = text(seal, "fingerprint"), text(seal, "signature")
    public = trusted(head, fingerprint)
    if not keys.verified(public, signature, members[MANIFEST]):
        raise Refused("签名与内容不符，文件可能被改动过，没有导入。请对方重新导出。")
    contents = checked(head["files"], members)
    return head, fingerprint, loaded(members[MESSAGES], MESSAGES), contents


def unpacked(raw):
    """{path: bytes}; nothing is written to disk, and no more is unpacked than may be in such a file."""
    if len(raw) > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // MEGABYTE} MB，没有导入。")
    if raw.count(b"PK\x01\x02") > 10 * MOST_MEMBERS:  # counted before zipfile makes an object of each
        raise Refused("文件里的条目太多，没有导入。")
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            infos = archive.infolist()
            check_members(infos)
            return {info.filename: member(archive, info) for info in infos}
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Refused("文件已损坏，不能打开，没有导入。请对方重新导出或重新拷贝。") from error
    except Exception as error:  # the decompressors raise errors of their own for broken data
        if isinstance(error, Refused):
            raise
        raise Refused("文件已损坏，不能打开，没有导入。请对方重新导出或重新拷贝。") from error


def check_members(infos):
    names = [info.filename for info in infos]
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Refused("文件解开以后太大或条目太多，没有导入。")
    if len(set(names)) < len(names):
        raise Refused("文件里有重名的条目，没有导入。")
    for name in names:
        if name not in (MANIFEST, SIGNATURE, MESSAGES) and not ATTACHMENT.fullmatch(name):
            raise Refused("文件里有不该出现的条目，没有导入。")


def member(archive, info):
    """The bytes of one entry; what its header says of the size is not trusted."""
    most = MOST_JSON if info.filename.endswith(".json") else info.file_size
    with archive.open(info) as stream:
        raw = stream.read(most + 1)
    if len(raw) > most or len(raw) != info.file_size:
        raise Refused("文件里有条目的大小与登记的不符，没有导入。")
    return raw


def checked(files, members):
    """Every entry is in the manifest with its hash, and nothing else is there."""
    listed = {text(row, "path"): text(row, "sha256") for row in files}
    if set(listed) != set(members) - {MANIFEST, SIGNATURE}:
        raise Refused("文件的条目与清单不一致，没有导入。")
    contents = {}
    for path, digest in listed.items():
        found = sha256(members[path]).hexdigest()
        named = ATTACHMENT.fullmatch(path)
        if found != digest or (named and named[1] != found):
            raise Refused(f"{path} 的校验值与清单不符，文件已损坏，没有导入。")
        if named:
            contents[found] = members[path]
    return contents


def loaded(raw, name):
    try:
        return json.loads(raw.decode())
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused(f"{name} 不能读取，文件已损坏，没有导入。") from error


def text(row, name):
    value = row.get(name) if isinstance(row, dict) else None
    if not isinstance(value, str):
        raise Refused("文件内容不完整，没有导入。")
    return value
