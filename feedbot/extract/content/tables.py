"""How lines begin that belong to the page and not to the story, by what they ask for."""

from __future__ import annotations

import re

from feedbot.text import key

# How lines begin that belong to the page and not to the story, by what they ask for. The first word finds its phrases.
_PHRASES = (
    # to read something else
    "read more|read also|read next|see also|also read|also on|related|more on|more from|more about|more stories|you may|you might|recommended|"
    "also interesting|διαβάστε|διαβαστε|ayrıca oku|ayrıca okuyun|ilgili haber|i̇lgili haber|xem thêm|đọc thêm|tin liên quan|baca juga|simak juga|lihat juga|קראו גם|קראו עוד|"
    "بیشتر بخوانید|مطالب مرتبط|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|اقرأ أيضا|اقرأ أيضاً|اقرأ أيضًا|إقرأ أيضا|olvassa el|olvasd el|прочетете|прочети|pročitajte|pročitaj|"
    "อ่านเพิ่มเติม|อ่านข่าว|people are also|más información|plus d'informations|"
    "don't miss|don’t miss|continue reading|learn more|further reading|up next|watch|next|previous|leggi anche|leggi pure|lire aussi|à lire|"
    "voir aussi|sur le même|lea también|lea más|lea|vea también|le puede|leia também|leia mais|leia a|lee también|te puede|también te|saiba mais|veja também|mehr zum|"
    "mehr dazu|mehr lesen|lesen sie|auch interessant|siehe auch|weiterlesen|zum thema|lees ook|lees meer|czytaj|zobacz|читайте|смотрите|"
    "читать|läs också|läs mer|les også|les mer|læs også|ilgili|okuyun|citește|čtěte|olvass|"
    "vous aimerez|schon gelesen|weitere informationen|weitere artikel|weitere themen|weitere nachrichten|weitere meldungen|mehr aus|mehr infos|"
    "mehr informationen|vorschau auf|ähnliche|das könnte|dies könnte|kommende|artículos relacionados|noticias relacionadas|te recomendamos|"
    "articles liés|sur ce sujet|articoli correlati|potrebbe|potrebbero|gerelateerd|powiązane|polecamy|przeczytaj|по теме|artigos relacionados|"
    "notícias relacionadas|people also|most read|in other news|you'll also|if you enjoyed|if you liked|weiter zu|... weiter",
    # to share, follow, print
    "share|tweet|like this|follow|pin it|print|facebook|twitter|whatsapp|compartir|comparte|compartilhe|compartilhar|teilen|partager|partagez|"
    "condividi|síguenos|udostępnij|поделиться|delen|deel|paylaş|dela|"
    "empfiehl|empfehlen|weiterempfehlen|diesen artikel|den artikel|artikel teilen|artikel drucken|möchten sie den|war der artikel|war dieser|fanden sie|valora|was this|"
    "did you find|rate this|cet article vous|¿te ha|te ha|ti è piaciuto|gefällt ihnen|gefällt dir",
    # to sign up, buy, give, come along
    "thanks for reading|subscribe|sign up|join|get the|get our|get your|newsletter|download|donate|support us|support our|abonnieren|abonnez|suscríbete|jetzt|"
    "inscrivez|inscreva|register|log in|login|contact us|call us|call|schedule|book a|book your|book now|request|start your|try|click here|"
    "click|clique aqui|shop|buy|iscriviti|assine|zapisz|подпишитесь|подписывайтесь|ready to|looking for|want to|need help|"
    "to view the full|if you're seeing|if you’re seeing|first-time subscribers|already a subscriber|become a|follow us|folge|folgen sie|suivez|sigue|seguici|"
    "volg|obserwuj|jede spende|jede kleine|spenden|unterstützen|unterstütze|help us|do you want|sichern sie|melden sie|melde dich|abonniere|bestellen|"
    "jetzt bestellen|¡únete|únete|hazte|cancela|descarga|descargue|sostieni|donnez|soutenez|faites un|apoie|siga|steun|dołącz|wesprzyj|поддержите|"
    "sie lesen gern|lesen sie jetzt|noch kein|wir freuen uns|for the latest|stay up to date|don't have|send us|submit your|advertise with",
    # who, when, where from
    "by|posted|published|updated|written|last updated|last modified|von|par|por|photo|photos|image|credit|source|sources|foto|©|copyright|"
    "all rights|tags|tag:|category|categories|filed under|topics|автор|фото|источник|fuente|fonte|quelle|bron|crédit|(c)|"
    "this entry was|this post was|posted in|dieser eintrag|dieser beitrag|der beitrag wurde|erstellt am|abgelegt unter|veröffentlicht am|veröffentlicht in|"
    "veröffentlicht von|publié le|publié dans|publié par|publicado en|publicado el|publicado em|publicado por|pubblicato|geplaatst|opublikowano|опубликовано|kategorien|"
    "kategorie|schlagwörter|schlagworte|stichworte|étiquettes|catégories|etiquetas|categorías|categorie|release date|news date|originalartikel|quellenangaben|"
    "quellen|abbildung|bild|bilder|fotos|bildquelle|bildnachweis|titelbild|aktualisiert|zuletzt aktualisiert|mis à jour|actualizado|atualizado|aggiornato|"
    "bijgewerkt|obnoveno|обновлено|additional reporting|mit material|quelle:|themen|tema|temas|thèmes|trefwoorden",
    # about the page, its makers and readers
    "about|disclaimer|disclosure|this article|this post|this story|this material|note|editor|editor's|editor’s|the author|über|leave a|comment|"
    "comments|reply|sobre|à propos|our editorial|we may|contact|"
    "our standards|did this page|was this page|thanks for letting|if you've got a moment|except as otherwise|edit this page|edit on|view page source|view source|"
    "report an issue|found a mistake|нашли опечатку|нашли ошибку|заметили ошибку|fehler gefunden|har du tips|tipsa oss|suggest an edit|on this page|in this article|table of contents|last modified|"
    "die inhalte|texte auf|dieser text|inhaltsverzeichnis|externer inhalt|aktuelle seite|sie sind hier|sie sind nicht|was sind cookies|unsere unabhängigen|"
    "les opinions|las opiniones|le opinioni|as opiniões|opinie|the views|the opinions|opinions expressed|views expressed|die autorin|der autor|l'auteur|l’auteur|"
    "el autor|la autora|l'autore|l’autore|o autor|a autora|ansprechpartner|ansprechpartnerin|kontakt|pressekontakt|contacto|contatti|media contact|kommentar|"
    "kommentare|comentarios|comentários|commentaires|commenti|reacties|komentarze|комментарии|hinterlasse|schreibe|antwort|laisser|deja un|deja una|"
    "lascia un|deixe|leave your|zostaw|this site|this website|anzeige|werbung|*werbung|*anzeige|publicidad|publicité|pubblicità|publicidade|reklama|"
    "enthält werbung|alle angaben|(alle|affiliate|we occasionally|all content|all images|the information|no part|written permission|vom autor|zur person|"
    "zum autor|zur autorin|über die autorin|über den autor|sobre el autor|sobre o autor|à propos de|over de auteur|o autorze|об авторе",
)
READ_ON, SHARE, ACT, SOURCE, PAGE = range(1, 6)  # the groups, in their order
_BY_FIRST: dict[str, list[tuple[str, int]]] = {}
for _number, _group in enumerate(_PHRASES, 1):
    for _phrase in _group.split("|"):
        _BY_FIRST.setdefault(_phrase.split()[0].strip(":"), []).append((_phrase, _number))


def phrase(words: list[str]) -> int:
    """Which group of phrases a line of lower-case words begins with, a sign before it or not; from 1, 0 for none."""
    listed = _BY_FIRST.get(words[0].strip(":.,!"))
    if listed is None:
        is_word = words[0].isalnum() or bool(key(words[0]))
        return 0 if is_word or len(words) == 1 else phrase(words[1:])
    begins = " ".join(words[:4])
    for text, number in listed:
        if begins.startswith(text):
            return number
    return 0


# Lines that say nothing but what every page of a site says, by how they begin. Sources: the themes and translations of
# WordPress ("This entry was posted in", "Leave a reply"), and the prompts that news sites in these languages set below
# their stories.
_TAILS = (
    "this entry was posted|this post was filed|filed under|leave a comment|leave a reply|leave your comment|was this article|was this page|was this helpful|"
    "did this page help|did you find this|did you like this|follow us on|follow us|like us on|subscribe to our|sign up for our|sign up to our|join our newsletter|"
    "all rights reserved|bookmark the permalink|want to save this|enter your email|share this:|share this article|share this story|related articles|related stories|read also:|read next",
    "dieser eintrag wurde|dieser beitrag wurde|der beitrag wurde|kommentar verfassen|schreibe einen kommentar|schreiben sie einen kommentar|hinterlasse einen|"
    "war der artikel|war dieser artikel|fanden sie diesen|hat ihnen der artikel|folgen sie uns|folge uns|newsletter abonnieren|abonnieren sie unseren|"
    "alle rechte vorbehalten|schon gelesen|mehr zum thema|lesen sie auch|das könnte sie auch|das könnte dich auch|artikel teilen|diesen artikel teilen",
    "vous aimerez aussi|à lire aussi|lire aussi|laisser un commentaire|cet article vous a|suivez-nous|abonnez-vous à notre|tous droits réservés|partager cet article",
    "deja un comentario|deja una respuesta|te puede interesar|te recomendamos|valora esta noticia|¿te ha gustado|síguenos en|suscríbete a|únete a nuestro|¡únete a|"
    "todos los derechos reservados|lea también|lee también|compartir esta noticia|comparte esta noticia|sigue el canal|sigue nuestro canal|únete al canal|"
    "recibe las noticias|recibe nuestras noticias",
    "deixe um comentário|deixe uma resposta|leia também|leia mais:|veja também|siga-nos|inscreva-se|assine nossa|todos os direitos reservados|compartilhe|"
    "receba as notícias|receba notícias|receba no whatsapp|clique aqui para seguir|clique aqui e receba|siga o canal|participe do canal|participe do grupo|"
    "entre no canal|entre no grupo|veja os vídeos|veja mais vídeos",
    "lascia un commento|leggi anche|seguici su|segui il canale|segui il nostro canale|iscriviti alla|tutti i diritti riservati|ti potrebbe interessare|potrebbe interessarti",
    "lees ook|laat een reactie|volg ons|deel dit artikel|schrijf je in|alle rechten voorbehouden",
    "czytaj też|czytaj także|zobacz też|zobacz także|zapisz się|udostępnij|dodaj komentarz|obserwuj nas|wszelkie prawa",
    "читайте также|нашли опечатку|нашли ошибку|заметили ошибку|подписывайтесь|подпишитесь|поделиться|оставить комментарий|все права защищены",
    "läs också|läs mer:|les også|les mer:|læs også|læs mere:|lue myös|följ oss|följ oss på|følg os|følg oss",
    "čtěte také|přečtěte si|olvasta már|citește și|ilgili haberler|bizi takip|関連記事|相关阅读|相关新闻|延伸閱讀|관련기사",
)
# What a reader may do, as the first line of an article says it.
_ACTIONS = frozenset(
    "share|share this|share via|save|print|email|gift|gift this article|copy link|link copied|comment|comments|add us as a preferred source on google|"
    "prefer us on google|follow us on google|follow us on google news|listen|x|x.com|facebook|twitter|whatsapp|linkedin|telegram|bluesky|threads|reddit|"
    "teilen|merken|drucken|link kopieren|kommentare|vorlesen|partager|imprimer|copier le lien|commenter|enregistrer|compartir|compartir en whatsapp|"
    "compartir en facebook|compartir en x|copiar enlace|guardar|imprimir|leer en español|read in english|compartilhar|copiar link|salvar|condividi|copia link|"
    "salva|stampa|delen|bewaren|kopieer link|udostępnij|kopiuj link|поделиться|скопировать ссылку|paylaş|bağlantıyı kopyala|dela|kopiera länk|del|jaa".split(
        "|"
    )
)


def is_action(line: str) -> bool:
    """Whether a line in small letters is nothing but the label of what a reader may do with the article."""
    return line.strip(" :.·|") in _ACTIONS


_ACTION = "|".join(re.escape(one) for one in sorted(_ACTIONS, key=len, reverse=True) if len(one) > 1)
_RUN = re.compile(rf"(?:(?:{_ACTION})[\s:.·|,/]*){{2,}}")
_BEGINNINGS = frozenset(one[:2] for one in _ACTIONS if len(one) > 1)


def are_actions(line: str) -> bool:
    """Whether a line in small letters is nothing but such labels, as the buttons of a bar leave them.

    >>> are_actions("x.comfacebooklink kopieren"), are_actions("facebook")
    (True, False)
    """
    return line[:2] in _BEGINNINGS and _RUN.fullmatch(line) is not None


_NONE = ("\0",)  # what no line begins with
_KEY = 3  # letters by which most lines are told apart
_BY_KEY: dict[str, tuple[str, ...]] = {}
for _tail in "|".join(_TAILS).split("|"):
    _BY_KEY[_tail[:_KEY]] = (*_BY_KEY.get(_tail[:_KEY], ()), _tail)


def is_tail(line: str) -> bool:
    """Whether a line in small letters begins like one that every page of a site has."""
    return line.startswith(_BY_KEY.get(line[:_KEY], _NONE))
