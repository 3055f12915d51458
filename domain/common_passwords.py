"""Words and keyboard rows that people build easy passwords from, in Dutch and English. Made for this project."""

from __future__ import annotations

_FORWARD = ("qwertyuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890")
ROWS = (*_FORWARD, *(row[::-1] for row in _FORWARD))

_LIST = """
    aanmelden account admin administrator amsterdam auto baby baas basis beheer beheerder beoordeling berlin beter
    boss bedrijf changeme cheese chocolate computer contact cookie correct horse battery staple default demo diamond
    dragon ajax feyenoord psv dinsdag donderdag football voetbal freedom friday vrijdag funtime gast gast1 geheim
    gemeente gesprek god google guest hallo hello herfst autumn fall spring lente zomer summer winter hond kat dog cat
    iloveyou ikhouvanjou ikhou ik hou van jou jij je internet jaarplan jesus juli juni july june januari januar
    february februari maart march april mei may augustus august september oktober october november december maandag
    monday tuesday wednesday woensdag thursday zaterdag saturday zondag sunday kantoor office kerst letmein liefde
    login love lovely magic manager master medewerker mijn mijnwachtwoord mypassword monkey aap money geld nederland
    holland netherlands rotterdam utrecht denhaag nieuw new office open organisatie organisation pass passw passwd
    passwoord password passwort paswoord personeel pizza planning princess prinses qwerty azerty root schatje secret
    server shadow sport star start streamlit sunshine zonneschijn superman superuser system systeem temp temporary
    test testing thuis tijdelijk trustno today vandaag user gebruiker vakantie holiday veilig safe wachtwoord ww
    welcome welkom werk work whatever zon zonder inloggen inlog login 123 1234 abc xyz hr
    the and een het de is my this dit dat that
"""
WORDS = frozenset(_LIST.split())
