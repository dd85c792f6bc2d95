"""Are holes known in what the lock names? `make holes` asks; where nobody can be asked, it says so and goes on.

The tool that asks lies in an environment of its own, as the one that writes the lock does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
HOME = ROOT / ".venv" / "auditor"
TOOL = "pip-audit"
MOST_SECONDS = 120.0
PATIENCE = ("--timeout", "5")
ASKED = ("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off", *PATIENCE)
FOUND, HELD_UP = 1, 0


def main() -> int:
    """Ask, say what came of it, and how that is to end."""
    try:
        told = answer([*tool(), "--requirement", str(LOCK), *ASKED], MOST_SECONDS)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        print(f"holes: nobody could be asked ({type(error).__name__}), so nothing was checked; try again on a network")
        return HELD_UP
    found, said = judged(told)
    print("\n".join(said))
    return FOUND if found else 0


def tool(home: Path = HOME) -> list[str]:
    """The tool, installed where it is not yet."""
    path = home / "bin" / TOOL
    if not path.exists():
        venv.create(home, with_pip=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "0", *PATIENCE, TOOL]
        answered([str(home / "bin" / "python"), *install], MOST_SECONDS)
    return [str(path)]


def answer(command: Sequence[str], seconds: float) -> list[dict[str, Any]]:
    """What the tool says of each package; it ends with 1 where it found a hole, and says nothing where it broke off."""
    told = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT)
    return list(json.loads(told.stdout)["dependencies"])


def answered(command: Sequence[str], seconds: float) -> None:
    """Run to the end, and well."""
    subprocess.run(command, capture_output=True, timeout=seconds, check=True)


def judged(packages: Sequence[dict[str, Any]]) -> tuple[int, list[str]]:
    """How many holes there are, and what is said of them and of the packages that nobody knows."""
    holes = [line(one, hole) for one in packages for hole in one.get("vulns", [])]
    unknown = [str(one["name"]) for one in packages if "vulns" not in one]
    if len(unknown) == len(packages):
        return 0, ["holes: who was asked knows no package of the lock, so nothing was checked"]
    said = [*holes, f"holes: {len(holes)} known in {len(packages) - len(unknown)} packages of the lock"]
    if unknown:
        said.append(f"holes: nobody knows of these, so they were not checked: {', '.join(unknown)}")
    return len(holes), said


def line(package: dict[str, Any], hole: dict[str, Any]) -> str:
    """One hole: where, which, and from which version on it is mended."""
    mended = ", ".join(hole.get("fix_versions") or ()) or "no version yet"
    return f"{package['name']} {package['version']}: {hole['id']}; mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
