#!/usr/bin/env bash
# Runs one fuzz target for some seconds: tools/fuzz.sh header|project SECONDS FOLDER…, the folders being what it starts from.
# What it learns is kept in fuzz/corpus, what it finds in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1 seconds=$2
shift 2
mkdir -p "fuzz/corpus/$target"
# No sanitizer: there is no unsafe code of ours but the calls of libclang, which is compiled without.
exec cargo +nightly fuzz run --sanitizer none ${CARGO_TARGET_DIR:+--target-dir "$CARGO_TARGET_DIR"} "$target" \
    "fuzz/corpus/$target" "$@" -- -max_total_time="$seconds" -timeout=60 -max_len=4096 -rss_limit_mb=4096
