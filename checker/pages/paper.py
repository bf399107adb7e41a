"""What stands on every sheet of paper: the title, the digest, the page's number."""

from __future__ import annotations


def running_style(title: str, digest: str) -> str:
    """A style sheet for paper; browsers and the PDF maker both follow it."""
    box = "font-size: 8pt; color: #333;"
    return (
        "@page { size: A4; margin: 20mm 16mm 20mm;"
        f" @top-left {{ content: {_string(title)}; {box} }}"
        f" @bottom-left {{ content: {_string(digest)}; {box} }}"
        f' @bottom-right {{ content: counter(page) " / " counter(pages); {box} }} }}'
    )


def _string(text: str) -> str:
    """Text as a string of a style sheet that can end neither it nor the element."""
    return '"' + "".join(char if char.isalnum() else f"\\{ord(char):06x}" for char in text) + '"'
