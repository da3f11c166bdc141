"""Opens exports with programs that others wrote, and holds what they read against the record.

Usage: opened.py PROGRAM RECORD FOLDER
RECORD is the record as its authors wrote it, FOLDER holds its exports of every format in English.
Prints what was read in one line. Exits with 0 where all is equal, with 1 where something is not,
and with 3 where the program is missing.
"""

import csv
import datetime
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile


class Missing(Exception):
    """A program that is not on this machine."""


def main(program, record, folder):
    record = json.loads(pathlib.Path(record).read_text(encoding="utf-8"))
    try:
        print(PROGRAMS[program](record, pathlib.Path(folder)))
    except (ImportError, Missing) as missing:
        print(missing)
        sys.exit(3)


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r:.300}, expected {expected!r:.300}")


def words(text):
    """A text of the record in English, without the controls that tables and calendars cannot hold."""
    if isinstance(text, dict):
        text = text.get("en") or next(iter(text.values()))
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text or "")


def places(record):
    return {place["id"]: place for place in record["places"]}


def events(record):
    return {event["id"]: event for event in record["events"]}


def unguarded(field):
    """A field without the apostrophe that keeps it from being a formula."""
    return re.sub(r"\A'(?=[=+\-@\t\r\n＝＋－＠])", "", field)


def check_rows(record, rows):
    known = events(record)
    same([row["id"] for row in rows if row["id"] not in known], [], "unknown events")
    same(len(rows), len(known), "rows")
    for row in rows:
        event = known[row["id"]]
        place = places(record).get(event.get("place"), {})
        same(unguarded(row["title"]), words(event["title"]), "title")
        same(unguarded(row["summary"]), words(event.get("summary")), "summary")
        same(unguarded(row["start"]), event["start"], "start")
        same(unguarded(row["place"]), place.get("name", ""), "place")
        for name, degrees in ("latitude", place.get("lat")), ("longitude", place.get("lon")):
            same(float(row[name]) if row[name] else None, degrees, name)
        figures = [it for it in event.get("figures") or [] if it.get("counted")]
        deaths = sum(it["value"] for it in figures if it["measure"] == "deaths")
        same(int(row["deaths"]), deaths, "deaths")
        same(row["sources"].split("; "), event["sources"], "sources")


def python_csv(record, folder):
    with open(folder / "view.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    check_rows(record, rows)
    return f"{len(rows)} rows"


def libreoffice(record, folder):
    soffice = shutil.which("soffice")
    if not soffice:
        raise Missing("soffice is not here: the CSV was not opened by LibreOffice")
    with tempfile.TemporaryDirectory() as out:
        options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
        command = [soffice, f"-env:UserInstallation=file://{out}/profile", "--headless",
                   "--infilter=CSV:44,34,76,1", "--convert-to", options, "--outdir", out]
        subprocess.run([*command, str(folder / "view.csv")], check=True, capture_output=True)
        with open(pathlib.Path(out) / "view.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    known = events(record)
    same(sorted(row["id"] for row in rows), sorted(known), "rows")
    for row in rows:
        same(unguarded(row["title"]), words(known[row["id"]]["title"]), "title")
    return f"{len(rows)} rows"


def python_json(record, folder):
    again = json.loads((folder / "view.khipu.json").read_text(encoding="utf-8"))
    compared = 0
    used = {tag for event in record["events"] for tag in event.get("tags") or []}
    record["tags"] = [tag for tag in record["tags"] if tag["id"] in used]
    for key in "sources", "places", "actors", "tags", "regions", "events", "figures", "stories":
        found = {entry["id"]: entry for entry in again[key]}
        same(sorted(found), sorted(entry["id"] for entry in record[key]), key)
        for entry in record[key]:
            same(spelled(found[entry["id"]]), spelled(entry), f"{key} {entry['id']}")
            compared += 1
    return f"{compared} entries"


def spelled(value):
    """A value of a record with its defaults left out and its plain texts by language."""
    if isinstance(value, dict):
        if value and set(value) <= {"en", "es", "fr"}:
            return value["en"] if set(value) == {"en"} else value
        defaults = {"qualifier": "exact", "precision": "country", "counted": False}
        kept = {key: spelled(it) for key, it in value.items()}
        empty = (None, "", [], {})
        kept = {key: it for key, it in kept.items() if it not in empty and defaults.get(key) != it}
        if kept.get("region"):
            # A region's country need not be written.
            kept.setdefault("country", kept["region"][:2])
        return kept
    return [spelled(it) for it in value] if isinstance(value, list) else value


def python_geojson(record, folder):
    import geojson

    read = geojson.loads((folder / "view.geojson").read_text(encoding="utf-8"))
    same(read.is_valid, True, f"valid: {read.errors()}")
    known = events(record)
    same(sorted(feature.id for feature in read.features), sorted(known), "features")
    for feature in read.features:
        event = known[feature.id]
        place = places(record).get(event.get("place"), {})
        expected = [place["lon"], place["lat"]] if place.get("lat") is not None else None
        found = feature.geometry and list(feature.geometry.coordinates)
        same(found, expected, f"coordinates of {feature.id}")
    return f"{len(read.features)} features"


def gdal(record, folder):
    import pyogrio

    # GDAL takes days for dates, and Python's own dates know no years before 1.
    read = pyogrio.raw.read(folder / "view.geojson", columns=["id", "title"])
    meta, _, geometry, columns = read
    columns = dict(zip(meta["fields"], columns))
    known = events(record)
    same(sorted(columns["id"]), sorted(known), "features")
    for key, title, at in zip(columns["id"], columns["title"], geometry):
        same(title, words(known[key]["title"]), "title")
        place = places(record).get(known[key].get("place"), {})
        # A point in Well-Known Binary: byte order, kind, then two numbers.
        found = at and list(struct.unpack("<dd", at[5:]))
        expected = [place["lon"], place["lat"]] if place.get("lat") is not None else None
        same(found, expected, f"coordinates of {key}")
    return f"{len(columns['id'])} features, by GDAL {'.'.join(map(str, pyogrio.__gdal_version__))}"


def python_icalendar(record, folder):
    import icalendar

    calendar = icalendar.Calendar.from_ical((folder / "view.ics").read_bytes())
    known = {key: event for key, event in events(record).items() if not event["start"].startswith("-")}
    read = calendar.walk("VEVENT")
    same(len(read), len(known), "events")
    same([event.errors for event in read if event.errors], [], "errors")
    same(calendar.errors, [], "errors")
    for event in read:
        key = str(event["UID"]).removesuffix(f"@{record['id']}")
        own = known.pop(key)
        line = re.sub(r"\r\n?", "\n", words(own["title"]))
        same(str(event["SUMMARY"]), line, "title")
        told = re.sub(r"\r\n?", "\n", words(own.get("summary")))
        same(str(event["DESCRIPTION"]).startswith(told), True, f"summary of {key}")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", own["start"]):
            start = datetime.date.fromisoformat(own["start"])
            same(event.decoded("DTSTART"), start, f"start of {key}")
            end = own.get("end") or own["start"]
            if re.fullmatch(r"\d{4}-\d\d-\d\d", end) and not end.startswith("9999"):
                after = datetime.date.fromisoformat(end) + datetime.timedelta(days=1)
                same(event.decoded("DTEND"), after, f"end of {key}")
        else:
            given = "Date as the sources give it" in str(event["DESCRIPTION"])
            same(given or "T" in own["start"], True, f"the date of {key} as it is given")
        place = places(record).get(own.get("place"), {})
        if place.get("lat") is not None:
            at = event["GEO"].latitude, event["GEO"].longitude
            same(at, (place["lat"], place["lon"]), f"position of {key}")
    same(known, {}, "events that were not read")
    return f"{len(read)} events"


def python_bibtex(record, folder):
    import bibtexparser

    read = bibtexparser.parse_string((folder / "view.bib").read_text(encoding="utf-8"))
    same([str(block) for block in read.failed_blocks], [], "blocks that failed")
    same([entry.key for entry in read.entries], [source["id"] for source in record["sources"]], "keys")
    same(len(read.blocks), len(read.entries), "blocks that are no entries")
    for entry, source in zip(read.entries, record["sources"]):
        same(plain(entry["title"]), line_of(source["title"]), "title")
        same("url" in entry.fields_dict, bool(source.get("url")), "url")
        if source.get("url"):
            found = entry["url"].replace("%7B", "{").replace("%7D", "}")
            same(found, source["url"], "url")
        same("date" in entry.fields_dict, bool(source.get("published")), "date")
        if source.get("published"):
            same(entry["date"], source["published"], "date")
    return f"{len(read.entries)} entries"


def line_of(text):
    """A text on one line, without what turns its direction."""
    straight = re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", words(text))
    return " ".join(it for it in re.split(r"[ \t\r\n]+", straight) if it)


def plain(value):
    """A field of BibTeX without its braces and commands."""
    value = re.sub(r"\A\{+|\}+\Z", "", value.replace("{}", "\0")).replace("\0", "{}")
    commands = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
                "textasciitilde": "~", "textasciicircum": "^"}
    named = re.sub(r"\\(text\w+?)\{\}", lambda found: f"\0{commands[found[1]]}", value)
    return re.sub(r"\\([%&$#_])", r"\1", named).replace("\0", "")


def citeproc(record, folder):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads((folder / "view.csl.json").read_text(encoding="utf-8"))
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    written = [str(entry) for entry in bibliography.bibliography()]
    same(len(written), len(record["sources"]), "entries")
    for entry in record["sources"]:
        title = line_of(entry["title"]).rstrip(".")
        if re.fullmatch(r"[\w ,:]+", title):
            same(any(title.lower() in one.lower() for one in written), True, f"the title {title}")
    return f"{len(written)} entries of a bibliography"


def librsvg(record, folder):
    import pyvips
    import xml.etree.ElementTree as tree

    root = tree.parse(folder / "view.svg").getroot()
    image = pyvips.Image.new_from_file(str(folder / "view.svg"))
    same(image.get("vips-loader"), "svgload", "the reader")
    sides = [round(float(root.get(side))) for side in ("width", "height")]
    same(abs(image.width - sides[0]) <= 1 and abs(image.height - sides[1]) <= 1, True, f"the size, {sides}")
    same([round(value) for value in image(2, 2)][:3], [0xFA, 0xF7, 0xF1], "the paper")
    # How much of it is ink: some, and far from all.
    ink = (image[0] < 60).ifthenelse(255, 0).avg() / 255
    same(0.002 < ink < 0.5, True, f"the share of ink, {ink:.4f}")
    title = root.find("{http://www.w3.org/2000/svg}title").text
    same(plain_words(title), plain_words(words(record["title"])), "the title")
    return f"{image.width} by {image.height} pixels, {ink:.1%} of them ink"


def plain_words(text):
    return re.sub(r"[^\w]+", " ", text).strip()


PROGRAMS = {
    "csv of Python": python_csv,
    "LibreOffice": libreoffice,
    "json of Python": python_json,
    "geojson": python_geojson,
    "GDAL": gdal,
    "icalendar": python_icalendar,
    "bibtexparser": python_bibtex,
    "citeproc-py": citeproc,
    "librsvg": librsvg,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
