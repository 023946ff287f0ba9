"""A small pack for tests that stands in every respect, and copies of it with one thing changed."""

from pathlib import Path

from facts.model import digest

FERRY = (
    "The ferry left late.\n"
    "Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.” The crew waited.\n"
    "Some 1,040 passengers stayed on board on Friday, analysts said. The crew waited on deck.\n"
)
TIMES = "Harbourmaster Ilse Brand kept the ferry in port.\r\nIt had last been late in March 2022.\n"

PACK = f"""\
name: ferry
title: The late ferry
checked: 2026-11-20
status: verified
sources:
  - id: post
    file: post.txt
    sha256: {digest(FERRY)}
    label: The Post
    url: https://post.example/ferry
  - id: times
    file: articles/times.txt
    sha256: {digest(TIMES)}
    label: The Times
"""
ENTITIES = """\
- id: ilse-brandt
  type: person
  name: Ilse Brandt
  variants:
    - {text: Ilse Brandt, used_by: [post]}
    - {text: Ilse Brand, used_by: [times]}
    - {text: Ильзе Брандт, script: Cyrl}
  titles:
    - text: Harbour Master
      source: post
  passages:
    - source: post
      exact: Harbour Master Ilse Brandt
- id: the-ferry
  type: story
  name: The ferry
  passages:
    - source: post
      exact: The ferry left late.
"""
FACTS = """\
- id: passengers
  statement: Some 1,040 passengers stayed on board.
  value: 1,040
  according_to: analysts
  about: [the-ferry]
  keywords: [travellers]
  checked:
  silences:
    - source: times
      terms: [passenger, travellers]
  passages:
    - source: post
      exact: Some 1,040 passengers stayed on board on Friday, analysts said.
- id: crew
  statement: The crew waited.
  status: draft
  passages:
    - source: post
      exact: The crew waited
      suffix: " on"
"""
QUOTES = """\
- id: nobody-sails
  form: direct
  speaker: ilse-brandt
  speaker_text: Ilse Brandt
  speaker_title: Harbour Master
  words: Nobody sails before the fog lifts.
  cue: told
  about: [the-ferry]
  passages:
    - source: post
      exact: Harbour Master Ilse Brandt told the crew, “Nobody sails before the fog lifts.”
"""
EVENTS = """\
- id: late-before
  statement: The ferry was last late in March 2022.
  date: 2022-03
  date_text: March 2022
  basis: stated
  about: [the-ferry]
  passages:
    - source: times
      exact: It had last been late in March 2022.
"""
DISAGREEMENTS = """\
- id: brandt-or-brand
  nature: spelling
  records: [ilse-brandt, nobody-sails]
  note: The Post writes Brandt, the Times Brand.
  about: [ilse-brandt]
  passages:
    - source: post
      exact: Ilse Brandt
    - source: times
      exact: Ilse Brand
"""
FILES = {
    "post.txt": FERRY,
    "articles/times.txt": TIMES,
    "pack.yaml": PACK,
    "entities.yaml": ENTITIES,
    "facts.yaml": FACTS,
    "quotes.yaml": QUOTES,
    "events.yaml": EVENTS,
    "disagreements.yaml": DISAGREEMENTS,
}


def write_pack(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    """Write the pack into a folder `ferry`, with `old` replaced by `new` in one file; return that folder."""
    for name, text in FILES.items():
        path = folder / "ferry" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert name != file or old in text, f"{old!r} is not in {file}: nothing would be broken"
        path.write_bytes((text.replace(old, new, 1) if name == file else text).encode())
    return folder / "ferry"
