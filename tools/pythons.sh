#!/usr/bin/env bash
# Runs the Python tests on every supported interpreter that is here, each with a virtual environment of its own
# (.venv-3.12). One that is not here, or has no headers, is told and skipped.
#
#   tools/pythons.sh            the whole suite, as `make test-pythons` does
#   tools/pythons.sh --slice    what depends most on the version, as `make test` does: one wide library, compiled and
#                               called in every style, native results and threads; the interpreter of .venv is left
#                               out, which has the whole suite
#
# TRIBIND_PYTHONS names other interpreters, by name or path, with spaces between: TRIBIND_PYTHONS="python3.12 /opt/py/bin/python3"
set -euo pipefail
cd "$(dirname "$0")/.."
tests=(tests)
done_already=""
if [ "${1:-}" = --slice ]; then
    tests=(tests/test_wide.py tests/test_native_results.py tests/test_threads.py)
    done_already=$(.venv/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2] + sys.abiflags)' 2>/dev/null || true)
fi
facts='import os, sys, sysconfig
import ensurepip, venv
if not os.path.exists(sysconfig.get_path("include") + "/Python.h"): sys.exit("it has no Python.h")
if sys.version_info < (3, 10): sys.exit("it is older than 3.10")
print("%d.%d" % sys.version_info[:2] + sys.abiflags)'

failed=()
seen=" "
for python in ${TRIBIND_PYTHONS:-python3.10 python3.11 python3.12 python3.13 python3.13t python3.14 python3.14t}; do
    if ! version=$("$python" -c "$facts" 2>&1); then
        echo "$python is skipped: $(echo "$version" | tail -n 1)"
        continue
    fi
    # The same version may be there under several names.
    case "$seen" in *" $version "*) continue ;; esac
    seen="$seen$version "
    [ "$version" = "$done_already" ] && continue
    folder=.venv-$version
    wanted="$(cat requirements.txt requirements-dev.txt | cksum) $("$python" -VV)"
    if [ "$(cat "$folder/.tribind" 2>/dev/null)" != "$wanted" ]; then
        echo "making $folder"
        "$python" -m venv --clear "$folder"
        "$folder/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
        echo "$wanted" >"$folder/.tribind"
    fi
    echo "Python $version"
    VIRTUAL_ENV="$PWD/$folder" PATH="$PWD/$folder/bin:$PATH" "$folder/bin/python" -m pytest -q "${tests[@]}" ||
        failed+=("$version")
done
if [ ${#failed[@]} -gt 0 ]; then
    echo "failed on Python ${failed[*]}" >&2
    exit 1
fi
