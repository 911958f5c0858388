"""The page that is one file: the engine as a module inside one HTML file that opens without server and network.

    scripts/one.py build [--out one.html]       compiles the module and puts the page together
    scripts/one.py check [--out one.html]       opens it in Chromium from file:// and compares what it gives with the native program
    scripts/one.py shots DIR [--out one.html]   writes pictures of it, both languages, wide and narrow
    scripts/one.py wps [--out one.html]         puts the add-in for WPS together: the same page in a dialog (target/wps)

`build` needs the target wasm32-unknown-unknown (rustup target add wasm32-unknown-unknown); `check` and `shots` need Chromium, chromedriver and
selenium, and say so where they are not there. The same sources give the same file.
"""

import argparse
import base64
import datetime
import gzip
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CRATE = ROOT / "crates/dashiji-wasm"
MODULE = ROOT / "target/wasm32-unknown-unknown/wasm/dashiji_wasm.wasm"
MOST = 4_000_000  # bytes of the page
STYLE = ROOT / "crates/dashiji-page/style.css"


def messages(lang):
    """Messages of one line, those of the page over those of pages over those of all."""
    told = {}
    for crate in ("dashiji-publish", "dashiji-page", "dashiji-wasm"):
        for line in (ROOT / f"crates/{crate}/messages/{lang}.ftl").read_text().splitlines():
            if found := re.match(r"([a-z][a-z0-9_-]*) = (.+)$", line):
                told[found[1]] = found[2]
    return told


def compiled():
    """The module's bytes, compiled anew."""
    targets = subprocess.run(["rustup", "target", "list", "--installed"], capture_output=True, text=True).stdout
    if "wasm32-unknown-unknown" not in targets:
        subprocess.run(["rustup", "target", "add", "wasm32-unknown-unknown"], check=True)
    command = ["cargo", "build", "--quiet", "--profile", "wasm", "--target", "wasm32-unknown-unknown", "-p", "dashiji-wasm", "--lib"]
    subprocess.run(command, cwd=ROOT, check=True)
    return MODULE.read_bytes()


def pack(module):
    """The module as LZMA without a header, with the settings that unpack.js takes back: a fifth closer than gzip."""
    settings = {"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 24, "lc": 3, "lp": 0, "pb": 2}
    return lzma.compress(module, format=lzma.FORMAT_RAW, filters=[settings])


# All that can be printed but `<`: nothing among them can end the element that they stand in, nor begin another.
DIGITS = "".join(map(chr, range(0x20, 0x7F))).replace("<", "")


def digits(data):
    """Bytes as characters, two for 13 bits, or for 14 where there are pairs left over; as unpack.js takes them back."""
    base, out = len(DIGITS), []
    spare = base * base - (1 << 13)
    kept, bits = 0, 0
    for byte in data:
        kept |= byte << bits
        bits += 8
        while bits >= 14:
            value, width = kept & 0x1FFF, 13
            if value < spare:
                value, width = kept & 0x3FFF, 14
            # A fourteenth bit that is set goes to the pairs beyond 13 bits.
            pair = value if value < 1 << 13 else (value & 0x1FFF) + (1 << 13)
            out.append(DIGITS[pair % base] + DIGITS[pair // base])
            kept >>= width
            bits -= width
    if bits:
        value = kept & 0x1FFF
        pair = value if bits < 14 or value >= spare or not kept >> 13 & 1 else value + (1 << 13)
        out.append(DIGITS[pair % base] + DIGITS[pair // base])
    return "".join(out)


def build(out):
    module = compiled()
    packed = pack(module)
    page = {name: (CRATE / "page" / name).read_text() for name in ("one.html", "one.css", "engine.js", "worker.js", "unpack.js", "one.js")}
    text = digits(packed)
    keys = set(re.findall(r'"((?:one|severity|skip)[a-z_-]*)"', page["one.html"] + page["one.js"])) | {"skip"}
    keys |= {f"one-{kind}" for kind in ("docx", "proof", "xlsx", "ledger", "csv", "jsonl", "json", "html", "text")}
    words = {}
    for lang in ("zh", "en"):
        told = messages(lang)
        words[lang] = {key: told[key] for key in sorted(keys) if key in told}
        if missing := [key for key in sorted(keys) if key not in told and key not in ("one-",)]:
            sys.exit(f"no message in {lang} for {', '.join(missing)}")
    parts = {
        "STYLE": STYLE.read_text() + page["one.css"], "SCRIPT": page["one.js"], "WORKER": '"use strict";\n' + page["engine.js"] + page["worker.js"],
        "WORDS": json.dumps(words, ensure_ascii=False, separators=(",", ":")), "MODULE": text, "LENGTH": str(len(packed)),
        "SIZE": str(len(module)), "UNPACKER": page["unpack.js"],
    }  # fmt: skip
    html = re.sub(r"\{\{([A-Z]+)\}\}", lambda name: parts[name[1]], page["one.html"])
    out.write_text(html)
    size = out.stat().st_size
    print(f"{out}: {size:,} bytes; the module {len(module):,}, packed {len(packed):,}, in the page {len(parts['MODULE']):,}")
    for name in ("STYLE", "SCRIPT", "WORKER", "UNPACKER", "WORDS"):
        print(f"  {name.lower()} {len(parts[name].encode()):,}")
    if size >= MOST:
        sys.exit(f"the page has {size:,} bytes; it must have fewer than {MOST:,}")


def browser(folder, width=1280, height=900):
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        print("NOT RUN: the page in a browser, selenium is not installed (pip install selenium)")
        sys.exit(0)
    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", f"--window-size={width},{height}",
                 "--host-resolver-rules=MAP * ~NOTFOUND", "--lang=zh-CN"):  # fmt: skip
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder), "download.prompt_for_download": False,
                                              "profile.default_content_setting_values.automatic_downloads": 1, "intl.accept_languages": "zh-CN"})  # fmt: skip
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = next((p for p in ("/usr/bin/chromedriver", "/usr/local/bin/chromedriver") if Path(p).exists()), None)
    if not driver:
        print("NOT RUN: the page in a browser, chromedriver is not installed (apt-get install chromium chromium-driver)")
        sys.exit(0)
    return webdriver.Chrome(options=options, service=Service(driver))


def until(driver, what, seconds=180):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if told := driver.execute_script(f"return {what}"):
            return told
        time.sleep(0.05)
    sys.exit(f"waited {seconds} s for {what}: {driver.find_element('id', 'state').text!r}; {driver.get_log('browser')}")


def visit(driver, out):
    begun = time.monotonic()
    driver.get(out.resolve().as_uri())
    until(driver, "!document.getElementById('file').disabled")
    return time.monotonic() - begun


def give(driver, path):
    driver.execute_script("document.getElementById('state').textContent = ''")
    begun = time.monotonic()
    driver.find_element("id", "file").send_keys(str(path))
    until(driver, "document.getElementById('busy').hidden && (!document.getElementById('desk').hidden || document.getElementById('state').textContent)")
    return time.monotonic() - begun


def press(driver, ident):
    driver.execute_script("document.getElementById(arguments[0]).click()", ident)
    until(driver, f"document.getElementById('{ident}').getAttribute('aria-selected') === 'true'")
    time.sleep(0.3)


def take(driver, kind, folder):
    before = set(folder.iterdir())
    driver.execute_script("document.querySelector(`[data-kind='${arguments[0]}']`).click()", kind)
    for _ in range(600):
        # What is still being written has a name of the browser's own.
        new = [p for p in set(folder.iterdir()) - before if not p.name.startswith(".") and p.suffix != ".crdownload"]
        if new and (size := new[0].stat().st_size):
            time.sleep(0.3)
            if new[0].stat().st_size == size:
                return new[0].read_bytes()
        time.sleep(0.05)
    sys.exit(f"no file came for {kind}: {driver.find_element('id', 'state').text!r}")


def native(program, words, name, folder, lang="zh"):
    """What the program says of a file that lies in a folder; as the page, it knows the file by its name alone."""
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(int(time.time())), "NO_COLOR": "1"}
    run = subprocess.run([program, "--lang", lang, *words], cwd=folder, env=env, capture_output=True, check=False)
    if run.returncode > 1:
        sys.exit(f"{words} on {name}: {run.stderr.decode()}")
    return run.stdout


def check(out, program):
    """Every file that the page gives is, byte for byte, what the program gives."""
    faults, lines = [], []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        down, work = scratch / "down", scratch / "work"
        down.mkdir(), work.mkdir()
        text = ROOT / "samples/county-month.txt"
        (work / "month.txt").write_bytes(text.read_bytes())
        (work / "log.txt").write_bytes((ROOT / "samples/flood-log.txt").read_bytes())
        for name in ("month.docx", "month.xlsx"):
            words = ["export", "month.txt", "-o", name]
            native(program, words, name, work)
        (work / "broken.docx").write_bytes((work / "month.docx").read_bytes()[:4000])
        (work / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
        (work / "empty.txt").write_bytes(b"")
        (work / "long.txt").write_text("1986年3月5日，" + "县公安局" * 250_000 + "。\n")
        driver = browser(down)
        try:
            lines.append(f"ready after {visit(driver, out):.2f} s")
            for name in ("month.txt", "log.txt", "month.docx", "month.xlsx"):
                took = [give(driver, work / name)]
                driver.find_element("id", "other").click()
                took.append(give(driver, work / name))
                lines.append(f"{name} cold {took[0]:.2f} s, warm {took[1]:.2f} s")
                press(driver, "tab-files")
                day = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
                driver.execute_script("document.body.dataset.day = arguments[0]", day)
                wanted = {
                    "jsonl": ["read", name, "--format", "jsonl"], "csv": ["read", name, "--format", "csv"],
                    "text": ["read", name, "--format", "text"], "json": ["check", name, "--format", "json"],
                    "html": ["check", name, "--format", "html"], "xlsx": ["export", name, "-o", "out.xlsx"],
                    "proof": ["check", name, "--format", "xlsx", "-o", "out.xlsx"], "ledger": ["ledger", name, "-o", "out.xlsx"],
                    "docx": ["check", name, "--format", "docx", "-o", "out.docx"],
                }  # fmt: skip
                for kind, words in wanted.items():
                    there = driver.execute_script("return !document.querySelector(`[data-kind='${arguments[0]}']`).disabled", kind)
                    if not there:
                        continue
                    ours = take(driver, kind, down)
                    theirs = native(program, words, name, work)
                    if "-o" in words:
                        theirs = (work / words[-1]).read_bytes()
                        (work / words[-1]).unlink()
                    lines.append(f"  {name} {kind}: {len(ours):,} bytes, {'equal' if ours == theirs else 'OTHER'}")
                    if ours != theirs:
                        faults.append(f"{name} {kind}: {len(ours)} bytes here, {len(theirs)} natively")
                for tab in ("tab-text", "tab-findings", "tab-figures"):
                    press(driver, tab)
                    if not driver.execute_script("return document.getElementById('part').textContent.trim().length"):
                        faults.append(f"{name}: nothing under {tab}")
                driver.find_element("id", "other").click()
            for name in ("broken.docx", "image.txt", "empty.txt"):
                give(driver, work / name)
                told = driver.find_element("id", "state").text
                lines.append(f"  {name}: {told}")
                if not told or driver.execute_script("return !document.getElementById('desk').hidden"):
                    faults.append(f"{name}: no message")
            from rooms import axe

            script = axe()
            give(driver, work / "month.txt")
            if script:
                for tab in ("tab-text", "tab-findings", "tab-figures", "tab-files"):
                    press(driver, tab)
                    driver.execute_script(script)
                    found = driver.execute_async_script(
                        "axe.run(document).then(r => arguments[0](r.violations.map(v => [v.id, v.nodes.slice(0, 2).map(n => n.html.slice(0, 160))])))")
                    faults.extend(f"{tab}: {fault}" for fault in found)
            else:
                lines.append("axe-core could not be brought: the check of access is left out")
            driver.find_element("id", "other").click()
            lines.append(f"a megabyte without a stop {give(driver, work / 'long.txt'):.2f} s")
            driver.find_element("id", "tongue").click()
            until(driver, "document.documentElement.lang === 'en'")
            faults.extend(addin(driver, out, scratch / "wps", work / "month.docx"))
            lines.append("the add-in for WPS, in a mock of its interface: the dialog has read month.docx")
            visit(driver, out)
            asked = driver.execute_script("return performance.getEntriesByType('resource').filter(e => !e.name.startsWith('blob:')).map(e => e.name)")
            if asked:
                faults.append(f"it asked for {asked}")
            severe = [e["message"] for e in driver.get_log("browser") if e["level"] == "SEVERE"]
            faults.extend(severe)
        finally:
            driver.quit()
    print("\n".join(lines))
    if faults:
        sys.exit("\n".join(["FAULTS", *faults]))


# Of WPS's interface what the add-in uses: a document, a store, a file, a dialog.
MOCK = """
window.Application = {
  ActiveDocument: { FullName: PATH, Path: FOLDER, Saved: true },
  PluginStorage: { setItem(key, value) { localStorage.setItem(key, value); }, getItem(key) { return localStorage.getItem(key); } },
  FileSystem: { readAsBinaryString(path) { if (path !== PATH) throw new Error("no such file"); return atob(BYTES); } },
  ShowDialog(url, title, width, height, modal) { window.shown = { url, title, width, height, modal }; },
};
"""


def addin(driver, out, folder, document):
    """The add-in in the browser under a mock of WPS: what the ribbon calls opens the dialog, and the dialog's page has read the document."""
    wps(out, folder)
    values = {"PATH": str(document), "FOLDER": str(document.parent), "BYTES": base64.b64encode(document.read_bytes()).decode()}
    mock = "".join(f"const {name} = {json.dumps(value)};" for name, value in values.items()) + MOCK
    told = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": f"if (window === top) {{ {mock} }}"})
    faults = []
    try:
        driver.get((folder / "index.html").as_uri())
        driver.execute_script("OnAddinLoad({}); OnAction({ Id: 'dashijiOpen' })")
        shown = driver.execute_script("return window.shown")
        if not shown or not shown["url"].endswith("/dialog.html"):
            return [f"WPS: the ribbon showed {shown}"]
        driver.get(shown["url"])
        driver.switch_to.frame("one")
        until(driver, "!document.getElementById('desk').hidden")
        said = driver.find_element("id", "said").text
        if not any(character.isdigit() for character in said):
            faults.append(f"WPS: the page says {said!r}")
        driver.switch_to.default_content()
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": told["identifier"]})
    return faults


def shots(out, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in {"wide": (1280, 1000), "phone": (390, 844)}.items():
        with tempfile.TemporaryDirectory() as scratch:
            driver = browser(Path(scratch), width, height)
            try:
                driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"})
                visit(driver, out)
                driver.save_screenshot(str(folder / f"{size}-door.png"))
                for lang in ("zh", "en"):
                    if driver.execute_script("return document.documentElement.lang").startswith("zh") != (lang == "zh"):
                        driver.find_element("id", "tongue").click()
                        time.sleep(0.5)
                    if driver.execute_script("return document.getElementById('desk').hidden"):
                        driver.find_element("id", "sample").click()
                        until(driver, "document.getElementById('busy').hidden && !document.getElementById('desk').hidden")
                    for tab in ("text", "findings", "figures", "files"):
                        press(driver, f"tab-{tab}")
                        driver.execute_script("scrollTo(0,0)")
                        driver.save_screenshot(str(folder / f"{size}-{lang}-{tab}.png"))
            finally:
                driver.quit()


def wps(out, folder):
    """The add-in: its own few files and the page."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in (CRATE / "wps").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "one.html").write_bytes(out.read_bytes())
    print(f"{folder}: {', '.join(sorted(p.name for p in folder.iterdir()))}")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("what", choices=("build", "check", "shots", "wps"))
    a.add_argument("folder", nargs="?", type=Path)
    a.add_argument("--out", type=Path, default=ROOT / "target/one.html")
    a.add_argument("--program", default=str(ROOT / "target/debug/dashiji"))
    a = a.parse_args()
    if a.what == "build":
        build(a.out)
    elif a.what == "check":
        check(a.out, a.program)
    elif a.what == "wps":
        wps(a.out, a.folder or ROOT / "target/wps")
    else:
        shots(a.out, a.folder or ROOT / "target/one-shots")


if __name__ == "__main__":
    main()
