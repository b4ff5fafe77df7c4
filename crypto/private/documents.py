"""Writes the documents that the organisation signs; `crypto.manifest`, `crypto.settings` read them.

JSON in UTF-8. The signature is over these exact bytes: whoever stores, serves or checks a document
keeps them as they are. Names are sorted, so that two rosters of the same people look the same.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crypto.errors import Malformed
from crypto.strictjson import FORMAT_VERSION, b64u

if TYPE_CHECKING:
    from crypto.manifest import Epoch, Manifest, Member, Roster
    from crypto.settings import Settings


def write_manifest(manifest: Manifest) -> bytes:
    """Return the manifest's body. Raises Malformed for a name that UTF-8 cannot hold."""
    return _body(
        {
            "v": FORMAT_VERSION,
            "kind": "manifest",
            "installation": manifest.installation.hex(),
            "sequence": manifest.sequence,
            "valid_until": manifest.valid_until.isoformat(),
            "epochs": [_epoch(epoch) for epoch in manifest.epochs],
        }
    )


def write_roster(roster: Roster) -> bytes:
    """Return the roster's body. Raises Malformed for a name that UTF-8 cannot hold."""
    return _body(
        {
            "v": FORMAT_VERSION,
            "kind": "roster",
            "installation": roster.installation.hex(),
            "sequence": roster.sequence,
            "valid_until": roster.valid_until.isoformat(),
            "members": [_member(member) for member in roster.members],
            "recovery": b64u(roster.recovery.raw),
        }
    )


def write_settings(settings: Settings) -> bytes:
    """Return the settings' body. Raises Malformed for a text that UTF-8 cannot hold."""
    return _body(
        {
            "v": FORMAT_VERSION,
            "kind": "settings",
            "installation": settings.installation.hex(),
            "sequence": settings.sequence,
            "settings": [
                {"name": name, "value": settings.values[name]} for name in sorted(settings.values)
            ],
            "pages": [
                {"slug": page.slug, "language": page.language, "body": page.body}
                for page in settings.pages
            ],
        }
    )


def _epoch(epoch: Epoch) -> dict[str, object]:
    return {
        "circle": epoch.circle,
        "epoch": epoch.number,
        "seal": b64u(epoch.seal.raw),
        "sign": b64u(epoch.sign),
        "state": epoch.state,
        "until": epoch.until.isoformat() if epoch.until else None,
    }


def _member(member: Member) -> dict[str, object]:
    return {
        "handle": member.handle,
        "seal": b64u(member.seal.raw),
        "sign": b64u(member.sign),
        "roles": sorted(member.roles),
        "circles": sorted(member.circles),
        "removed": member.removed.isoformat() if member.removed else None,
    }


def _body(document: dict[str, object]) -> bytes:
    try:
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError as error:
        raise Malformed("a text has half a character") from error
