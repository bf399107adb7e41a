"""Draws some of the changes that mutmut made, by a fixed seed: `sample.py COUNT untried|unnoticed`, in the copy.

Prints the drawn ones of that outcome, a name a line; the figures go to standard error. A change of nothing but what a
message says, `say(…)`, decides no verdict and is not drawn.
"""

import ast
import json
import random
import sys
from collections import Counter
from pathlib import Path

SEED = 20180817
MADE = Path("mutants")
OUTCOMES = {None: "untried", 0: "unnoticed", 5: "unnoticed", 33: "unnoticed", 1: "noticed"}
"""By the exit code that mutmut keeps; 5 and 33: no test runs it. All others were ended by time or memory."""


class Wordless(ast.NodeTransformer):
    """Takes messages away, and what tells a changed function's name from the original's."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id == "say":
            return ast.Name("said")
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.name = node.name.partition("__mutmut_")[0]
        return self.generic_visit(node)


def wordless(file: Path) -> dict[str, str]:
    """Each function that mutmut made, changed or original, without its messages."""
    tree = ast.parse(file.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    made = [(node.name, node) for node in functions if "__mutmut_" in node.name]
    return {name: ast.dump(Wordless().visit(node)) for name, node in made}


def changes() -> dict[str, int | None]:
    """Every change that is more than words, and the exit code of its tests; None where untried."""
    found: dict[str, int | None] = {}
    for meta in sorted(MADE.rglob("*.py.meta")):
        bodies = wordless(meta.with_suffix(""))
        for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
            function = name.rpartition(".")[2]
            original = function.rpartition("__mutmut_")[0] + "__mutmut_orig"
            if bodies[function] != bodies[original]:
                found[name] = code
    return found


def main(count: int, wanted: str) -> None:
    """Draw so many changes, 0: all of them."""
    found = changes()
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    drawn = chance.sample(sorted(found), min(count or len(found), len(found)))
    outcomes = {name: OUTCOMES.get(found[name], "ended") for name in drawn}
    told = ", ".join(
        f"{number} {outcome}" for outcome, number in Counter(outcomes.values()).items()
    )
    print(f"mutate: {len(drawn)} of {len(found)} changes: {told}", file=sys.stderr)
    for name in drawn:
        if outcomes[name] == wanted:
            print(name)


main(int(sys.argv[1]), sys.argv[2])
