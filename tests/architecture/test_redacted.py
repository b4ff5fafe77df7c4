"""Only the redaction check makes a Redacted, and only consent makes a view."""

import ast
import re


def test_no_code_calls_redacted_or_takes_its_maker_outside_the_check(root, modules):
    """House rule: publishing takes the value; whoever needs one calls `check`."""
    wrong = []
    for path in modules:
        if path.name == "redaction.py" and path.parent.name == "domain":
            continue
        source = (root / path).read_text(encoding="utf-8")
        wrong += [
            f"{path}:{node.lineno}: call reporting.domain.redaction.check instead"
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Redacted"
        ]
        if re.search(r"redaction\._MAKER|import _MAKER|views\._MAKER", source):
            wrong.append(f"{path}: the maker of Redacted and of views is theirs alone")
    assert not wrong, "\n".join(wrong)
