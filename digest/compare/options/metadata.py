"""What a resource or fence agent says of its parameters."""

from __future__ import annotations

__all__ = ["read_metadata"]

import re

from typing import TYPE_CHECKING

from digest.compare.options.markup import read_markup
from digest.compare.options.option import Option, Value, between
from digest.compare.options.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from digest.compare.options.markup import Node

# An agent is a script that prints it, so it stands between other lines; a file of
# several, such as Pacemaker's cts/cli/regression.daemons.exp, has it several times.
AGENT = re.compile(r"<resource-agent\b.*?(?:</resource-agent\s*>|\Z)", re.DOTALL)
# The shell sets what a parameter is if nobody does: OCF_RESKEY_arp_count_default=5
ASSIGNED = re.compile(
    r"^[ \t]*+(?:: \$\{)?(\w+_default):?="
    r"""(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|([^\s"';#}]{0,200}))""",
    re.MULTILINE,
)
VARIABLE = re.compile(r"\$\{?(\w+)\}?")
TRUE = frozenset(("1", "true", "yes"))


def read_metadata(text: str) -> Iterator[Option]:
    """Yield the parameters of the agents whose metadata a text holds.

    A default that the script keeps in a variable is looked up there. A name that
    another one ``obsoletes`` is another spelling of that.
    """
    known: dict[str, str] = {}
    for name, *written in ASSIGNED.findall(text):
        known.setdefault(name, next(filter(None, written), ""))
    agents = [read_markup(match[0]) for match in AGENT.finditer(text)]
    for agent in agents:
        top = next(agent.every("resource-agent"), agent)
        section = top.attributes.get("name", "") if len(agents) > 1 else ""
        parameters = [*top.every("parameter")]
        former = {p.attributes.get("obsoletes") for p in parameters}
        for parameter in parameters:
            name = parameter.attributes.get("name", "").strip()
            if name and name not in former:
                yield _option(parameter, name, section, known)


def _option(
    parameter: Node, name: str, section: str, known: Mapping[str, str]
) -> Option:
    parts = {node.tag: node for node in parameter.elements}
    content = parts.get("content", parameter)
    blocks = [parts[tag].text for tag in ("shortdesc", "longdesc") if tag in parts]
    if _is_true(parameter, "deprecated"):
        blocks.append("Deprecated.")
    former = parameter.attributes.get("obsoletes", "")
    values = (node.attributes.get("value", "") for node in content.elements)
    return Option(
        name=name,
        section=section,
        aliases=(former,) if former else (),
        usage=name,
        type=content.attributes.get("type", ""),
        default=_looked_up(content.attributes.get("default", ""), known),
        limits=between(
            content.attributes.get("min", ""), content.attributes.get("max", "")
        ),
        values=tuple(Value(name=value) for value in values if value),
        required=_is_true(parameter, "required"),
        meaning=tuple(dict.fromkeys(sentences(blocks))),
    )


def _is_true(node: Node, name: str) -> bool:
    return node.attributes.get(name, "").strip().casefold() in TRUE


def _looked_up(default: str, known: Mapping[str, str]) -> str:
    """Return a default with the script's variables replaced by what they hold."""
    return VARIABLE.sub(lambda match: known.get(match[1], match[0]), default).strip()
