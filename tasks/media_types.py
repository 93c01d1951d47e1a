"""The media types of what reports come in, as `snapshots.media_type` has them."""

from __future__ import annotations

HTML, PLAIN, MARKDOWN, XML = "text/html", "text/plain", "text/markdown", "application/xml"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
