"""Pages of one article become one."""

from __future__ import annotations

from feedbot.document import Document
from feedbot.extract import read
from feedbot.extract.join import join, stranger
from feedbot.model import Article, Page

STORY = "https://paper.example/ferry"


def sentence(number: int) -> str:
    return (
        f"Paragraph {number} of the story says that the ferry leaves the island at {number} past the hour, whatever "
        f"the wind at the pier and however many of the {number} seats are taken."
    )


def document(numbers: range, more: str = "", title: str = "Ferry to run hourly", head: str = "") -> Document:
    text = "".join(f"<p>{sentence(n)}</p>" for n in numbers)
    markup = f"<html lang=en><head><title>{title}</title>{head}</head><article><h1>{title}</h1>{text}{more}</article>"
    return Document(Page(STORY, markup.encode()))


def joined(*documents: Document, lost: str = "") -> Article:
    return join([read(one) for one in documents], documents, lost)


def numbers(article: Article) -> list[int]:
    return [int(one.split()[1]) for one in article.text.split("\n\n")]


def test_pages_are_joined_in_order() -> None:
    whole = joined(document(range(6)), document(range(6, 12)), document(range(12, 15)))
    assert numbers(whole) == list(range(15))
    assert whole.content == "".join(f"<p>{sentence(n)}</p>" for n in range(15))
    assert whole.title == "Ferry to run hourly"
    assert whole.provenance["content"].signal.endswith(", 3 pages")


def test_what_is_repeated_from_page_to_page_stands_once() -> None:
    intro, outro = f"<p>{sentence(90)}</p>", f"<p>{sentence(91)}</p>"
    whole = joined(document(range(6), intro + outro), document(range(6, 12), intro + outro))
    assert numbers(whole) == [*range(6), 90, 91, *range(6, 12)]
    assert whole.content.count("Paragraph 90") == whole.content.count("Paragraph 91") == 1


def test_a_picture_on_every_page_stands_once() -> None:
    picture = '<figure><img src="/pier.jpg" width=800 height=600></figure>'
    whole = joined(document(range(6), picture), document(range(6, 12), picture + '<img src="/boat.jpg" width=800>'))
    assert whole.content.count("/pier.jpg") == 1
    assert whole.content.count("/boat.jpg") == 1


def test_a_list_whose_items_were_all_there_is_told_by_its_text() -> None:
    rows = "<ul>" + "".join(f"<li>{sentence(n)}</li>" for n in (70, 71)) + "</ul>"
    assert joined(document(range(6), rows), document(range(6, 12), rows)).content.count("<ul>") == 1


def test_the_words_that_the_page_states_are_those_of_all_pages() -> None:
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "wordCount": 380}</script>'
    pages = [document(range(6), head=ld), document(range(6, 12), head=ld)]
    assert "of 380 words" in read(pages[0]).partial
    assert joined(*pages).partial == ""


def test_a_page_that_is_missing_makes_it_partial() -> None:
    whole = joined(document(range(6)), lost="its page 2 is missing: answered 404")
    assert whole.partial == "its page 2 is missing: answered 404"
    assert joined(document(range(6))).partial == ""


def test_a_page_with_another_title_is_another_article() -> None:
    first = read(document(range(6)))
    assert "title is another" in stranger([first], read(document(range(6, 12), title="Harbour fees rise in May")))
    for title in ("Ferry to run hourly - Page 2", "Ferry to run hourly (2/3)", "Ferry to run hourly: the timetable"):
        assert stranger([first], read(document(range(6, 12), title=title))) == ""


def test_a_page_that_repeats_the_text_is_none() -> None:
    first = read(document(range(6)))
    assert stranger([first], read(document(range(6)))) == "it repeats the text"
    assert stranger([first], read(document(range(5)))) == "it repeats the text"


def test_the_rules_of_a_source_know_the_title_better() -> None:
    first, other = read(document(range(6))), read(document(range(6, 12), title="Harbour fees rise"))
    assert stranger([first], other, told=True) == ""
    assert stranger([first], first, told=True) == "it repeats the text"
