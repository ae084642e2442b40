"""Two versions of manual pages and schemas to what became of their options."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from digest.changes import Aspect, How
from digest.codec import encode
from digest.compare.options import compare_options, pair_files
from digest.compare.options.prose import stated
from digest.compare.options.reading import MANY
from digest.compare.options.table import tables_of
from digest.compare.options.term import read_term
from digest.compare.options.wording import differences
from tests.conftest import cases

if TYPE_CHECKING:
    from digest.changes import OptionChange
    from tests.conftest import Expect

FILES = cases("options", "*.old")


def compare(old: str, new: str) -> tuple[OptionChange, ...]:
    """Return what changed between two versions of a file."""
    return compare_options({"man/page": old}, {"man/page": new})


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_compare(old: Path, expect: Expect) -> None:
    """Every pair of files has the changes written beside it."""
    new = old.with_suffix(".new").read_text("utf-8")

    found = compare(old.read_text("utf-8"), new)

    expect(encode(found, sparse=True), old.with_suffix(".json"))


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_back_and_forth(old: Path) -> None:
    """What was added one way is removed the other way; what changed, changed."""
    one = old.read_text("utf-8")
    other = old.with_suffix(".new").read_text("utf-8")

    there, back = compare(one, other), compare(other, one)

    gone = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED, How.CHANGED: How.CHANGED}
    assert sorted((c.old, c.new, c.how, str(c.what)) for c in there) == sorted(
        (c.new, c.old, gone[c.how], str(c.what)) for c in back
    )


@pytest.mark.parametrize("old", FILES, ids=lambda path: path.stem)
def test_no_change(old: Path) -> None:
    """A file has no change from itself, whatever its line ends and its place."""
    text = old.with_suffix(".new").read_text("utf-8")

    found = compare_options({"a/page.in": text}, {"b/page": f"{text}\n"})

    assert found == ()


PAGE = """
<refentry><refsect1><title>Section <option>net</option> Parameters</title>
<variablelist>{}</variablelist></refsect1></refentry>
"""
PICK = '<pick_drbdsetup_option name="{}"/>'
OPTION = """
<drbdsetup_option name="{0}"><term><option>{0}</option></term>
<definition><para>{1}</para></definition></drbdsetup_option>
"""


def described(**options: str) -> str:
    """Return a file that describes options, as drbd-utils has it."""
    every = (
        OPTION.format(name.replace("_", "-"), told) for name, told in options.items()
    )
    return f"<drbdsetup_options>{''.join(every)}</drbdsetup_options>"


def listed(*options: str) -> str:
    """Return a page that only lists options."""
    return PAGE.format("".join(PICK.format(name) for name in options))


def test_listed_with_description() -> None:
    """What is described anew is told once, though pages list it as well."""
    old = {"options.xml": described(jam="Sweet."), "page.xml": listed("jam")}
    new = {
        "options.xml": described(jam="Sweet.", salt="Salty."),
        "page.xml": listed("jam", "salt"),
    }

    there, back = compare_options(old, new), compare_options(new, old)

    assert [(c.where, c.option, c.how) for c in there] == [
        ("options.xml", "salt", How.ADDED)
    ]
    assert [(c.where, c.option, c.how) for c in back] == [
        ("options.xml", "salt", How.REMOVED)
    ]


def test_renamed_with_description() -> None:
    """A new name is told once, where the option is described, and known elsewhere."""
    told = "{} keeps wasps away from what is sweet."
    old = {
        "options.xml": described(wasp_net=told.format("wasp-net"), lid="See wasp-net."),
        "page.xml": listed("lid", "wasp-net"),
    }
    new = {
        "options.xml": described(bee_net=told.format("bee-net"), lid="See bee-net."),
        "page.xml": listed("lid", "bee-net"),
    }

    found = compare_options(old, new)

    assert [(c.option, c.what, c.old, c.new) for c in found] == [
        ("bee-net", Aspect.NAME, "wasp-net", "bee-net")
    ]


def test_listed_only() -> None:
    """What was described before is told where it is listed anew."""
    old = {"options.xml": described(jam="Sweet."), "page.xml": listed("lid")}
    new = {"options.xml": described(jam="Sweet."), "page.xml": listed("lid", "jam")}

    (change,) = compare_options(old, new)

    assert (change.where, change.section, change.option) == ("page.xml", "net", "jam")
    assert change.how is How.ADDED


def test_word_that_is_a_name() -> None:
    """A new name of one option makes no difference where its old one is a word."""
    old = described(force="Do it by force, all the same.", sun="Use force, not wit.")
    new = described(yes="Do it by yes, all the same.", sun="Use force, not wit.")

    assert [c.what for c in compare(old, new)] == [Aspect.NAME]


def test_end_of_what_never_began() -> None:
    """A manual page that ends an indent without having begun one is read on."""
    page = ".TH thing 8\n.SH OPTIONS\n.RE\n.TP\n\\-\\-hops N\nHow far to go.\n"

    (change,) = compare_options({"a.8": ".TH thing 8\n.SH OPTIONS\n"}, {"a.8": page})

    assert (change.option, change.how) == ("--hops", How.ADDED)


def test_many_files() -> None:
    """What many files have in common is told once, with where else it is."""
    files = [f"agents/{name}" for name in "abcde"]
    old = {path: described(jam="Sweet.") for path in files}
    new = {path: described(jam="Sweet.", lid="Of tin.") for path in files}
    new["agents/c"] = described(jam="Sweet.", lid="Of tin.", key="Of iron.")

    lid, key = compare_options(old, new)

    assert (lid.file, lid.also) == (files[0], tuple(files[1:]))
    assert (key.file, key.also) == (files[2], ())


def test_few_files() -> None:
    """What few files have in common is told for each."""
    old = {path: described(jam="Sweet.") for path in ("v8/page", "v9/page")}
    new = {path: described(jam="Sour.") for path in old}

    assert [change.file for change in compare_options(old, new)] == [*old]


def test_file_on_one_side() -> None:
    """A page that is new, or gone, says nothing of options."""
    page = described(jam="Sweet.")

    assert compare_options({}, {"page": page}) == ()
    assert compare_options({"page": page}, {}) == ()


def test_pair_files() -> None:
    """A file is known by its path, a moved one by its name if only one has it."""
    old = ["doc/a.xml", "doc/b.xml.in", "v8/c.xml", "v9/c.xml", "v8/d.xml", "e.8"]
    new = ["doc/a.xml", "man/b.xml", "man/c.xml", "v8/d.xml", "v9/d.xml", "man/e.8.in"]

    assert pair_files(old, new) == {
        "doc/a.xml": "doc/a.xml",
        "man/b.xml": "doc/b.xml.in",
        "man/e.8.in": "e.8",
        "v8/d.xml": "v8/d.xml",
    }


def test_long_texts() -> None:
    """What is told of an option is short enough to be shown, cut between words."""
    words = "jam " * 200
    old = described(jam="Sweet.")
    new = described(jam=f"{words.strip()}.", bread="x" * 999)

    told = [change.new for change in compare(old, new)]

    assert all(len(text) <= 302 for text in told)
    assert told[0].endswith("jam …")
    assert told[1].endswith("xxx …")


def test_long_texts_that_differ_late() -> None:
    """Of long texts the part is shown in which they differ."""
    same = " ".join(f"`jam{n}`," for n in range(80))

    (change,) = compare(
        described(jam=f"{same} or no."), described(jam=f"{same} or yes.")
    )

    assert change.old.startswith("… `jam")
    assert (change.old[-6:], change.new[-7:]) == ("or no.", "or yes.")

    (change,) = compare(described(jam=same), described(jam=f"{same} or `tea`"))

    assert change.old != change.new


SPELLINGS = {
    "-f, --file <file>": "--file",
    "-f <file>, --file=<file>": "--file",
    "-d|--debug": "--debug",
    "-d --debug": "--debug",
    "-D or --debug": "--debug",
    "-?": "-?",
    "--[no-]lid": "--[no-]lid",
    "minor-count <count>": "minor-count",
    "may_promote:{yes|no}": "may_promote",
    "totem { }": "totem",
    "bindnetaddr (udp only)": "bindnetaddr",
    "group add <id>": "group add",
    "volume VNR": "volume",
    "version-{eq,ne,gt}": "version-{eq,ne,gt}",
    "MaxJars": "MaxJars",
    "JARS_MAX": "JARS_MAX",
    "If the door is open": None,
    "Some prose": None,
    "a node that has failed for long": None,
    "on one of them.": None,
    "state is one that nobody ever wanted to see": None,
    "<resource>": None,
    "1.": None,
    "o": None,
    "42": None,
    "": None,
    "-": None,
    "---": None,
    "a" * 61: None,
    "--" + "a" * 61: None,
}


@pytest.mark.parametrize(("line", "name"), SPELLINGS.items())
def test_name(line: str, name: str | None) -> None:
    """The line of an option gives its name; one of prose gives none."""
    term = read_term(line)

    assert (term.name if term else None) == name


DEFAULTS = {
    "The default value of jam is 250, in units of jars.": "250",
    "The default is 10 seconds, the unit is 1 second.": "10 seconds",
    "The default value for jam is 2 MiB, the default unit is sectors.": "2 MiB",
    "The default unit is jars, the default value is 0 (none at all).": "0",
    "The default value of this option is yes, meaning all.": "yes",
    "The default value of is 0.": "0",
    "The default value of jam 512 bytes.": "512 bytes",
    "The default number of jars is 42.": "42",
    "The default policy is shut-all.": "shut-all",
    "It defaults to off.": "off",
    "It defaults to `uname -n`.": "uname -n",
    "Its default value is 20 (2 seconds), its minimum value is 0.": "20",
    "jam has a default value of 8000.": "8000",
    "For old friends, this is off by default.": "off",
    "This option is enabled by default.": "enabled",
    "By default, jam is unset.": "unset",
    "By default this is not enabled.": "not enabled",
    "A value of 0 (the default) is none.": "0",
    "Use glass (the default) or tin.": "glass",
    "One of yes, no, and ask (ask the cook, the default).": "ask",
    "How many jars. (default 2048 samples)": "2048 samples",
    "Which lid. (default: tin)": "tin",
    "How hot (default is oven / (jars*2))": "oven / (jars*2)",
    "[default score: INFINITY]": "INFINITY",
    "Minimum 2, default 3, maximum 4.": "3",
    "jars has 4096 (4 MiB) and KiB/s as default unit.": "4096",
    "The default value of bread is 3.": "",
    "The default is to wait for ever.": "",
    "The default should do for most.": "",
    "Parameters with default values are not shown.": "",
    "Nothing of the kind.": "",
}


@pytest.mark.parametrize(("sentence", "default"), DEFAULTS.items())
def test_default(sentence: str, default: str) -> None:
    """A sentence gives the default of the option that it is about."""
    assert stated([sentence], {"jam", "jars"}, alone=True).default == default


SEVERAL = {
    "The default values are: jam = 20 (in units of jars), salt = 0, lid = 4.": "20",
    "The default value of jam is 5.": "5",
    "The default is 5.": "",
    "A value of 0 (the default) is none.": "",
}


@pytest.mark.parametrize(("sentence", "default"), SEVERAL.items())
def test_default_of_several(sentence: str, default: str) -> None:
    """Where several options are described, a default is that of the one it names."""
    assert stated([sentence], {"jam"}, alone=False).default == default


LIMITS = {
    "With a minimum of 7 and a maximum of 99.": "7..99",
    "A minimum of 0.1 seconds and a maximum of 3 days.": "0.1 seconds..3 days",
    "Its minimum value is 3, its maximum value is 2^16.": "3..2^16",
    "(Minimum: 2, Maximum: 9)": "2..9",
    "Any value up to 12 MiB.": "≤ 12 MiB",
    "The maximum value known is 8 MiB.": "≤ 8 MiB",
    "The minimum that it ever will be is 32 (a lot).": "≥ 32",
    "The valid range is 0..255.": "0..255",
    "It ranges from 0 to 16.": "0..16",
    "Anything in the range of 0 to 5GiBytes.": "0..5GiBytes",
    "A value between 0 and 255 inclusive.": "0..255",
    "It lies between 10k and 10M.": "10k..10M",
    "Between two jars, up to the lid.": "",
}


@pytest.mark.parametrize(("sentence", "limits"), LIMITS.items())
def test_limits(sentence: str, limits: str) -> None:
    """A sentence gives the numbers that an option lies between."""
    assert stated([sentence], {"jam"}, alone=True).limits == limits


LISTS = {
    "Valid values are md5, sha1, sha256 and none (no check).": (
        ("md5", "sha1", "sha256", "none")
    ),
    "Allowed values: stop, panic": ("stop", "panic"),
    "The supported policies are glass (the default), tin, and clay.": (
        ("glass", "tin", "clay")
    ),
    "Possible values are those that the cook likes, or none.": (),
    "Supported values depend on the cook.": (),
    "The valid value is one.": (),
}


@pytest.mark.parametrize(("sentence", "values"), LISTS.items())
def test_values(sentence: str, values: tuple[str, ...]) -> None:
    """A sentence that lists what is possible, and no more, gives the words."""
    assert stated([sentence], {"jam"}, alone=True).values == values


SAME = {
    "It is recommendet to wait.": "It is recommended to wait.",
    "Freezes I/O, and keeps meta-data.": "freezes IO and keeps metadata",
    "Please not that it fails.": "Please note that it fails.",
    "See https://a.example/1.": "See https://b.example/other?x=2.",
    "Wait for the jars.": "Wait for jars!",
    "Specifies the number of checks.": "Specify the number of checking.",
    "Its backend-servers.": "Its back-end servers.",
}
OTHER = {
    "It is possible.": "It is not possible.",
    "It is not possible.": "It is now possible.",
    "Wait for 10 jars.": "Wait for 100 jars.",
    "Called for a full jar.": "Called for an empty jar.",
    "The number is increased.": "The number is decreased.",
    "See `jam` for what is meant by all that here.": (
        "See `lid` for what is meant by all that here."
    ),
    "Keep the shelf.": "Keep the shell.",
    "Show it.": "Show it, or the role of the cook who made it.",
}


@pytest.mark.parametrize(("old", "new"), SAME.items())
def test_same_in_other_words(old: str, new: str) -> None:
    """Spelling, light words and addresses make no difference."""
    assert differences([old], [new], {}) == ((), ())


@pytest.mark.parametrize(("old", "new"), OTHER.items())
def test_other_meaning(old: str, new: str) -> None:
    """A negation, a number, a term or several words make a difference."""
    assert differences([old], [new], {}) == ((old,), (new,))


def test_sentences_apart() -> None:
    """A sentence cut in two says the same; of two, only the changed one is told."""
    assert differences(["Swap two. It takes two."], ["Swap two; it takes two"], {}) == (
        (),
        (),
    )
    assert differences(["Shut it.", "Wait."], ["Shut it.", "Never wait."], {}) == (
        ("Wait.",),
        ("Never wait.",),
    )


def test_too_many_words() -> None:
    """Very long texts that differ are told as they are, and not compared closely."""
    old = tuple(f"Word {n} is recommendet." for n in range(900))
    new = tuple(f"Word {n} is recommended." for n in range(900))

    assert differences(old, new, {}) == (old, new)


def test_renamed_and_reworded() -> None:
    """A new name is seen although a typo was mended with it."""
    old = described(wax="Seals every jar that is recommendet by the old cook.")
    new = described(seal="Seals every jar that is recommended by the old cook.")

    (change,) = compare(old, new)

    assert (change.what, change.old, change.new) == (Aspect.NAME, "wax", "seal")


def test_very_many_new() -> None:
    """Where very much is new, it is not compared with all that is gone."""
    said = "Seals every jar that is {} by the old cook."
    old = {f"wax-{n}": said.format("recommendet") for n in range(30)}
    new = {f"seal-{n}": f"{said.format('recommended')} {n}" for n in range(30)}

    assert {c.how for c in compare(described(**old), described(**new))} == {
        How.ADDED,
        How.REMOVED,
    }


def test_very_many_places() -> None:
    """Of very many places no one is taken for another."""
    old, new = (
        "".join(f"{name} {n}:\n  --force  Do it.\n\n" for n in range(201))
        for name in ("Old", "New")
    )

    assert {change.how for change in compare(old, new)} == {How.ADDED, How.REMOVED}


def test_script() -> None:
    """A script that says nothing of itself has no options, though it gives some."""
    script = "#!/bin/sh\nlarder \\\n    --force {}\n"

    assert compare(script.format("a"), script.format("b\n    --wait")) == ()


def test_tables() -> None:
    """Changes are laid out file by file, each as a row of before and after."""
    old = Path(FILES[0]).parent / "docbook-commands.old"
    changes = compare(
        old.read_text("utf-8"), old.with_suffix(".new").read_text("utf-8")
    )
    other = replace(changes[0], file="other", where="other", also=("a", "b"))

    page, last = tables_of((*changes, other))

    assert (page.where, page.file, page.also) == ("page", "man/page", ())
    assert (last.where, last.also, len(last.rows)) == ("other", ("a", "b"), 1)
    rows = {row.option: (row.what, row.old, row.new) for row in page.rows}
    assert rows["look, peek --dark"] == ("added", "", "Without a light.")
    assert rows["fill --jars"] == ("name", "--jars-mode", "--jars")
    assert rows["open"] == ("removed", "Look inside.", "")


FRAGMENTS = [
    *("<refentry>", "<variablelist>", "<varlistentry>", "</varlistentry>", "<term>"),
    *("</term>", "<option>-a</option>", "<listitem>", "</listitem>", "<para>"),
    *("<title>Examples</title>", "<refsect1>", "</refsect1>", "<arg>", "<group>"),
    *("<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [", "]>", '<!ENTITY b "c">'),
    *("&b;", "&#0;", "&#x110000;", "&amp;", "<a b=\"c\" d='e'>", "<a b='", "/>", "<"),
    *(
        "<resource-agent>",
        '<parameter name="x" obsoletes="y">',
        "<content default='$z'",
    ),
    *(
        "z_default=1\n",
        "<grammar xmlns=''>",
        "<element name='e'>",
        "<attribute name='f'",
    ),
    *(
        "\n.SH A\n",
        "\n.TP\n",
        "\n.TQ\n",
        "\n.IP\n",
        "\n.IP a 4\n",
        "\n.RS\n",
        "\n.RE\n",
    ),
    *(
        "\n.nf\n",
        "\n.fi\n",
        "\n.\n",
        "\n.B\n",
        "\n.B a b\n",
        "\\fB",
        "\\f",
        "\\",
        "\\(",
    ),
    *("\n.Sh A\n", "\n.Bl\n", "\n.El\n", "\n.It Fl a Ar b\n", "\n.It Op\n", "\n.Pp\n"),
    *("\n=over\n", "\n=item -a\n", "\n=back\n", "\n=head1 B\n", "B<", ">", "\na::\n"),
    *("\n----\n", "\n== T\n", "\n+\n", "\n  -a, --all <b>  Text.\n", "\nOptions:\n"),
    *("The default is 5. ", "between 1 and 2", "(default)", "valid values are a, b"),
    *("--a", "--b=<c>", "{x|y}", "[", "]", "{", "`", "\x00", "\x85", "\u2028", "\t"),
]
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5)).map("".join)


@given(old=TEXTS, new=TEXTS)
def test_any_text(old: str, new: str) -> None:
    """No text whatsoever is too much, and the same texts say the same again."""
    found = compare(old, new)

    assert found == compare(old, new)
    assert all(change.old != change.new for change in found if change.what)
    assert compare(old, old) == ()


LARGE = 10_000
MASSES = {
    "elements": "<refentry>" + "<varlistentry><term>a" * LARGE,
    "ends": "<refentry>" + "<para>" * 99 + "</x>" * LARGE,
    "brackets": "<refentry>" + "<" * LARGE,
    "quotes": "<refentry>" + "<a '" * LARGE + '<a "' * LARGE,
    "sections": "<refentry>" + "<![CDATA[" * LARGE,
    "types": "<refentry>" + "<!DOCTYPE a [" * LARGE,
    "attributes": f"<refentry><a {'b' * LARGE} {'c=d ' * LARGE}>",
    "terms": "<variablelist>"
    + "<term>a</term>" * LARGE
    + "<listitem>The default is 5.",
    "lists": ".SH A\n" + ".TP\na\n.RS\n" * LARGE,
    "fonts": ".SH A\n.TP\n" + "\\fI" * LARGE,
    "words": ".Sh A\n.It Fl a " + "Op " * LARGE,
    "dashes": "-" + "a, -" * LARGE,
    "open": ".SH A\n.TP\na " + "[" * LARGE + "{" * LARGE + "<" * LARGE,
    "labels": "a::\n" * LARGE,
    "marks": "a::\n" + "_a 'b " * LARGE,
    "items": "=over\n" + "=item -a\n\n" * LARGE,
    "agents": "<resource-agent " * LARGE,
    "variables": f"a_default={'x' * LARGE}\n<resource-agent>"
    + '<parameter name="b"><content default="$a_default"/>' * LARGE,
    "sentence": "  -a  " + "by default (5 (default between 1 and " * LARGE,
    "sentences": "  -a  " + "".join(f"Jar{n} has 5. " for n in range(LARGE)),
    "blanks": " " * LARGE + "\t" * LARGE + "\n" * LARGE,
}


@pytest.mark.parametrize("kind", MASSES)
def test_mass(kind: str) -> None:
    """A great mass of anything is read once, so that it ends."""
    text = MASSES[kind]

    found = compare(text, text.replace("5", "6"))

    assert len(found) < 3


def test_many_options() -> None:
    """Of a file with very many options the first are compared."""
    old = "".join(f"  --option-{n}  Number {n}.\n" for n in range(MANY))
    new = "  --first  Before all.\n" + old

    first, last = compare(old, new)

    assert (first.option, first.how) == ("--first", How.ADDED)
    assert (last.option, last.how) == (f"--option-{MANY - 1}", How.REMOVED)
