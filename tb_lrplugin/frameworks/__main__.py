"""What works with no code change, framework by framework: the README's table.

python -m tb_lrplugin.frameworks
"""

from __future__ import annotations

from collections.abc import Iterator

from tb_lrplugin.frameworks import collection


def markdown_table() -> Iterator[str]:
    """Write what the frameworks say of themselves as the lines of a table."""
    yield "| framework | what is read | what is inferred | what cannot be known | `source.kind` |"
    yield "| --- | --- | --- | --- | --- |"
    for framework in collection().frameworks:
        about = framework.about
        yield f"| {about.framework} | {about.read} | {about.inferred} | {about.unknown} | `{framework.kind}` |"


if __name__ == "__main__":
    print("\n".join(markdown_table()))
