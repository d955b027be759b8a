"""The scripts as one file: each runs once, after what it imports, and nothing is left out in silence."""

import re

import pytest

from app.scripts import joined
from app.settings import ROOT

FILES = {
    "js/app.js": 'import "./elements/one.js";\nimport "./elements/two.js";\nstart();\n',
    "js/elements/one.js": 'import { add, base as ground } from "../sum.js";\nadd(ground, 1);\n',
    "js/elements/two.js": 'import { add } from "../sum.js";\nconst base = 10;\nadd(base, 2);\n',
    "js/sum.js": "export const base = 5;\nexport async function add(a, b) {\n  return a + b;\n}\n",
}
ONE_FILE = """(() => {
"use strict";
const $0 = (() => {
const base = 5;
async function add(a, b) {
  return a + b;
}
return { base, add };
})();
{
const { add, base: ground } = $0;
add(ground, 1);

}
{
const { add } = $0;
const base = 10;
add(base, 2);

}
{


start();

}
})();
"""


def test_each_runs_once_after_what_it_imports_with_names_of_its_own() -> None:
    assert joined(FILES, "js/app.js") == ONE_FILE


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        "export { a };",
        "export let a = 1;",
        "export * from './sum.js';",
        'import sum from "./sum.js";',
        'import * as sum from "./sum.js";',
        "import './sum.js';",
        'import "sum";',
    ],
)
def test_what_it_does_not_know_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"js/app.js: {line}")):
        joined({"js/app.js": f"{line}\n"}, "js/app.js")


def test_imports_in_a_circle_are_refused() -> None:
    files = {"js/a.js": 'import "./b.js";\n', "js/b.js": 'import "./a.js";\n'}
    with pytest.raises(ValueError, match=r"js/a\.js imports itself, by way of js/a\.js, js/b\.js"):
        joined(files, "js/a.js")


def test_every_script_is_in_it() -> None:
    files = {
        path.relative_to(ROOT / "static").as_posix(): path.read_text()
        for path in sorted((ROOT / "static/js").rglob("*.js"))
    }
    assert len(re.findall(r"^(?:const \$\d+ = \(\(\) => )?\{$", joined(files, "js/app.js"), re.MULTILINE)) == len(files)
