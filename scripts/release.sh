#!/usr/bin/env bash
# Makes what is given away: one program that starts anywhere, in a tar with manuals, pages for man, completions and a unit of systemd, a .deb, a list
# of parts (CycloneDX) and SHA256SUMS, under target/release-VERSION.
#
#     scripts/release.sh                                # x86_64
#     scripts/release.sh aarch64-unknown-linux-musl     # another target, or several
#     scripts/release.sh x86_64-pc-windows-gnu          # a .zip
#
# Needs Rust with the target (`rustup target add TARGET`) and its own sources (`rustup component add rust-src`), and Python; the C compiler for Linux (zig) comes from PyPI into target/release-tools. For Windows mingw is
# needed (Debian: gcc-mingw-w64-x86-64).
# With FEATURES=none a small program without base and room is made; PROFILE=quick tries in minutes whether a target links and starts, with a program that is not to be given away.
# A program of another machine is started by qemu-user, one of Windows by Wine, where they are.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(x86_64-unknown-linux-musl)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
out=target/release-$version
tools=target/release-tools
features=()
[ "${FEATURES:-}" != none ] || features=(--no-default-features --features office)
profile=${PROFILE:-dist}
[ "$profile" = dist ] || out=$out-$profile
mkdir -p "$out"

# The C compiler knows nothing of this machine's libc, so that the program needs none.
if [ ! -x "$tools/bin/python" ] || ! "$tools/bin/python" -m ziglang version >/dev/null 2>&1; then
  python3 -m venv "$tools"
  "$tools/bin/pip" -q install ziglang
fi

# The builder's own folders stand in no program: neither in Rust's messages nor in those of what is compiled from C.
home=${CARGO_HOME:-$HOME/.cargo}
remap="--remap-path-prefix=$home/registry/src=registry --remap-path-prefix=$PWD=dashiji"
given=${RUSTFLAGS:-}

# How programs for a target are compiled and linked. For Linux C is compiled by zig, and all is linked by the linker that comes with Rust against the musl that
# comes with Rust: it folds functions that are alike (one for each type they were made for), and packs what is relocated at the start. Functions of C are not
# folded, for SQLite compares their addresses: each file of C is one section. The library of Rust is compiled with it, in its small form: sorting alone is made for
# some 250 types, 6 kB each in its large one. Cargo offers that only to who says that he knows it may change (RUSTC_BOOTSTRAP). Windows is linked by mingw.
compile_for() {
  local target=$1 name=${1//-/_} c
  unstable=()
  export RUSTFLAGS="$given $remap"
  export CFLAGS="-ffile-prefix-map=$home/registry/src=registry -ffile-prefix-map=$PWD=dashiji"
  case $target in
    *linux-musl)
      for c in cc ar; do
        cat > "$tools/$target-$c" <<WRAP
#!/usr/bin/env bash
# zig as $c for $target: it takes no targets in Rust's words.
args=()
for one in "\$@"; do case \$one in --target=*) ;; *) args+=("\$one") ;; esac; done
exec "$PWD/$tools/bin/python" -m ziglang $c $([ $c = ar ] || echo -target "${target%%-*}-linux-musl") "\${args[@]}"
WRAP
        chmod +x "$tools/$target-$c"
      done
      export "CC_$name=$PWD/$tools/$target-cc" "AR_$name=$PWD/$tools/$target-ar"
      # Unoptimized, zig has C watched by a library that is not linked.
      CFLAGS+=" -fno-function-sections -fno-data-sections -fno-sanitize=undefined"
      RUSTFLAGS+=" -C linker=rust-lld -C linker-flavor=ld.lld -C link-arg=--icf=all -C link-arg=--pack-dyn-relocs=relr -C link-arg=--strip-all"
      # SSE3 is in every x86_64 since 2005; what would be there for those without is not carried along.
      case $target in x86_64-*) RUSTFLAGS+=" -C target-feature=+sse3" ;; esac
      if [ "$profile" = dist ]; then
        export RUSTC_BOOTSTRAP=1
        unstable=(-Z build-std=std,panic_unwind -Z build-std-features=optimize_for_size,panic-unwind,backtrace)
      fi
      ;;
  esac
}

# Every crate that is in the program, with its licence.
parts() {
  cargo metadata --format-version 1 --locked --filter-platform "$1" ${features[@]+"${features[@]}"} | python3 -c '
import json, sys
told, version = json.load(sys.stdin), sys.argv[1]
nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
names = {p["id"]: p["name"] for p in told["packages"]}
# From the program down: what tests, benches and the other crates of the workspace use is not in it; what builds it is told too.
waiting, used = [id for id in nodes if names[id] == "dashiji-cli"], set()
while waiting:
    id = waiting.pop()
    if id not in used:
        used.add(id)
        waiting += [d["pkg"] for d in nodes[id]["deps"] if any(k["kind"] != "dev" for k in d["dep_kinds"])]
rows = []
for p in sorted(told["packages"], key=lambda p: (p["name"], p["version"])):
    if p["id"] not in used:
        continue
    purl = "pkg:cargo/%s@%s" % (p["name"], p["version"])
    licence = (p["license"] or "NOASSERTION").replace("/", " OR ")
    rows.append({"type": "library", "bom-ref": purl, "purl": purl, "name": p["name"], "version": p["version"], "licenses": [{"expression": licence}]})
bom = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
       "metadata": {"component": {"type": "application", "name": "dashiji", "version": version}}, "components": rows}
json.dump(bom, sys.stdout, ensure_ascii=False, indent=1)' "$version"
}

# A package for Debian, UOS and Kylin: an ar of three members.
deb() {
  local tree=$1 architecture=$2 file=$3 work
  work=$(mktemp -d)
  mkdir -p "$work/data/usr/bin" "$work/data/usr/share/doc/dashiji" "$work/data/usr/share/man/man1" \
    "$work/data/usr/share/bash-completion/completions" "$work/data/lib/systemd/system" "$work/control"
  cp "$tree/dashiji" "$work/data/usr/bin/"
  cp "$tree"/man/*.1 "$work/data/usr/share/man/man1/"
  cp "$tree/completions/dashiji.bash" "$work/data/usr/share/bash-completion/completions/dashiji"
  cp scripts/dashiji.service "$work/data/lib/systemd/system/"
  cp -r "$tree"/README* "$tree"/LICENSE* "$tree/NOTICE" "$tree/docs" "$tree/samples" "$work/data/usr/share/doc/dashiji/"
  cat > "$work/control/control" <<CONTROL
Package: dashiji
Version: $version
Architecture: $architecture
Maintainer: The Dashiji project <dashiji@localhost>
Section: text
Priority: optional
Description: reader, keeper and checker of chronicles (大事记)
CONTROL
  echo 2.0 > "$work/debian-binary"
  for part in control data; do
    tar -C "$work/$part" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@"${SOURCE_DATE_EPOCH:-0}" -czf "$work/$part.tar.gz" .
  done
  rm -f "$file"
  (cd "$work" && ar rc deb debian-binary control.tar.gz data.tar.gz)
  mv "$work/deb" "$file"
  rm -rf "$work"
}

# Bytes of the program at most: 26 MiB, where it had 24.98 (docs/performance.md).
most=27262976

# A program that needs a libc of another machine does not start there: nothing dynamic may be asked for.
check() {
  local program=$1
  ! objdump -T "$program" 2>/dev/null | grep -q GLIBC || { echo "$program asks for glibc"; return 1; }
  ! grep -aqF -e "$home" -e "$PWD" "$program" || echo "NOT TRIMMED: $program names folders of this machine ($(grep -aoF -e "$home" -e "$PWD" "$program" | wc -l) times)"
  [ "$profile" != dist ] || [ "$(stat -c %s "$program")" -lt "$most" ] || { echo "$program is larger than $most bytes"; return 1; }
}

# Wine's Windows is of this folder, not of whoever runs it.
export WINEPREFIX=$PWD/$tools/wine WINEDEBUG=-all

# What starts programs of a target here, word by word; nothing for those that start by themselves, `none` where nothing does.
runner() {
  local name
  case $1 in
    "$(uname -m)"-*linux*) return ;;
    *linux*) set -- "qemu-${1%%-*}" ;;
    *windows*) set -- wine wine64 /usr/lib/wine/wine64 ;;
  esac
  for name in "$@"; do command -v "$name" && return; done
  echo none
}

# Windows has bcryptprimitives.dll; Wine before 9 has not, and gets one that asks what it has instead. It is put beside the program here and given to nobody.
beside() {
  [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ] || return 0
  x86_64-w64-mingw32-gcc -x c -shared -o "$1/bcryptprimitives.dll" - -ladvapi32 <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE at, SIZE_T size) { return SystemFunction036(at, (ULONG)size); }
C
}

# It reads the sample as it should: in an empty root, where nothing but the program and the sample is, or by what starts it.
start() {
  local runner=$1 program=$2 root said
  root=$(mktemp -d)
  cp "$program" "$root/dashiji"
  cp samples/county-month.txt "$root/"
  if [ -n "$runner" ]; then
    case $program in *.exe) beside "$(dirname "$program")" ;; esac
    said=$("$runner" "$program" read samples/county-month.txt --lang zh 2>/dev/null) || { echo "$program does not start by $runner"; return 1; }
  elif chroot "$root" /dashiji --version >/dev/null 2>&1; then
    said=$(chroot "$root" /dashiji read /county-month.txt --lang zh)
  else
    echo "NOT RUN: $program in an empty root (needs root's rights)"
    said=$("$program" read samples/county-month.txt --lang zh)
  fi
  rm -rf "$root"
  grep -q 闻人静 <<<"$said" || { echo "$program does not read the sample: $said"; return 1; }
  echo "$program was started${runner:+ by $runner}: $(tail -n 1 <<<"$said")"
}

for target in "${targets[@]}"; do
  compile_for "$target"
  cargo build --profile "$profile" -p dashiji-cli --locked --target "$target" ${features[@]+"${features[@]}"} ${unstable[@]+"${unstable[@]}"}
  unset RUSTC_BOOTSTRAP
  ending=
  case $target in *windows*) ending=.exe ;; esac
  program=target/$target/$profile/dashiji$ending
  check "$program"
  name=dashiji-$version-${target%%-*}
  case $target in *windows*) name=dashiji-$version-windows-${target%%-*} ;; esac
  tree=$out/$name
  rm -rf "$tree"
  mkdir -p "$tree/completions" "$tree/docs"
  cp "$program" README.md README.zh-CN.md LICENSE-MIT LICENSE-APACHE NOTICE CHANGELOG.md "$tree/"
  cp -r docs/*.md docs/zh "$tree/docs/"
  cp -r samples "$tree/"
  # From the tar the program goes where README says; the package has a place of its own for it.
  case $target in *linux*) sed 's#/usr/bin/dashiji#/usr/local/bin/dashiji#' scripts/dashiji.service > "$tree/dashiji.service" ;; esac
  by=$(runner "$target")
  own=("$program")
  if [ "$by" = none ]; then
    echo "NOT RUN: $program was linked and not started; nothing here starts a program of $target"
    own=(${DASHIJI:+"$DASHIJI"})
  else
    start "$by" "$program"
    [ -z "$by" ] || own=("$by" "$program")
  fi
  # Pages and completions are the same for every target; where its program cannot run here, name one that can by DASHIJI.
  if [ ${#own[@]} -gt 0 ]; then
    "${own[@]}" man -o "$tree/man" --lang zh
    for shell in bash zsh fish; do "${own[@]}" completions $shell --lang zh > "$tree/completions/dashiji.$shell"; done
  else
    mkdir -p "$tree/man"
    touch "$tree/man/dashiji.1" "$tree/completions/dashiji.bash"
    echo "NOT RUN: pages for man and completions of $target (set DASHIJI to a program that runs here)"
  fi
  parts "$target" > "$out/$name.cdx.json"
  cp "$out/$name.cdx.json" "$tree/parts.cdx.json"
  case $target in
    *windows*) (cd "$out" && rm -f "$name.zip" && python3 -m zipfile -c "$name.zip" "$name") ;;
    *) tar -C "$out" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@"${SOURCE_DATE_EPOCH:-0}" -czf "$out/$name.tar.gz" "$name" ;;
  esac
  case $target in
    *windows*) ;;
    x86_64-*) deb "$tree" amd64 "$out/dashiji_${version}_amd64.deb" ;;
    aarch64-*) deb "$tree" arm64 "$out/dashiji_${version}_arm64.deb" ;;
  esac
  rm -rf "$tree"
done
(cd "$out" && find . -name '*.tar.gz' -o -name '*.zip' -o -name '*.deb' -o -name '*.cdx.json' | sort | xargs sha256sum > SHA256SUMS)
ls -l "$out"
