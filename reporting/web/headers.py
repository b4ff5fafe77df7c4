"""Every header that a browser obeys, in one place; each app states what it needs on top of nothing.

Sources: CSP Level 3, Fetch (`Cross-Origin-*`), HTML (`Cross-Origin-Opener-Policy`), RFC 6797.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Response

# default-src does not cover these four; without them a planted tag could send a form elsewhere,
# rebase every link, or frame the page under somebody's buttons.
_CSP_BASE: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
)

# Everything a browser could ask a phone for, so that even a changed page cannot.
_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

# What has no meaning for an answer that is no document; and the policy for one that somebody opens
# as if it were.
_FOR_PAGES = (
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "X-Frame-Options",
)
_CSP_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

SANDBOX = "sandbox"
"""What a view puts into the policy of something a stranger has made: it becomes tighter by that."""

ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class HeaderPolicy:
    """What one app's pages may do.

    - `csp`: additions, directive to sources, for instance {"style-src": "'self'"}; `default-src`
      and the other base directives cannot be loosened.
    - `hsts`: send Strict-Transport-Security; off on plain local addresses and onion services.
    """

    csp: Mapping[str, str] = field(default_factory=dict)
    hsts: bool = False
    _of_pages: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _of_others: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse to loosen what every page relies on, and make what every answer carries.

        Raises ValueError.
        """
        if loosened := sorted(_CSP_BASE.keys() & self.csp.keys()):
            raise ValueError(f"these directives are fixed: {', '.join(loosened)}")
        fixed = self.headers()
        # 800 bytes that only documents obey, and a first visit has three answers that are none.
        other = {name: value for name, value in fixed.items() if name not in _FOR_PAGES}
        other["Content-Security-Policy"] = _CSP_NO_PAGE
        object.__setattr__(self, "_of_pages", fixed)
        object.__setattr__(self, "_of_others", other)

    def content_security_policy(self) -> str:
        """Return the one line of the Content-Security-Policy header."""
        directives = {**_CSP_BASE, **self.csp}
        return "; ".join(f"{name} {sources}".rstrip() for name, sources in directives.items())

    def headers(self) -> dict[str, str]:
        """Return every header of a page, by name."""
        fixed = {
            "Content-Security-Policy": self.content_security_policy(),
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "X-Robots-Tag": "noindex, nofollow, noarchive",
        }
        if self.hsts:
            fixed["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return fixed

    def apply(self, response: Response) -> Response:
        """Put the headers on a response (an after_request hook); no view can loosen one.

        `Cache-Control` is `no-store` unless the view has set its own, which only static files do.
        """
        strange = response.headers.get("Content-Security-Policy") == SANDBOX
        page = response.mimetype == "text/html"
        response.headers.update(self._of_pages if page else self._of_others)
        if strange and not page:
            response.headers["Content-Security-Policy"] = f"{_CSP_NO_PAGE}; {SANDBOX}"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
