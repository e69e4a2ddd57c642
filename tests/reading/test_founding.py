"""The article that the project was started from."""

from pathlib import Path

from factcheck.reading import read
from factcheck.reading.document import Document
from factcheck.vocabulary import NARRATOR, Modality, SourceKind, Stance


def test_the_founding_article_is_read_with_the_right_sources(shared_data: Path) -> None:
    text = (shared_data / "founding" / "article.txt").read_bytes().decode()
    reading = read(Document(text, published="2025-08-24"))
    assert len(reading.sentences) == 16
    assert len(reading.utterances) >= 16
    found = {
        (utterance.cue.of(text), str(utterance.speaker.kind), utterance.modality, utterance.stance, utterance.said_on)
        for utterance in reading.utterances
        if utterance.cue is not None
    }
    assert {
        ("announced", SourceKind.STATE_MEDIA, Modality.STATED, Stance.ASSERTS, None),
        ("have raised concerns that", SourceKind.OFFICIAL, Modality.FEARED, Stance.ASSERTS, None),
        ("suggested", SourceKind.UNCONFIRMED_REPORT, Modality.POSSIBLE, Stance.ASSERTS, "2024"),
        ("According to", SourceKind.UNCONFIRMED_REPORT, Modality.STATED, Stance.ASSERTS, None),
        ("has warned of", SourceKind.OFFICIAL, Modality.FEARED, Stance.ASSERTS, None),
        ("there is no confirmation that", NARRATOR, Modality.STATED, Stance.REPORTS_NO_CONFIRMATION, None),
        ("asserted", SourceKind.STATE_MEDIA, Modality.PLANNED, Stance.ASSERTS, None),
        ("condemned", SourceKind.OFFICIAL, Modality.STATED, Stance.ASSERTS, "2025-08"),
        ("has once again raised fears of", SourceKind.UNKNOWN, Modality.FEARED, Stance.ASSERTS, None),
    } <= found
