"""A code hub on this machine: runs workflows, keeps branches and pull requests.

It runs the steps of a workflow that are shell, each by ``bash -e`` as a runner does, in
a fresh clone. Of the actions it does what tests need: checking out, and handing files
over. What is installed is what is here, so steps called "Install" are left out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"
BLANK = re.compile(r"\$\{\{ (.+?) \}\}")
TOKEN = "ghs_of-the-run"  # noqa: S105 - shown to nobody
PREVIEW = "bash .github/preview.sh"
DIGEST = f"""#!/bin/sh
PYTHONPATH={ROOT} exec {sys.executable} -c 'from digest.cli import main; main()' "$@"
"""
# What our scripts ask of gh, which has jq inside.
GH = f"""#!{sys.executable}
import json, os, sys
from pathlib import Path

FILE = Path(os.environ["GH_STATE"])
SHORT = (
    'map(select(.isCrossRepository | not))[0] // empty'
    ' | "\\\\(.number) \\\\(.state) \\\\(.baseRefName)"'
)
state = json.loads(FILE.read_text())
assert os.environ["GH_TOKEN"], "gh was told no token"
what, words = sys.argv[1:3], sys.argv[3:]
number = words.pop(0) if words and not words[0].startswith("--") else ""
options = dict(zip(words[::2], words[1::2], strict=True))
state["asked"].append(sys.argv[1:])
pulls = state["pulls"]
own = pulls[int(number) - 1] if number else {{}}
given = {{
    key: options[name]
    for key, name in (("base", "--base"), ("title", "--title"), ("head", "--head"))
    if name in options
}}
if "--body-file" in options:
    given["body"] = Path(options["--body-file"]).read_text()
match what, options.get("--jq"):
    case ["auth", "setup-git"], None:
        pass
    case ["pr", "list"], expression:
        assert expression == SHORT, expression
        assert options["--state"] == "all" and options["--limit"] == "100"
        named = [each for each in pulls if each["head"] == options["--head"]]
        for pull in [each for each in named if not each.get("strange")][-1:]:
            print(pull["number"], pull["state"], pull["base"])
    case ["pr", "view"], ".body":
        print(own["body"])
    case ["pr", "view"], '.comments[-1].body // ""':
        print(*own["comments"][-1:], sep="")
    case ["pr", "create"], None:
        mine = {{"number": len(pulls) + 1, "state": "OPEN", "comments": []}}
        pulls.append(mine | given)
    case ["pr", "edit"], None:
        own.update(given)
    case ["pr", "comment"], None:
        own["comments"].append(given["body"])
    case other:
        sys.exit(f"no such gh: {{other}}")
FILE.write_text(json.dumps(state))
"""


def steps_of(workflow: str) -> list[tuple[str, dict[str, Any]]]:
    """Return all steps of a workflow, each with the name of its job."""
    jobs = load(workflow)["jobs"]
    return [(name, step) for name, job in jobs.items() for step in job["steps"]]


def load(workflow: str) -> Any:
    """Return what is in a workflow's file."""
    return yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))


@dataclass(kw_only=True)
class Hub:
    """A hub with one repository, whose ``origin`` is bare.

    ``broken`` names what the last run failed at, job and step; it is empty if the run
    is green. ``said`` is all that the run printed.
    """

    folder: Path
    month: str = "2011-08"
    broken: str = ""
    said: str = ""
    runs: int = 0
    outputs: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> Path:
        """The repository."""
        return self.folder / "origin.git"

    @property
    def pulls(self) -> list[dict[str, Any]]:
        """The pull requests, oldest first."""
        return list(self._state["pulls"])

    @property
    def asked(self) -> list[list[str]]:
        """What gh was called with so far."""
        return list(self._state["asked"])

    @property
    def _state(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "gh.json").read_text(encoding="utf-8")))

    def found(self, files: dict[str, str]) -> Hub:
        """Make the repository of files and of our scripts; return the hub."""
        self.folder.mkdir()
        state: dict[str, list[Any]] = {"pulls": [], "asked": []}
        (self.folder / "gh.json").write_text(json.dumps(state), encoding="utf-8")
        commands = self.folder / "bin"
        commands.mkdir()
        date = '#!/bin/sh\n[ "$*" = "--utc +%Y-%m" ] && echo "$THIS_MONTH"\n'
        for name, text in ("digest", DIGEST), ("gh", GH), ("date", date):
            (commands / name).write_text(text, encoding="utf-8")
            (commands / name).chmod(0o755)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", self.origin)
        self.change("main", files, scripts=True)
        return self

    def copy(self, folder: Path) -> Hub:
        """Return a hub that is as this one, and goes its own way."""
        shutil.copytree(self.folder, folder)
        return Hub(folder=folder, month=self.month, runs=self.runs)

    def asked_for(self, what: str) -> list[list[str]]:
        """Return the calls of gh that were about a kind of action, such as create."""
        return [call for call in self.asked if call[1] == what]

    def git(
        self,
        *arguments: object,
        cwd: Path | None = None,
        given: BinaryIO | None = None,
    ) -> str:
        """Return what git prints, who may read what is given."""
        done = subprocess.run(
            ["git", *map(str, arguments)],
            cwd=cwd or self.folder,
            env=self._environment(),
            check=True,
            stdin=given,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def log(self, branch: str, *more: str) -> list[str]:
        """Return the subjects of a branch's commits, newest first."""
        return self.git("log", "--format=%s", branch, *more, cwd=self.origin).split(
            "\n"
        )

    def branches(self) -> dict[str, str]:
        """Return the tips of the branches."""
        told = self.git(
            *("for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads"),
            cwd=self.origin,
        )
        return dict(line.split(" ") for line in told.splitlines())

    def read(self, branch: str, path: str) -> str:
        """Return a file of a branch."""
        return self.git("show", f"{branch}:{path}", cwd=self.origin)

    def change(
        self, branch: str, files: dict[str, str], *, scripts: bool = False
    ) -> None:
        """Commit and push files as a person does."""
        clone = self._clone()
        if branch in self.branches():
            self.git("switch", "--quiet", branch, cwd=clone)
        if scripts:
            names = shutil.ignore_patterns("workflows")
            shutil.copytree(ROOT / ".github", clone / ".github", ignore=names)
        for name, text in files.items():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_text(text, encoding="utf-8")
        self.git("add", "--all", cwd=clone)
        self.git("commit", "--quiet", "--message", "By a person", cwd=clone)
        self.git("push", "--quiet", "origin", f"HEAD:{branch}", cwd=clone)

    def merge(self, number: int) -> None:
        """Merge a pull request, and keep its branch, as a hub does by default."""
        state = self._state
        pull = state["pulls"][number - 1]
        clone = self._clone()
        self.git("switch", "--quiet", pull["base"], cwd=clone)
        self.git("merge", "--quiet", "--no-ff", f"origin/{pull['head']}", cwd=clone)
        self.git("push", "--quiet", "origin", f"HEAD:{pull['base']}", cwd=clone)
        pull["state"] = "MERGED"
        (self.folder / "gh.json").write_text(json.dumps(state), encoding="utf-8")

    def close(self, number: int) -> None:
        """Close a pull request without merging it."""
        state = self._state
        state["pulls"][number - 1]["state"] = "CLOSED"
        (self.folder / "gh.json").write_text(json.dumps(state), encoding="utf-8")

    def invade(self, branch: str) -> None:
        """Open a pull request as a stranger does, from a branch of a fork's."""
        state = self._state
        told = {"number": len(state["pulls"]) + 1, "state": "OPEN", "comments": []}
        named = {"head": branch, "base": "main", "title": "Tea", "body": "Free tea!\n"}
        state["pulls"].append({**told, **named, "strange": True})
        (self.folder / "gh.json").write_text(json.dumps(state), encoding="utf-8")

    def run(
        self, workflow: str, *jobs: str, month: str = "", preview: bool = False
    ) -> None:
        """Run a workflow's jobs, in the order of the file; all, if none is named.

        A preview takes as long as all the rest, so it is built only if asked for.
        """
        self.runs += 1
        self.broken, self.said, self.outputs = "", "", {"inputs.month": month}
        for name, job in load(workflow)["jobs"].items():
            if jobs and name not in jobs:
                continue
            where = self.folder / f"run{self.runs}-{name}"
            where.mkdir()
            for step in job["steps"]:
                if not preview and step.get("run", "").startswith(PREVIEW):
                    continue
                if not self.broken and not self._done(step, where):
                    self.broken = f"{name}: {step['name']}"

    def _done(self, step: dict[str, Any], where: Path) -> bool:
        options = {key: self._filled(v) for key, v in step.get("with", {}).items()}
        temp = Path(options.get("path", "").replace("TEMP", str(where / "temp")))
        match step.get("uses", "").partition("@")[0]:
            case "actions/checkout":
                self.git("clone", "--quiet", self.origin, where / "clone")
                (where / "temp").mkdir()
            case "actions/upload-artifact" if temp.exists():
                shutil.copytree(temp, self._artifact(options["name"]))
                url = f"https://hub.example/o/r/actions/runs/{self.runs}/artifacts/1"
                self.outputs[f"steps.{step.get('id')}.outputs.artifact-url"] = url
            case "actions/download-artifact":
                shutil.copytree(self._artifact(options["name"]), temp)
            case "" if step["name"] != "Install":
                return self._ran(step, where)
        return True

    def _ran(self, step: dict[str, Any], where: Path) -> bool:
        """Run a step's shell; return whether it went well."""
        env = {key: self._filled(value) for key, value in step.get("env", {}).items()}
        written = where / "output"
        written.touch()
        script = where / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        told = {"RUNNER_TEMP": str(where / "temp"), "GITHUB_OUTPUT": str(written)}
        done = subprocess.run(
            ["bash", "-e", str(script)],
            cwd=where / "clone",
            env=self._environment() | told | env,
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said += done.stdout
        for line in written.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            self.outputs[f"steps.{step.get('id')}.outputs.{key}"] = value
        return done.returncode == 0

    def _artifact(self, name: str) -> Path:
        return self.folder / f"artifact{self.runs}-{name}"

    def _filled(self, value: object) -> str:
        """Return what stands in a workflow, its blanks filled."""
        known = {
            "github.token": TOKEN,
            "github.server_url": "https://hub.example",
            "github.repository": "o/r",
            "runner.temp": "TEMP",
            "steps.pages.outputs.base_url": "https://o.example/r",
        }
        return BLANK.sub(
            lambda found: (known | self.outputs).get(found[1], ""), str(value)
        )

    def _clone(self) -> Path:
        clone = self.folder / f"clone{len(list(self.folder.glob('clone*')))}"
        self.git("clone", "--quiet", self.origin, clone)
        return clone

    def _environment(self) -> dict[str, str]:
        who = {
            f"GIT_{role}_{what}": said
            for role in ("AUTHOR", "COMMITTER")
            for what, said in (("NAME", "Kim"), ("EMAIL", "kim@example.org"))
        }
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "LANG": "C.UTF-8",
            "GH_STATE": str(self.folder / "gh.json"),
            "THIS_MONTH": self.month,
        } | who
