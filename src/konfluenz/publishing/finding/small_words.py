"""Words that say nothing alone: questions are typed as they are spoken.

They are left out of a query that has others. The index holds them all the same.
"""

from functools import lru_cache

from konfluenz.publishing.finding.stems import folded

_GERMAN = """
aber alle allen alles als also am an auch auf aus bei beim bekomme bekommen bin bis brauche
brauchen da damit dann darf das dass dein deine dem den denn der des die dies diese dieser dir
doch du durch ein eine einem einen einer eines er es etwas finde finden für gegen gehen geht gibt
habe haben hat ich ihm ihr ihre im in ist ja kann kein keine können man mein meine meinem meinen
meiner mich mir mit möchte müssen muss nach nicht noch nur ob oder ohne sehr sein seine sich sie
sind so soll über um und uns unser unsere vom von vor wann war was wegen wenn wer werden wie will
wir wird wo woher wohin wollen zu zum zur
"""

_SMALL = {
    "de": _GERMAN,
    "de-simple": _GERMAN,
    "en": """
a about am an and any are as at be but by can could do does for from get go has have how i if in
into is it its like me my need no not of on or our out should so some that the their them there
they this to up us want was we what when where which who will with would you your
""",
    "fr": """
a ai au aux avec avoir ce ces cette comment dans de des dois donc du elle en est et être faire
faut il ils j je l la le les leur ma mais me mes moi mon n ne nos notre nous on ou où par pas
peut peux plus pour qu quand que quel quelle quelles quels qui quoi sa se ses si son sont sur
trouver un une veux voudrais vous y
""",
    "tr": """
acaba almak ama ben beni benim bir bu bulabilirim bulurum çok da daha de en gibi hangi için ile
ihtiyacım istiyorum kadar kim kimin mi mı mu mü nasıl ne neden nerede nereye nereden nedir o
olarak olur şey şu var ve veya ya yapabilirim yapılır yok
""",
    "ru": """
а без бы быть в во вы где для до его ее если есть еще и из или их к как какие какой когда кто
куда ли мне мной могу можно мой моя мы на надо найти нам нас наш не нет но нужен нужна нужно о об
он она они от по под при с свой со так такое то у хочу что это я
""",
    "uk": """
а або без бути в ви від він вона вони все де для до є за з зі знайти і із її їх й його коли куди
ким мене мені ми мій можна можу моя на нам нас наш не немає ні о об по потрібен потрібна потрібно
при про с свій та так там те ти то треба у хочу хто це чи що як яка які який я
""",
    "ar": """
في من إلى الى على عن مع هل ما ماذا متى أين اين كيف لماذا هذا هذه ذلك تلك التي الذي أن إن ان أو او
و لا لم لن قد كل عند عندي لي لدي أنا انا نحن هو هي هم يمكن يمكنني أريد اريد أحتاج احتاج كنت أحصل
احصل أجد اجد بعد قبل
""",
    "fa": """
از به در با برای را که و یا تا هم این آن چه چی چگونه چطور کجا کی چرا من ما شما او آنها آیا است
هست هستم دارم داریم می‌خواهم میخواهم می‌توانم میتوانم کنم کنیم کردن باید بر اگر نیاز پیدا یک
بگیرم می‌گیرم
""",
}


def is_small(token: str, locale: str) -> bool:
    """Return whether `token` says nothing alone in `locale`."""
    return folded(token, locale) in _folded(locale)


@lru_cache(maxsize=16)
def _folded(locale: str) -> frozenset[str]:
    return frozenset(folded(word, locale) for word in _SMALL.get(locale, "").split())
