"""YAML for data files, read strictly: no duplicate keys, no aliases, no implicit dates, yes/no or sexagesimals."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias, cast

from caveat.kept import kept
from caveat.patterns import compiled

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

Data: TypeAlias = "str | int | float | bool | list[Data] | dict[str, Data] | None"


class StrictYamlError(ValueError):
    """A data file that breaks the strict subset; the message says where and why."""


_BOOL = {"true": True, "false": False}
_NULL = {"", "~", "null"}
_ALIAS = compiled(r"(?:^|[\s\[{,:?-])\*[^\s,\[\]{}]")
_NUMERIC = frozenset("+-0123456789")
_INT = compiled(r"[-+]?\d+\Z")
_FLOAT = compiled(r"[-+]?\d+\.\d+\Z")


def load_yaml(text: str, name: str = "data", lines: dict[str, int] | None = None) -> Data:
    """Return the data in a YAML text; raises StrictYamlError naming the line of whatever the strict subset refuses.

    `lines` is filled with the line of each key and entry, by its path: `uses`, `uses[0]`, `uses[0].names`.
    """
    import yaml

    loader = _loader()
    try:
        # Events are looked at only where something looks like an alias: reading them takes as long as all the rest.
        for event in yaml.parse(text, Loader=loader) if _ALIAS.search(text) else ():
            if isinstance(event, yaml.AliasEvent):
                message = f"{name}, line {_line(event.start_mark)}: aliases are not allowed"
                raise StrictYamlError(message)
        node = yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        message = f"{name}{where}: {getattr(error, 'problem', None) or error}"
        raise StrictYamlError(message) from None
    return None if node is None else _build(node, name, "", lines)


@cache
def _loader() -> type[yaml.SafeLoader]:
    """Return the fastest loader there is; it gives scalars no tags, which take half of its time, and `_scalar` none."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # whichever is installed
        def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:  # noqa: ARG002 - as called
            return ""

        def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Loader


def _line(mark: object) -> int:
    """Return the line, from 1, that a YAML mark stands on; 0 when there is no mark."""
    return int(getattr(mark, "line", -1)) + 1


def _build(node: object, name: str, path: str, lines: dict[str, int] | None) -> Data:
    import yaml

    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Data] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                message = f"{name}, line {key_node.start_mark.line + 1}: a key must be plain text"
                raise StrictYamlError(message)
            key = cast("str", key_node.value)
            if key in mapping:
                message = f"{name}, line {key_node.start_mark.line + 1}: the key {key!r} stands twice"
                raise StrictYamlError(message)
            inner = f"{path}.{key}" if path else key
            if lines is not None:
                lines[inner] = _line(key_node.start_mark)
            mapping[key] = _build(value_node, name, inner, lines)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        entries: list[Data] = []
        for number, child in enumerate(node.value):
            inner = f"{path}[{number}]"
            if lines is not None:
                lines[inner] = _line(child.start_mark)
            entries.append(_build(child, name, inner, lines))
        return entries
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node.value, plain=not node.style)
    message = f"{name}: cannot read {type(node).__name__}"
    raise StrictYamlError(message)


def _scalar(value: str, *, plain: bool) -> Data:
    if not plain:
        return value
    if value in _NULL:
        return None
    if value in _BOOL:
        return _BOOL[value]
    if value[0] in _NUMERIC:
        if _INT.match(value):
            return int(value)
        if _FLOAT.match(value):
            return float(value)
    return value


def load_yaml_file(path: Path) -> Data:
    """Return the data in a YAML file of Caveat's own or of a bundle; see `load_yaml`."""
    text = path.read_text(encoding="utf-8")
    return kept("yaml", text, lambda: load_yaml(text, path.name))
