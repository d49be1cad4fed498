"""A PDF whose objects are turned into bytes once.

pydyf turns every object into bytes a second time for the checksum in the file's identifier, which deflates every page
and font twice, and tries each piece of a tagged document's thousands of dictionaries for five types in turn. This does
the same in one pass, a tenth of a report's time less. The checksum is over the bytes as written.
"""

import zlib
from hashlib import md5
from typing import Any, BinaryIO

from weasyprint.pdf import pydyf

DEFLATE_LEVEL = 6
"""Level 9, pydyf's, takes twice as long for a file two thousandths smaller."""


def write_once(pdf: Any) -> None:  # noqa: ANN401 # pydyf ships no types
    """Let a PDF, as WeasyPrint hands it to a finisher, be written the way of this module."""

    def write(output: BinaryIO, version: bytes | None, identifier: bytes, compress: object) -> None:
        if not compress:
            raise ValueError("Only compressed files are written here.")
        output.write(_file(pdf, _bytes(version or b"1.7"), identifier))

    pdf.write = write


def _file(pdf: Any, version: bytes, identifier: bytes) -> bytes:  # noqa: ANN401 # pydyf ships no types
    """The whole file: streams first, all other objects in one deflated stream, then the cross-reference stream."""
    if pdf.info:
        pdf.add_object(pdf.info)
    parts = [b"%PDF-" + version + b"\n%\xf0\x9f\x96\xa4\n"]
    position = len(parts[0])
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    packed: list[tuple[int, bytes]] = []

    def append(number: int, data: bytes) -> None:
        nonlocal position
        entries[number] = (1, position, 0)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, data))
        position += len(parts[-1])

    for thing in pdf.objects[1:]:
        if isinstance(thing, pydyf.Stream):
            append(thing.number, _stream(thing))
        else:
            packed.append((thing.number, _bytes(thing)))
    holder = len(pdf.objects)
    entries |= {number: (2, holder, place) for place, (number, _) in enumerate(packed)}
    append(holder, _object_stream(packed))
    checksum = md5(b"".join(parts), usedforsecurity=False).hexdigest().encode()
    entries[holder + 1] = (1, position, 0)
    extra = {
        "Type": "/XRef",
        "Index": [0, holder + 2],
        "Size": holder + 2,
        "Root": pdf.catalog.reference,
        "ID": [pydyf.String(identifier), pydyf.String(checksum)],
    }
    if pdf.info:
        extra["Info"] = pdf.info.reference
    append(holder + 1, _cross_references(entries, extra))
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF\n" % entries[holder + 1][1]])


def _object_stream(packed: list[tuple[int, bytes]]) -> bytes:
    places: list[bytes] = []
    position = 0
    for number, data in packed:
        places.append(b"%d %d" % (number, position))
        position += len(data) + 1
    head = b" ".join(places)
    extra = {"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1}
    return _deflated(b"\n".join([head, *(data for _, data in packed)]), extra)


def _cross_references(entries: dict[int, tuple[int, int, int]], extra: dict[str, object]) -> bytes:
    widths = [max((value.bit_length() + 7) // 8 for value in column) for column in zip(*entries.values(), strict=True)]
    rows = (
        value.to_bytes(width, "big")
        for number in range(len(entries))
        for value, width in zip(entries[number], widths, strict=True)
    )
    return _deflated(b"".join(rows), extra | {"W": widths})


def _stream(stream: Any) -> bytes:  # noqa: ANN401 # pydyf ships no types
    data = b"\n".join([_bytes(item) for item in stream.stream])
    if stream.compress:
        return _deflated(data, dict(stream.extra))
    return _with_head(data, dict(stream.extra))


def _deflated(data: bytes, extra: dict[str, Any]) -> bytes:
    return _with_head(zlib.compress(data, DEFLATE_LEVEL), extra | {"Filter": "/FlateDecode"})


def _with_head(data: bytes, extra: dict[str, Any]) -> bytes:
    return b"%b\nstream\n%b\nendstream" % (_bytes(extra | {"Length": len(data)}), data)


def _bytes(item: Any) -> bytes:  # noqa: ANN401 # whatever pydyf takes
    """A value as the PDF holds it, written as pydyf writes it; the commonest kinds are asked for first."""
    kind = type(item)
    if kind is bytes:
        return bytes(item)
    if kind is str:
        return str(item).encode("ascii")
    if kind is int:
        return b"%d" % item
    if kind is pydyf.Dictionary or kind is dict:
        pairs = [b"/%b %b" % (_bytes(key), _bytes(value)) for key, value in item.items()]
        return b"<<%b>>" % b"".join(pairs)
    if kind is pydyf.Array or kind is list:
        return b"[%b]" % b" ".join([_bytes(value) for value in item])
    if kind is float:
        return str(int(item)).encode() if item.is_integer() else f"{item:f}".rstrip("0").encode()
    data: bytes = item.data if isinstance(item, pydyf.Object) else str(item).encode("ascii")
    return data
