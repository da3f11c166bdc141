"""Makes khipu-sans.woff2 and khipu-serif.woff2 from the Source families.

python3 subset.py NODE_MODULES, where NODE_MODULES holds the two @fontsource-variable packages.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

CHARACTERS = (
    [chr(code) for code in range(0x20, 0x7F)]
    + list("ÀÁÂÃÄÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜŸŒÆàáâãäçèéêëìíîïñòóôõöùúûüÿœæß")
    + list("–—…«»‹›“”‘’‚„·×−±≥≤≈¿¡°ªº§©€•←→↑↓✓▶❚\u00a0\u2009\u202f\u2011")
)
SERIF = [c for c in CHARACTERS if c not in "ªº§©←→↑↓✓▶❚{}[]<>|~^`@#$\\*_=+"]


def make(origin, family, wght, characters, features, target):
    font = TTFont(origin)
    font = instancer.instantiateVariableFont(font, {"wght": wght})
    if "gvar" in font:
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    for table in font["cmap"].tables:
        # Spaces and the hyphen that do not break, drawn as those that do.
        for code, same_as in ((0x202F, 0x2009), (0x2011, 0x2D)):
            if same_as in table.cmap:
                table.cmap[code] = table.cmap[same_as]
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["STAT", "MVAR", "DSIG"] if isinstance(wght, int) else ["MVAR", "DSIG"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    postscript = family.replace(" ", "")
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    for name_id, words in (
        (1, family), (3, f"{family} {postscript}"), (4, family), (6, postscript),
        (13, licence), (14, "http://scripts.sil.org/OFL"),
    ):
        font["name"].setName(words, name_id, 3, 1, 0x409)
    # "Source" is a reserved name: it stays in the copyright notice alone.
    for record in list(font["name"].names):
        if record.nameID != 0 and "Source" in record.toUnicode():
            font["name"].names.remove(record)
    subset.save_font(font, target, options)
    print(target, Path(target).stat().st_size, "bytes", len(font.getBestCmap()), "characters")


def origin(package, name):
    return str(Path(sys.argv[1], "@fontsource-variable", package, "files", name))


# Without kerning: of small words on a screen it is hardly seen, and weighs an eighth of the file.
KEEP = ["mark", "ccmp", "locl", "liga", "tnum", "lnum", "pnum"]
make(origin("source-sans-3", "source-sans-3-latin-wght-normal.woff2"),
     "Khipu Sans", (400, 700), CHARACTERS, KEEP, "khipu-sans.woff2")
make(origin("source-serif-4", "source-serif-4-latin-wght-normal.woff2"),
     "Khipu Serif", 600, SERIF, ["kern", "ccmp", "locl", "tnum", "lnum"], "khipu-serif.woff2")
