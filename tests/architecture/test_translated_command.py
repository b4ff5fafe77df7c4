"""The `brolly` command says nothing in one language alone: its texts go through gettext."""

import ast
import re

import pytest

TRANSLATED = {"gettext", "ngettext", "N_"}

SAYS = {
    "ask",
    "BrokenOff",
    "ClickException",
    "echo",
    "fail",
    "leaving",
    "prompt",
    "say",
    "Trouble",
    "UsageError",
}
"""Calls whose words somebody reads."""

SHOWN = {"help", "short_help", "epilog", "metavar", "subcommand_metavar", "prompt"}
"""Arguments of commands and options whose words somebody reads."""

PROSE = re.compile(r"[^\W\d_]{2,}[,;:.]? [^\W\d_]{2,}")
LETTERS = re.compile(r"[^\W\d_]{2,}")

# what looks like a sentence and is typed as it stands
TYPED = re.compile(r"^brolly run --dir $")


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def docstrings(tree):
    """The strings that stand alone: of modules, classes, functions and constants."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def bare(node, ignored):
    """Every text below a node that no call translates."""
    if isinstance(node, ast.Call) and name_of(node) in TRANSLATED:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in ignored:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from bare(child, ignored)


def spoken_in_one_language(source):
    tree = ast.parse(source)
    ignored = docstrings(tree)
    for text in bare(tree, ignored):
        if PROSE.search(text.value) and not TYPED.search(text.value):
            yield text.lineno, text.value
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        shown = [word.value for word in call.keywords if word.arg in SHOWN]
        if name_of(call) in SAYS:
            shown += call.args[:1]
        for argument in shown:
            for text in directly(argument):
                if LETTERS.search(text.value):
                    yield text.lineno, text.value


def directly(node):
    """The texts that are said as they stand: not the arguments of a call within."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from directly(node.left)
        yield from directly(node.right)
    elif isinstance(node, ast.IfExp):
        yield from directly(node.body)
        yield from directly(node.orelse)


def test_the_command_says_nothing_in_one_language_alone(root):
    paths = sorted((root / "reporting" / "cli").glob("*.py"))
    assert len(paths) > 10
    found = [
        f"{path.name}:{line}: {text!r} wants gettext(…), or N_(…) where modules load"
        for path in paths
        for line, text in spoken_in_one_language(path.read_text())
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        'say("Done.")',
        'click.echo(f"{handle} removed")',
        'say("\\n" + "Done.")',
        'raise Trouble("nothing was kept")',
        'option("--dir", help="where it lies")',
        'option("--dir", metavar="DIRECTORY")',
        'MESSAGE = "Nothing was kept."',
        'message = f"port {port} cannot be had"',
        'say("Done." if done else "Sorry.")',
    ],
)
def test_a_text_that_nobody_translates_is_found(source):
    assert list(spoken_in_one_language(source))


@pytest.mark.parametrize(
    "source",
    [
        'say(gettext("Done."))',
        'click.echo(f"{child.program}: {child.url}")',
        'say("\\n" + gettext("%(handle)s is removed.", handle=handle))',
        'option("--dir", help=N_("where it lies"), metavar=DIRECTORY)',
        'def f():\n    """Say what is done."""',
        'values["no_letter"]',
    ],
)
def test_what_is_translated_or_said_to_nobody_is_not(source):
    assert not list(spoken_in_one_language(source))
