#!/usr/bin/env bash
# Runs the corpus of real headers and prints what each style reached.
# usage: corpus.sh CORPUS [LIBRARY,LIBRARY…]     CORPUS: the folder with its run.py and truth.py
# What is measured goes to $CORPUS_BUILD, else out/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=$1
only=${2:-}
build=${CORPUS_BUILD:-out/corpus}
python=.venv/bin/python
mkdir -p "$build"

# The truth of a library is made once.
missing=$("$python" - "$corpus" "$build" "$only" <<'EOF'
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import truth

build, only = Path(sys.argv[2]), sys.argv[3].split(",") if sys.argv[3] else None
names = [spec["name"] for spec in truth.load_specs(None, only, "c", None)]
print(",".join(name for name in names if not (build / name / "truth.json").exists()))
EOF
)
if [ -n "$missing" ]; then
    echo "asking the compiler for the truth about ${missing//,/, }"
    "$python" "$corpus/truth.py" --build "$build" --only "$missing" --lang c >"$build/truth.log" 2>&1 || {
        cat "$build/truth.log" >&2
        exit 2
    }
fi

arguments=(--tribind "$PWD/target/release/tribind" --build "$build" --adapter tests/corpus_adapter.py
    --configs tests/corpus --json "$build/run.json" --timeout 1800)
[ -z "$only" ] || arguments+=(--only "$only")
# Whatever is not reached is in the table; the status says whether anything is wrong.
status=0
"$python" "$corpus/run.py" "${arguments[@]}" || status=$?
"$python" tests/corpus_table.py "$build/run.json" "$build"
exit "$status"
