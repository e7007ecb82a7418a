"""Month names of the web's languages, digits of its scripts, abbreviations of its time zones."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# One paragraph a language, twelve months, forms apart by "|": nominative, genitive, usual abbreviations (CLDR).
_MONTHS = """
january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sep|sept october|oct
november|nov december|dec

januar|jänner|jan|jän februar|feber|feb märz|mär|mrz|maerz april|apr mai juni|jun juli|jul august|aug
september|sep|sept oktober|okt november|nov dezember|dez

janvier|janv février|févr|fév mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct novembre|nov
décembre|déc

enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep|set
octubre|oct noviembre|nov diciembre|dic

janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out
novembro|nov dezembro|dez

gennaio|gen|genn febbraio|febbr marzo aprile maggio|mag|magg giugno|giu luglio|lug agosto settembre|sett ottobre|ott
novembre dicembre

januari|jan februari|feb maart|mrt april mei juni juli augustus september oktober november december

januari februari mars april maj juni juli augusti september oktober november december

januar februar marts april maj juni juli august september oktober november december

januar februar mars april mai juni juli august september oktober november desember|des

janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember

tammikuu|tammikuuta|tammi helmikuu|helmikuuta|helmi maaliskuu|maaliskuuta|maalis huhtikuu|huhtikuuta|huhti
toukokuu|toukokuuta|touko kesäkuu|kesäkuuta|kesä heinäkuu|heinäkuuta|heinä elokuu|elokuuta|elo syyskuu|syyskuuta|syys
lokakuu|lokakuuta|loka marraskuu|marraskuuta|marras joulukuu|joulukuuta|joulu

jaanuar|jaan veebruar|veebr märts aprill mai juuni juuli august september oktoober november detsember|dets

janvāris|janvārī|janv februāris|februārī|febr marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā|jūn
jūlijs|jūlijā|jūl augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī

sausio|sausis|saus vasario|vasaris|vas kovo|kovas balandžio|balandis|bal gegužės|gegužė|geg birželio|birželis|birž
liepos|liepa|liep rugpjūčio|rugpjūtis|rugp rugsėjo|rugsėjis|rugs spalio|spalis|spal lapkričio|lapkritis|lapkr
gruodžio|gruodis|gruod

styczeń|stycznia|sty luty|lutego|lut marzec|marca|mar kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze
lipiec|lipca|lip sierpień|sierpnia|sie wrzesień|września|wrz październik|października|paź listopad|listopada|lis
grudzień|grudnia|gru

leden|ledna|led únor|února|úno březen|března|bře duben|dubna|dub květen|května|kvě červen|června|čer|čvn
červenec|července|čvc srpen|srpna|srp září|zář říjen|října|říj listopad|listopadu prosinec|prosince|pro

január|januára februára marec|marca apríl|apríla máj|mája jún|júna júl|júla augusta septembra októbra|október novembra
decembra

siječanj|siječnja|sij veljača|veljače|velj ožujak|ožujka|ožu travanj|travnja|tra svibanj|svibnja|svi lipanj|lipnja
srpanj|srpnja kolovoz|kolovoza|kol rujan|rujna|ruj - studeni|studenog|studenoga|stu prosinac|prosinca

januar|januara|januarja februar|februara|februarja mart|marta april|aprila maj|maja jun|juna|junij|junija
jul|jula|julij|julija avgust|avgusta|avg septembar|septembra oktobar|oktobra novembar|novembra decembar|decembra

január február március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október
november december

ianuarie|ian februarie|febr martie aprilie mai iunie|iun iulie|iul august septembrie octombrie noiembrie|noi|noiem
decembrie

gener|gen febrer|febr març|març abril maig juny juliol agost|ag setembre octubre novembre desembre

urtarril|urtarrila|urtarrilaren otsail|otsaila|otsailaren martxo|martxoa|martxoaren apiril|apirila|apirilaren
maiatz|maiatza|maiatzaren ekain|ekaina|ekainaren uztail|uztaila|uztailaren abuztu|abuztua|abuztuaren
irail|iraila|irailaren urri|urria|urriaren azaro|azaroa|azaroaren abendu|abendua|abenduaren

xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro

janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor

ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara

yanvar fevral mart aprel may iyun iyul avqust|avgust sentyabr oktyabr noyabr dekabr

ιανουάριος|ιανουαρίου|ιαν φεβρουάριος|φεβρουαρίου|φεβ μάρτιος|μαρτίου|μαρ|μάρ απρίλιος|απριλίου|απρ
μάιος|μαΐου|μαΐ|μάι ιούνιος|ιουνίου|ιουν|ιούν ιούλιος|ιουλίου|ιουλ|ιούλ αύγουστος|αυγούστου|αυγ|αύγ
σεπτέμβριος|σεπτεμβρίου|σεπ|σεπτ οκτώβριος|οκτωβρίου|οκτ νοέμβριος|νοεμβρίου|νοε|νοέ δεκέμβριος|δεκεμβρίου|δεκ

январь|января|янв февраль|февраля|февр|фев март|марта|мар апрель|апреля|апр май|мая июнь|июня|июн июль|июля|июл
август|августа|авг сентябрь|сентября|сент|сен октябрь|октября|окт ноябрь|ноября|нояб|ноя декабрь|декабря|дек

січень|січня|січ лютий|лютого|лют березень|березня|бер квітень|квітня|квіт|кві травень|травня|трав|тра
червень|червня|черв|чер липень|липня|лип серпень|серпня|серп|сер вересень|вересня|вер жовтень|жовтня|жовт|жов
листопад|листопада|лист|лис грудень|грудня|груд|гру

студзень|студзеня люты|лютага сакавік|сакавіка красавік|красавіка травень|траўня чэрвень|чэрвеня ліпень|ліпеня
жнівень|жніўня верасень|верасня кастрычнік|кастрычніка лістапад|лістапада снежань|снежня

януари|яну февруари март април май юни юли август септември|септ|сеп октомври ноември декември

јануари|јануар|јануара|јан фебруари|февруари|фебруар|фебруара|феб|фев март|марта април|априла|апр мај|маја
јуни|јун|јуна јули|јул|јула август|августа|авг септември|септембар|септембра|сеп октомври|октобар|октобра|окт
ноември|новембар|новембра|нов декември|децембар|децембра|дек|дец

қаңтар|қаңтары ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан

januari|jan februari|pebruari|peb maret|mac|mar april mei juni|jun juli|julai|jul agustus|ogos|agu|ags|agt september
oktober|okt november|nopember desember|disember

januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba

enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre

januarie februarie maart april mei junie julie augustus september oktober november desember

يناير|كانون_الثاني|جانفي فبراير|شباط|فيفري مارس|آذار|اذار أبريل|إبريل|ابريل|نيسان|أفريل مايو|أيار|ايار|ماي
يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|ايلول|شتنبر
أكتوبر|اكتوبر|تشرين_الأول|تشرين_الاول نوفمبر|تشرين_الثاني|نونبر ديسمبر|كانون_الأول|كانون_الاول|دجنبر

جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر

ינואר|ינו פברואר|פבר מרץ|מרס אפריל|אפר מאי יוני יולי אוגוסט|אוג ספטמבר|ספט אוקטובר|אוק נובמבר|נוב דצמבר|דצמ

जनवरी|जन फरवरी|फ़रवरी|फर|फ़र मार्च अप्रैल|एप्रिल मई|मे जून जुलाई|जुलै अगस्त|ऑगस्ट सितंबर|सितम्बर|सप्टेंबर
अक्टूबर|अक्तूबर|ऑक्टोबर नवंबर|नवम्बर|नोव्हेंबर दिसंबर|दिसम्बर|डिसेंबर

জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর

ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்

జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై|జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్

ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ

มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค กันยายน|ก.ย
ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค

იანვარი|იანვ თებერვალი|თებ მარტი|მარ აპრილი|აპრ მაისი|მაი ივნისი|ივნ ივლისი|ივლ აგვისტო|აგვ სექტემბერი|სექ
ოქტომბერი|ოქტ ნოემბერი|ნოე დეკემბერი|დეკ

հունվար|հունվարի փետրվար|փետրվարի մարտ|մարտի ապրիլ|ապրիլի մայիս|մայիսի հունիս|հունիսի հուլիս|հուլիսի օգոստոս|օգոստոսի
սեպտեմբեր|սեպտեմբերի հոկտեմբեր|հոկտեմբերի նոյեմբեր|նոյեմբերի դեկտեմբեր|դեկտեմբերի

ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
"""

# Names that mean another month in this language than in the most spoken one that has them.
_OWN = {
    "hr": {"listopad": 10, "listopada": 10, "lis": 10, "lip": 6, "srp": 7},
    "bs": {"listopad": 10, "listopada": 10, "lis": 10, "lip": 6, "srp": 7},
}

# Offsets in minutes. Where an abbreviation has several readings (BST, IST, CST) the one that news use most stands.
_OFFSETS = {
    name: minutes
    for minutes, line in {
        0: "z ut utc gmt wet",
        60: "bst cet mez wat west",
        120: "cest mesz eet cat sast",
        180: "eest msk мск eat trt idt",
        240: "gst",
        300: "pkt",
        330: "ist",
        345: "npt",
        360: "bdt",
        420: "ict wib",
        480: "sgt hkt pht myt awst wita",
        540: "jst kst wit",
        570: "acst",
        600: "aest",
        630: "acdt",
        660: "aedt",
        720: "nzst",
        780: "nzdt",
        -150: "ndt",
        -180: "adt brt art",
        -210: "nst",
        -240: "edt ast clt",
        -300: "est cdt cot pet",
        -360: "cst mdt",
        -420: "mst pdt",
        -480: "pst akdt",
        -540: "akst",
        -600: "hst",
    }.items()
    for name in line.split()
}
# Abbreviations that leave summer time open.
_PLACES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "akt": "America/Anchorage",
    "aet": "Australia/Sydney",
}
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([+\-−])\s?(\d{1,2})(?::?(\d{2}))?(?::?\d\d)?", re.I)

# Every decimal digit of Unicode as the ASCII digit of its value; one character for one, so that spans stay true.
_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(128, 0x1FBFA) if chr(code).isdecimal()}


def ascii_digits(text: str) -> str:
    """The text with every script's digits as ASCII digits; its length stays.

    >>> ascii_digits("२५ फरवरी २०२०")
    '25 फरवरी 2020'
    """
    return text if text.isascii() else text.translate(_DIGITS)


def _bare(word: str) -> str:
    """The word without accents and dots; Turkish dotless i as i."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", plain).replace(".", "").replace("ı", "i").replace("ς", "σ")


def _months() -> dict[str, int]:
    table: dict[str, int] = {}
    for line in _MONTHS.strip().split("\n\n"):
        for number, forms in enumerate(line.split(), 1):
            for form in forms.split("|"):
                table.setdefault(_bare(form.replace("_", " ").casefold()), number)
    del table["-"]
    return table


_MONTH = _months()


@lru_cache(maxsize=4096)
def month(word: str, language: str = "") -> int:
    """The number of a month by its name in any language, or 0.

    >>> month("Févr."), month("lutego"), month("ŞUBAT"), month("Tuesday")
    (2, 2, 2, 0)
    """
    bare = _bare(word.casefold())
    if own := _OWN.get(language[:2].lower()):
        return own.get(bare) or _MONTH.get(bare, 0)
    # Hebrew writes "in February" as one word.
    return _MONTH.get(bare, 0) or (_MONTH.get(bare[1:], 0) if bare[:1] == "ב" else 0)


@lru_cache(maxsize=512)
def zone(text: str) -> tzinfo | None:
    """A zone as dates carry it: `Z`, `+0100`, `GMT+5:30`, `EST`, `ET`, `MESZ`; None for anything else.

    >>> zone("GMT+5:30").utcoffset(None)
    datetime.timedelta(seconds=19800)
    """
    name = text.strip().lower().strip(".()")
    if name in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[name]))
    if name in _PLACES:
        return place(_PLACES[name])
    found = _OFFSET.fullmatch(name)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=-minutes if found[1] != "+" else minutes)) if minutes <= 14 * 60 else None


@lru_cache(maxsize=512)
def place(name: str) -> tzinfo | None:
    """The IANA time zone of that name, or None where there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
