#!/usr/bin/env bash
# Prepares the folder for `make demo` (no argument), `make test` or `make corpus` (arguments `test`, `corpus`): checks what
# only the system can bring and names it, then makes .venv with pinned wheels. Does nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-demo}
python=${PYTHON:-python3}
missing=()
hints=()

need() { # need WHAT HINT COMMAND...: notes what is missing
    local what=$1 hint=$2
    shift 2
    "$@" >/dev/null 2>&1 || { missing+=("$what"); hints+=("$hint"); }
}

need "cargo (Rust 1.88 or newer)" "https://rustup.rs" cargo --version
need "a C compiler" "apt-get install gcc" sh -c 'command -v "${CC:-cc}" || command -v gcc || command -v clang'
compiler=${CC:-cc}
has_header() { echo "#include <$1>" | "$compiler" -E -x c - ; }
if [ "$purpose" != corpus ]; then
    # Native packages whose C keeps many callables are compiled with libffi.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! has_header ffi.h >/dev/null 2>&1; then
        echo "installing libffi-dev"
        { apt-get update && apt-get install -y --no-install-recommends libffi-dev; } >/dev/null 2>&1 || true
    fi
    need "libffi's header" "apt-get install libffi-dev" has_header ffi.h
fi
if [ "$purpose" = test ]; then
    # The tests bind two libraries that nobody here wrote. Root gets them installed, others are told.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! { has_header zlib.h && has_header sqlite3.h; } >/dev/null 2>&1; then
        echo "installing zlib1g-dev and libsqlite3-dev"
        { apt-get update && apt-get install -y --no-install-recommends zlib1g-dev libsqlite3-dev; } >/dev/null 2>&1 || true
    fi
    # A debug build of Python counts every reference. Without it one test is skipped.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v python3-dbg >/dev/null; then
        { apt-get update && apt-get install -y --no-install-recommends python3-dbg; } >/dev/null 2>&1 || true
    fi
    # Instructions are counted by valgrind. Without it one test is skipped.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! has_header valgrind/callgrind.h >/dev/null 2>&1; then
        { apt-get update && apt-get install -y --no-install-recommends valgrind; } >/dev/null 2>&1 || true
    fi
    has_header valgrind/callgrind.h >/dev/null 2>&1 || echo "a test will be skipped without valgrind: apt-get install valgrind"
    command -v python3-dbg >/dev/null || echo "a test will be skipped without python3-dbg: apt-get install python3-dbg"
    need "a C++ compiler" "apt-get install g++" sh -c 'command -v "${CXX:-c++}" || command -v g++ || command -v clang++'
    need "zlib's header" "apt-get install zlib1g-dev" has_header zlib.h
    need "sqlite's header" "apt-get install libsqlite3-dev" has_header sqlite3.h
fi
if [ "$purpose" = corpus ]; then
    # The corpus says which packages its libraries come from. Root gets them installed, others are told.
    packages=()
    if command -v dpkg >/dev/null; then
        for package in pkg-config $("$python" "$CORPUS/truth.py" --lang c --apt); do
            dpkg -s "$package" >/dev/null 2>&1 || packages+=("$package")
        done
    fi
    if [ ${#packages[@]} -gt 0 ] && [ "$(id -u)" = 0 ]; then
        echo "installing ${packages[*]}"
        { apt-get update && apt-get install -y --no-install-recommends "${packages[@]}"; } >/dev/null 2>&1 || true
    fi
    for package in ${packages[@]+"${packages[@]}"}; do
        need "the package $package" "apt-get install $package" dpkg -s "$package"
    done
fi
need "Python 3.10 or newer" "apt-get install python3, or PYTHON=/path/to/python3 make $purpose" \
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))'
need "Python's headers" "apt-get install python3-dev" \
    "$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))'
need "Python's venv module" "apt-get install python3-venv" "$python" -c 'import ensurepip, venv'
if [ ${#missing[@]} -gt 0 ]; then
    echo "make $purpose needs what is not here:" >&2
    for i in "${!missing[@]}"; do echo "  - ${missing[$i]}: ${hints[$i]}" >&2; done
    exit 2
fi

requirements=requirements.txt
[ "$purpose" = test ] && requirements=requirements-dev.txt
[ "$purpose" = corpus ] && requirements=requirements-corpus.txt
# The stamp holds what was installed, so that a changed pin or another interpreter installs anew.
wanted="$(cat requirements.txt "$requirements" tools/setup.sh | cksum) $("$python" -VV)"
stamp=.venv/.tribind-$purpose
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    if [ ! -x .venv/bin/python ] || [ "$(.venv/bin/python -VV)" != "$("$python" -VV)" ]; then
        echo "making .venv"
        "$python" -m venv --clear .venv
    fi
    echo "installing pinned wheels into .venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$requirements"
    echo "$wanted" >"$stamp"
fi
