"""How lines begin that belong to the page and not to the story, by what they ask for."""

from __future__ import annotations

# How lines begin that belong to the page and not to the story, by what they ask for. The first word finds its phrases.
_PHRASES = (
    # to read something else
    "read more|read also|read next|see also|also read|also on|related|more on|more from|more about|more stories|you may|you might|recommended|"
    "don't miss|don’t miss|continue reading|learn more|further reading|up next|watch|next|previous|leggi anche|leggi pure|lire aussi|à lire|"
    "voir aussi|sur le même|lea también|lea más|lea|vea también|le puede|leia também|leia mais|leia a|lee también|te puede|también te|saiba mais|veja também|mehr zum|"
    "mehr dazu|mehr lesen|lesen sie|auch interessant|siehe auch|weiterlesen|zum thema|lees ook|lees meer|czytaj|zobacz|читайте|смотрите|"
    "читать|läs också|läs mer|les også|les mer|læs også|ilgili|okuyun|citește|čtěte|olvass",
    # to share, follow, print
    "share|tweet|like this|follow|pin it|print|facebook|twitter|whatsapp|compartir|comparte|compartilhe|compartilhar|teilen|partager|partagez|"
    "condividi|síguenos|udostępnij|поделиться|delen|deel|paylaş|dela",
    # to sign up, buy, give, come along
    "subscribe|sign up|join|get the|get our|get your|newsletter|download|donate|support us|support our|abonnieren|abonnez|suscríbete|jetzt|"
    "inscrivez|inscreva|register|log in|login|contact us|call us|call|schedule|book a|book your|book now|request|start your|try|click here|"
    "click|shop|buy|iscriviti|assine|zapisz|подпишитесь|подписывайтесь|ready to|looking for|want to|need help",
    # who, when, where from
    "by|posted|published|updated|written|last updated|last modified|von|par|por|photo|photos|image|credit|source|sources|foto|©|copyright|"
    "all rights|tags|tag|category|categories|filed under|topics|автор|фото|источник|fuente|fonte|quelle|bron|crédit|(c)",
    # about the page, its makers and readers
    "about|disclaimer|disclosure|this article|this post|this story|this material|note|editor|editor's|editor’s|the author|über|leave a|comment|"
    "comments|reply|sobre|à propos|our editorial|we may|contact",
)
READ_ON, SHARE, ACT, SOURCE, PAGE = range(1, 6)  # the groups, in their order
_BY_FIRST: dict[str, list[tuple[str, int]]] = {}
for _number, _group in enumerate(_PHRASES, 1):
    for _phrase in _group.split("|"):
        _BY_FIRST.setdefault(_phrase.split()[0], []).append((_phrase, _number))


def phrase(words: list[str]) -> int:
    """Which group of phrases a line of lower-case words begins with, counted from 1; 0 for none."""
    listed = _BY_FIRST.get(words[0].strip(":.,!"))
    if listed is None:
        return 0
    begins = " ".join(words[:4])
    for text, number in listed:
        if begins.startswith(text):
            return number
    return 0
