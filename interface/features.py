"""What of a device the pages may use: nothing, but for what a page names."""

from __future__ import annotations

_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)
HEADER = "Permissions-Policy"


def features_policy(*allowed: str) -> str:
    """Write the policy that leaves a page the features it names, for itself alone, and refuses all others."""
    return ", ".join(f"{feature}={'(self)' if feature in allowed else '()'}" for feature in _FEATURES)
