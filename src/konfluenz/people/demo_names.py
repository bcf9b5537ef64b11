"""Common names, from which the demo puts together people who do not exist."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Circle:
    """Names that go together. `share`: how often, relative to the others.

    `latin` writes a name of another script in Latin letters; `german_mails` is the share
    (0 to 1) of people who want their messages in German.
    """

    language: str
    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    mail_language: str = "de"
    german_mails: float = 1.0
    script: str = ""
    latin: dict[str, str] = field(default_factory=dict)


def _circle(language: str, share: int, given: str, family: str, **more: object) -> Circle:
    """Return a circle from names separated by blanks; "سارة=Sara" adds the Latin form."""
    latin: dict[str, str] = {}
    names: list[tuple[str, ...]] = []
    for text in (given, family):
        pairs = [entry.partition("=") for entry in text.split()]
        latin |= {name: written for name, _sign, written in pairs if written}
        names.append(tuple(name for name, _sign, _written in pairs))
    return Circle(language, share, names[0], names[1], latin=latin, **more)  # type: ignore[arg-type]


CIRCLES = (
    _circle(
        "de",
        40,
        "Sabine Jürgen Käthe Björn Anke Günter Heike Uwe Birgit Jörg Renate Holger Ute Dörte Lars"
        " Silke Rüdiger Maren Götz Petra Annika Sören Elke Matthias Ilse",
        "Häuser Müllenbach Großmann Schäferkordt Weißkirch Böhmert Lüdenbach Krähwinkel Jäckel"
        " Steinbrück Vogelsang Oßwald Römer Kühlwetter Möhring Brandscheid Tönnies Hülsewig Althaus"
        " Rosskopf Eichhäuser Nießen Bläser Kornblum",
    ),
    _circle(
        "ar",
        14,
        "سارة=Sara أحمد=Ahmad ليلى=Layla يوسف=Yousef مريم=Maryam عمر=Omar هدى=Huda خالد=Khaled"
        " نور=Nour سامر=Samer رنا=Rana باسل=Basel",
        "الحسن=Al-Hassan حداد=Haddad خوري=Khoury النجار=Al-Najjar درويش=Darwish سليمان=Suleiman"
        " العلي=Al-Ali قاسم=Kassem شاهين=Shahin منصور=Mansour",
        mail_language="ar",
        german_mails=0.5,
        script="arabic",
    ),
    _circle(
        "uk",
        14,
        "Олена=Olena Андрій=Andrij Наталія=Natalija Ірина=Iryna Тарас=Taras Оксана=Oksana"
        " Богдан=Bohdan Юлія=Julija Сергій=Serhij Ганна=Hanna",
        "Шевчук=Schewtschuk Коваленко=Kowalenko Бондар=Bondar Мельник=Melnyk Ткачук=Tkatschuk"
        " Гнатюк=Hnatjuk Лисенко=Lyssenko Савчук=Sawtschuk",
        mail_language="uk",
        german_mails=0.5,
        script="cyrillic",
    ),
    _circle(
        "fa",
        8,
        "فاطمه=Fatemeh رضا=Reza زهرا=Zahra علی=Ali مینا=Mina امید=Omid شیرین=Shirin بهرام=Bahram",
        "احمدی=Ahmadi رضایی=Rezaei کریمی=Karimi حسینی=Hosseini نوری=Nuri صادقی=Sadeghi",
        mail_language="fa",
        german_mails=0.6,
        script="arabic",
    ),
    _circle(
        "prs",
        5,
        "نجیبه=Najiba حمید=Hamid فرشته=Fereshta وحید=Wahid لیلا=Leila ذبیح=Zabih",
        "رحیمی=Rahimi سروری=Sarwari حیدری=Haidari عزیزی=Azizi صافی=Safi",
        mail_language="fa",
        german_mails=0.5,
        script="arabic",
    ),
    _circle(
        "tr",
        9,
        "Ayşe Mehmet Zeynep Emre Gülşen Çağlar Elif Barış Şükran Özge",
        "Yıldırım Öztürk Çelik Şahin Doğan Aydın Güneş Karaçay",
        mail_language="tr",
        german_mails=0.8,
    ),
    _circle(
        "ru",
        7,
        "Светлана=Swetlana Дмитрий=Dmitrij Людмила=Ljudmila Виктор=Wiktor Галина=Galina"
        " Павел=Pawel",
        "Лебедев=Lebedew Соколов=Sokolow Морозов=Morosow Орлов=Orlow Белов=Below",
        mail_language="ru",
        german_mails=0.8,
        script="cyrillic",
    ),
    _circle(
        "ti",
        4,
        "ሰላም=Selam ዮናስ=Yonas ሚርያም=Miriam ዳዊት=Dawit",
        "ተስፋይ=Tesfay ገብረ=Gebre ሃይለ=Haile ኪዳነ=Kidane",
        mail_language="en",
        german_mails=0.6,
        script="ethiopic",
    ),
    _circle(
        "pl",
        5,
        "Agnieszka Łukasz Małgorzata Paweł Żaneta",
        "Wiśniewski Kowalczyk Zając Wójcik Gołąb",
    ),
    _circle(
        "fr",
        4,
        "Aïcha Moussa Hélène Théo Fatoumata",
        "Diallo N’Guessan Traoré Lefèvre Kaboré",
        mail_language="fr",
        german_mails=0.5,
    ),
    _circle(
        "vi",
        2,
        "Thị-Lan Văn-Minh Thu-Hà",
        "Nguyễn Trần Phạm",
    ),
)
"""The circles, German first. How often each comes says nothing about any city."""
