"""The words of pages and documents in four text sets, read from ``templates/texts/<area>.yaml``.

An entry is ``key: {fi: …, sv: …, en: …, selko: …}``; the full key is ``<area>.<key>``. Plain Finnish (``selko``) falls
back to Finnish where the Finnish sentence is plain already; the other three must be complete.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter

import yaml

LANGUAGES = ("fi", "selko", "sv", "en")
COMPLETE = ("fi", "sv", "en")
FOLDER = Path(__file__).resolve().parent.parent / "templates" / "texts"


class TextError(Exception):
    """A text is missing, written twice or filled in wrongly: a mistake in the program or in its texts."""


# The reader written in C gives the same, seven times as fast.
class _TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads every scalar as text, so that a Norwegian ``no`` or a time stays what was written."""


_TextLoader.yaml_implicit_resolvers = {}


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, object]:
    read: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in read:
            raise TextError(
                f"{key_node.start_mark.name}, line {key_node.start_mark.line + 1}: {key!r} is written twice"
            )
        read[key] = loader.construct_object(value_node, deep=True)
    return read


_TextLoader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_area(path: Path) -> dict[str, dict[str, str]]:
    """One file's texts: key to language to text. Raises ``TextError`` with the place of a mistake."""
    with path.open(encoding="utf-8") as file:
        loader = _TextLoader(file)
        try:
            read = loader.get_single_data()
        except yaml.YAMLError as error:
            raise TextError(f"{path.name}: {error}") from error
        finally:
            loader.dispose()
    texts: dict[str, dict[str, str]] = {}
    for key, entry in (read or {}).items():
        if not isinstance(entry, Mapping):
            raise TextError(f"{path.name}: {key} must have one text per language")
        unknown = set(entry) - set(LANGUAGES)
        if unknown:
            raise TextError(f"{path.name}: {key} has unknown languages {sorted(unknown)}")
        texts[str(key)] = {language: str(text).strip() for language, text in entry.items() if str(text).strip()}
    return texts


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every text: full key to language to text."""
    everything: dict[str, Mapping[str, str]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for key, entry in read_area(path).items():
            everything[f"{path.stem}.{key}"] = entry
    return everything


def has(key: str) -> bool:
    """Whether the catalogue has the key."""
    return key in catalogue()


class _Counting(Formatter):
    """Fills in places, and chooses a counted word by its number: ``{days} {days:päivä|päivää}``."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, several, others = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else others
        return str(super().format_field(value, format_spec))


_FORMATTER = _Counting()


def say(language: str, key: str, /, **facts: object) -> str:
    """The text of ``key`` in ``language`` with its ``{places}`` filled in from ``facts``.

    ``{days:day|days}`` stands for the first word when the fact is one, otherwise for the second. Raises ``TextError``
    for an unknown key or language, or a fact that the text needs and was not given.
    """
    if language not in LANGUAGES:
        raise TextError(f"{language!r} is not one of the languages {LANGUAGES}")
    entry = catalogue().get(key)
    if entry is None:
        raise TextError(f"there is no text {key!r}")
    text = entry.get(language)
    if text is None and language == "selko":
        text = entry.get("fi")
    if text is None:
        raise TextError(f"the text {key!r} is missing in {language!r}")
    try:
        return _FORMATTER.vformat(text, (), facts) if "|" in text else text.format(**facts)
    except (KeyError, IndexError, ValueError) as error:
        raise TextError(f"the text {key!r} in {language!r} cannot be filled in: {error!r}") from error


@lru_cache(maxsize=1)
def _sources() -> Mapping[str, str]:
    return {entry["en"]: key for key, entry in catalogue().items() if key.startswith("sources.")}


_SECTION_OF_ACT = re.compile(r"(\d+)/(\d{4}) (.+)")
_WAGE_FROM = re.compile(r"wage from (.+)")
_CHAPTER = re.compile(r"\b(\d{1,2}):(\d{1,2})(?: ?([a-z])\b)?(?:\.(\d))?(?: §)?")
_CHAPTERS = re.compile(rf"{_CHAPTER.pattern}(?:(?: and |-){_CHAPTER.pattern})*")
_SECTIONS_OF_CHAPTER = re.compile(r"\b(\d{1,2}):(\d{1,2})-\1:(\d{1,2}) §")
_MOMENT = re.compile(r"\b(\d{1,3}(?: [a-z])?) § (\d{1,2})(?=$|,| \()")
_MOMENTS = {
    "fi": r"\1 §:n \2 momentti",
    "selko": r"\1 §:n \2 momentti",
    "sv": r"\1 § \2 mom.",
    "en": r"\1 § subsection \2",
}
_CHAPTER_WORDS = {"fi": ("luku", "momentti"), "selko": ("luku", "momentti"), "sv": ("kap.", "mom.")}
_AND = {"fi": " ja ", "selko": " ja ", "sv": " och "}


def say_source(language: str, source: str) -> str:
    """A source's title or clause, which the law data give in English, in the reader's language.

    A text of several parts with ``", "`` between is told part by part; a section of an act (``162/2005 6 §``) with the
    act's name, a chapter's section (``2:11``) with the word for chapter, a section's part (``20 § 5``) with the word
    for it. What has no entry in ``sources.yaml`` (a
    section alone, a site's name) stays as it is.
    """
    key = _sources().get(source)
    if key is not None:
        return say(language, key)
    section = _SECTION_OF_ACT.fullmatch(source)
    if section and has(act := f"sources.act_{section[1]}_{section[2]}"):
        return f"{say(language, act)}, {say_source(language, section[3])}"
    title, comma, clause = source.rpartition(", ")
    if comma and (title in _sources() or clause in _sources()):
        return f"{say_source(language, title)}, {say_source(language, clause)}"
    wage = _WAGE_FROM.fullmatch(source)
    if wage:
        return say(language, "sources.wage_from", day=wage[1])
    if language in _CHAPTER_WORDS and (several := _SECTIONS_OF_CHAPTER.fullmatch(source)):
        return f"{several[1]} {_CHAPTER_WORDS[language][0]} {several[2]}–{several[3]} §"
    if language in _CHAPTER_WORDS and _CHAPTERS.fullmatch(source):
        source = _CHAPTER.sub(lambda found: _chapter(language, found), source)
    if any(one.isdigit() for one in source):
        source = _MOMENT.sub(_MOMENTS.get(language, r"\g<0>"), source)
        return source.replace(" and ", _AND.get(language, " and "))
    return source


def _chapter(language: str, found: re.Match[str]) -> str:
    chapter, part = _CHAPTER_WORDS[language]
    section = f"{found[2]} {found[3]} §" if found[3] else f"{found[2]} §"
    if not found[4]:
        return f"{found[1]} {chapter} {section}"
    if part == "momentti":
        return f"{found[1]} luvun {section}:n {found[4]} momentti"
    return f"{found[1]} {chapter} {section} {found[4]} {part}"


def places(text: str) -> frozenset[str]:
    """The names of the ``{places}`` in a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def missing(language: str) -> list[str]:
    """The keys without a text in the language, in order. Plain Finnish counts where Finnish itself is missing."""
    wanted = ("selko", "fi") if language == "selko" else (language,)
    return sorted(key for key, entry in catalogue().items() if not any(entry.get(choice) for choice in wanted))


def unlike() -> list[str]:
    """The keys whose languages do not have the same places to fill in; plain Finnish may leave places out."""
    wrong = []
    for key, entry in catalogue().items():
        full = {places(text) for language, text in entry.items() if language in COMPLETE}
        plain = places(entry.get("selko", ""))
        if len(full) > 1 or not plain <= frozenset().union(*full):
            wrong.append(key)
    return sorted(wrong)


def html_language(language: str) -> str:
    """The value of ``lang``: plain Finnish is Finnish."""
    return "fi" if language == "selko" else language
