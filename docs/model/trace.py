"""Prints a counterexample of TLC: each step by its action's name, and what it changed. check --trace calls it."""
import re
import sys

QUIET = {"view", "bud", "curW", "curO", "cur"}  # what an instance saw; what may still go wrong; whose copy is current

text = open(sys.argv[1]).read()
before = {}
for number, body in re.findall(r"^State (\d+): <(.*?)(?=^State \d|^\d+ states generated|\Z)", text, re.S | re.M):
    action = body.split()[0].rstrip(">")
    now = {
        name: re.sub(r"\s+", " ", value).strip()
        for name, value in re.findall(r"^/\\ (\w+) = (.*?)(?=^/\\ |^\n|\Z)", body, re.S | re.M)
    }
    if before:
        changed = [f"{name}: {value}" for name, value in now.items() if name not in QUIET and value != before.get(name)]
        print(f"      {number:>3} {action:<10} " + " ; ".join(changed))
    before = now
