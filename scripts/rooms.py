"""The reading room in a real browser: every page in both languages, wide and narrow, light and dark, by keys, in print.

    scripts/rooms.py                      checks (headless Chromium, chromedriver and selenium; skipped where they are not)
    scripts/rooms.py --shots docs/rooms   writes pictures of the main pages instead
    scripts/rooms.py --look DIR           writes every page whole, wide and narrow, light and dark, in both languages
    scripts/rooms.py --api                asks the interface everything its description allows (schemathesis), and does what docs/serve.md says that programs do

Makes a base of the invented samples, with a second version of one and some rulings, starts `target/debug/dashiji serve` over it on a free
port and ends it. axe-core, where npm can bring it, is put
into a folder that goes again.
"""

import argparse
import base64
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
NAME = "闻人静"
PAGES = {
    "home": "/", "sources": "/sources", "month": "/month/2022-08", "entry": "/entry/d1.e4", "text": "{text}", "people": "/people",
    "person": f"/person/{quote(NAME)}", "offices": "/offices", "places": "/places", "place": "/place/341500",
    "organizations": "/organizations", "documents": "/documents", "document": f"/document/{quote('霍山县农村供水管理办法')}",
    "ledgers": "/ledgers", "ledger": "{ledger}", "year": "/year/1986", "headlines": "/month/2022-08?view=headlines", "day": "/day/2022-08-08", "timeline": "/timeline?from=2022-08-01&to=2022-08-31", "map": "/map",
    "network": "/network", "map of a day": "/map?from=2022-08-03&to=2022-08-03&at=341525", "route": f"/map?person={quote(NAME)}", "log": "/timeline?scale=log", "kept": "/kept?p=d1.e3&p=d1.e4", "office": "/offices?name=" + quote("县长"), "organization": "{body}", "search": f"/search?q={quote('抗旱')}", "answer": f"/search?q={quote(NAME + '8月3日在哪里')}", "no hit": f"/search?q={quote('抗旱 地震')}", "nothing": f"/search?q={quote('(抗')}", "passages": f"/search?q={quote('跨县应急供水合作协议何时签订')}", "findings": "/findings",
    "rule": "/rule/X01", "rulings": "/rulings", "ruled": "/entry/d1.e3", "versions": "{versions}", "diff": "{diff}",
    "then": "/people?as-of={today}", "before": "/?as-of=2020-01-01", "no day": "/people?as-of=2020-02-31", "about": "/about", "help": "/help", "api": "/api",
}  # fmt: skip
SHOTS = ["home", "month", "entry", "person", "timeline", "network", "answer", "ledger", "diff"]
# They answer 400, which the browser notes.
FAULTY = ("nothing", "no day")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(0)


class Room:
    def __enter__(self):
        program = os.environ.get("DASHIJI", ROOT / "target/debug/dashiji")
        if not Path(program).exists():
            skip(f"{program} is not built")
        self.folder = tempfile.TemporaryDirectory()
        base = self.folder.name + "/base"
        month, year = (ROOT / "samples" / name for name in ("county-month.txt", "county-year.txt"))
        later = Path(self.folder.name) / month.name
        text = month.read_text(encoding="utf-8").replace("副县长冷维桢在县体育馆广场", "副县长冷维桢、耿秋生在县体育中心广场")
        later.write_text(text.replace("  县委理论学习中心组举行专题学习会", "  县档案馆开放一批档案 8月12日,县档案馆向社会开放一批水利档案,共320卷。\n\n  县委理论学习中心组举行专题学习会"), encoding="utf-8")
        environment = os.environ | {"DASHIJI_AUTHOR": "周文澜"}

        def run(*words):
            subprocess.run([str(program), *words], check=True, stdout=subprocess.DEVNULL, env=environment)

        run("init", base)
        run("add", "--base", base, str(month))
        run("add", "--base", base, str(year))
        run("add", "--base", base, "--as", "d1", str(later))
        run("rule", "accept", "d1.e3", "who:闻人静", "--base", base, "--reason", "与任职文件核对无误")
        run("rule", "reject", "d1.e3", "where:石羊河镇", "--base", base, "--reason", "系发文单位，非到访之地")
        run("rule", "name", "县卫健委", "霍山县卫生健康委员会", "--base", base, "--reason", "机构改革后的名称")
        run("rule", "undo", "r2", "--base", base, "--reason", "确为到访之地")
        command = [str(program), "serve", "--base", base, "--name", "霍山县大事记", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.origin = re.search(r"http://[\d.:]+", self.process.stdout.readline()).group()
        sources = json.load(urllib.request.urlopen(self.origin + "/api/sources"))["items"]
        own = next(s["id"] for s in sources if s["period"] == "2022-08")
        PAGES["ledger"] = json.load(urllib.request.urlopen(self.origin + "/api/ledgers"))["items"][0]["link"]
        PAGES["text"], PAGES["versions"], PAGES["diff"] = (f"/source/{own}/{part}" for part in ("text", "versions", "diff"))
        PAGES["organization"] = json.load(urllib.request.urlopen(self.origin + "/api/organizations"))["items"][0]["link"]
        PAGES["then"] = PAGES["then"].replace("{today}", datetime.date.today().isoformat())
        return self

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(20) == 0, "the room did not close in order"
        self.folder.cleanup()


def browser(width, dark=False):
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = shutil.which("chromium")
    folder = tempfile.mkdtemp()
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                 "disable-component-update", "disable-sync", "hide-scrollbars", f"user-data-dir={folder}"):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
    return driver


def axe():
    if not shutil.which("npm"):
        return None
    folder = tempfile.mkdtemp()
    done = subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "axe-core"], capture_output=True)
    script = Path(folder) / "node_modules/axe-core/axe.min.js"
    return script.read_text(encoding="utf-8") if done.returncode == 0 and script.exists() else None


def together(rounds):
    """Runs rounds with a browser each two at a time, as many as a small machine has cores."""
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(*one) for one in rounds]:
            done.result()


def pages(room, script, faults):
    together([(page_round, room, script, faults, width, dark) for width in (1280, 768, 390) for dark in (False, True)])


def page_round(room, script, faults, width, dark):
    """Every page in both languages at one width and in one light."""
    driver = browser(width, dark)
    for name, path in PAGES.items():
        for lang in ("zh", "en"):
            where = f"{name} {lang} {width} {'dark' if dark else 'light'}"
            driver.get(f"{room.origin}{path}{'&' if '?' in path else '?'}lang={lang}")
            over = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if over > 0:
                faults.append(f"{where}: {over} pixels too wide")
            for line in driver.get_log("browser"):
                if line["level"] in ("SEVERE", "WARNING") and not (name in FAULTY and "400" in line["message"]):
                    faults.append(f"{where}: {line['message']}")
            # The middle width is looked at light and in Chinese, the others in both lights; English wide and narrow.
            if script and (lang == "zh" or width != 768):
                faults.extend(f"{where}: {fault}" for fault in looked_at(driver, script))
    driver.quit()


def plain(room, script, faults):
    """As printed, and where the room's own script does not come: each page looked at by axe."""
    if script:
        together([(plain_round, room, script, faults, how) for how in ("print", "no script")])


def plain_round(room, script, faults, how):
    driver = browser(1280)
    if how == "print":
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    else:
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*.js"]})
    for name, path in PAGES.items():
        driver.get(f"{room.origin}{path}{'&' if '?' in path else '?'}lang=zh")
        # Nothing is pressed on paper, so how large a link is there is no question.
        faults.extend(f"{name} {how}: {fault}" for fault in looked_at(driver, script, without=["target-size"] if how == "print" else []))
    driver.quit()


def looked_at(driver, script, without=()):
    """What axe holds against a page, of what is serious, but for the rules `without`."""
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": script})
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    rules = {rule: {"enabled": False} for rule in without}
    asked = "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, rules: arguments[1]}).then(r => arguments[2](r.violations.map(v => [v.id, v.impact, v.nodes.slice(0, 2).map(n => n.html.slice(0, 160))])))"
    found = driver.execute_async_script(asked, tags, rules)
    return [f"{rule} ({impact}) {nodes}" for rule, impact, nodes in found if impact in ("serious", "critical")]


def keys(room, faults):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    driver = browser(1280)
    wait = WebDriverWait(driver, 10)

    def must(what, holds):
        if not holds:
            faults.append(f"keys: {what}")

    driver.get(room.origin + "/people?lang=zh")
    ActionChains(driver).send_keys("/").perform()
    must("/ goes to the search box", driver.switch_to.active_element.get_attribute("id") == "q")
    driver.switch_to.active_element.send_keys(NAME[:2])
    wait.until(lambda d: d.find_elements(By.CSS_SELECTOR, "#hints li"))
    driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait.until(lambda d: "/person/" in d.current_url)
    driver.get(room.origin + "/month/2022-08")
    ActionChains(driver).send_keys("j").send_keys("j").perform()
    second = driver.find_elements(By.CSS_SELECTOR, ".told")[1]
    must("j goes from entry to entry in a text", second.find_elements(By.CSS_SELECTOR, ":focus"))
    driver.get(room.origin + "/month/2022-08?view=headlines")
    ActionChains(driver).send_keys("j").send_keys("j").perform()
    second = driver.find_elements(By.CSS_SELECTOR, ".row")[1]
    must("j goes down the list", driver.switch_to.active_element == second)
    ActionChains(driver).send_keys(Keys.ARROW_UP).perform()
    must("↑ goes up the list", driver.switch_to.active_element == driver.find_elements(By.CSS_SELECTOR, ".row")[0])
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    wait.until(lambda d: "/entry/" in d.current_url)
    before = driver.current_url
    ActionChains(driver).send_keys(Keys.ARROW_RIGHT).perform()
    wait.until(lambda d: d.current_url != before and "/entry/" in d.current_url)
    ActionChains(driver).send_keys("?").perform()
    wait.until(lambda d: d.current_url.endswith("/help"))

    # A fact lights its characters, and they light the fact.
    driver.get(room.origin + "/entry/d1.e4")
    fact = driver.find_element(By.CSS_SELECTOR, ".found .fact.person")
    ActionChains(driver).move_to_element(fact.find_element(By.CSS_SELECTOR, ".name")).perform()
    must("a fact lights its characters", driver.find_elements(By.CSS_SELECTOR, ".leaf .k.person.lit"))
    ActionChains(driver).move_to_element(driver.find_element(By.CSS_SELECTOR, ".leaf .k.person")).perform()
    must("characters light their fact", driver.find_elements(By.CSS_SELECTOR, ".found .fact.lit"))
    # Selected words become the permalink.
    driver.execute_script("""var t = document.querySelector('.leaf .k.person').firstChild, r = document.createRange();
        r.selectNodeContents(t); getSelection().removeAllRanges(); getSelection().addRange(r);""")
    wait.until(lambda d: "quote=" in d.find_element(By.CSS_SELECTOR, "[data-permalink]").get_attribute("href"))
    words = driver.find_element(By.CSS_SELECTOR, ".leaf .k.person").text
    must("beside selected words they can be copied", driver.find_element(By.CSS_SELECTOR, ".copy-tool").is_displayed())
    driver.get(driver.find_element(By.CSS_SELECTOR, "[data-permalink]").get_attribute("href"))
    must("the permalink lights the words", driver.find_element(By.ID, "quote").text == words)
    # The slider narrows the map.
    driver.get(room.origin + "/map")
    driver.execute_script("""var s = document.querySelector('[data-slider]').elements.low; s.value = Number(s.max) - 10;
        s.dispatchEvent(new Event('input', {bubbles: true})); s.dispatchEvent(new Event('change', {bubbles: true}));""")
    wait.until(lambda d: "low=" in d.current_url)
    # By keys it loads nothing until it is asked to.
    driver.get(room.origin + "/map")
    ActionChains(driver).move_to_element(driver.find_element(By.NAME, "low")).perform()
    driver.find_element(By.NAME, "low").send_keys(*[Keys.ARROW_RIGHT] * 5)
    must("arrows on the slider load no page", "low=" not in driver.current_url)
    driver.find_element(By.NAME, "low").send_keys(Keys.ENTER)
    wait.until(lambda d: "low=" in d.current_url)
    # Print leaves the furniture out.
    driver.get(room.origin + "/entry/d1.e4")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = driver.execute_script("return getComputedStyle(document.querySelector('.rooms')).display")
    must("print leaves the furniture out", shown == "none")
    must("a page prints", len(driver.execute_cdp_cmd("Page.printToPDF", {})["data"]) > 1000)
    driver.quit()

    # Without script everything can be read.
    driver = browser(1280)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(room.origin + "/entry/d1.e4")
    must("an entry reads without script", NAME in driver.page_source)
    driver.quit()


def look(room, folder):
    """Every page whole, wide and narrow, light and dark, in both languages, to be looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    for width, dark, lang in ((1280, False, "zh"), (390, True, "zh"), (390, False, "en"), (1280, True, "en")):
        driver = browser(width, dark)
        for name, path in PAGES.items():
            driver.get(f"{room.origin}{path}{'&' if '?' in path else '?'}lang={lang}")
            high = min(2600, driver.execute_script("return document.documentElement.scrollHeight"))
            clip = {"x": 0, "y": 0, "width": width, "height": high, "scale": 1}
            data = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})["data"]
            (folder / f"{name.replace(' ', '-')}-{width}-{'dark' if dark else 'light'}-{lang}.png").write_bytes(base64.b64decode(data))
        driver.quit()


def shots(room, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for width in (1280, 390):
        driver = browser(width)
        for name in SHOTS if width > 500 else ["entry"]:
            path = PAGES[name]
            driver.get(f"{room.origin}{path}{'&' if '?' in path else '?'}lang=zh")
            clip = {"x": 0, "y": 0, "width": width, "height": 820 if width > 500 else 844, "scale": 0.75 if width > 500 else 1}
            data = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})["data"]
            file = folder / f"{name}{'' if width > 500 else '-phone'}.png"
            file.write_bytes(base64.b64decode(data))
            try:
                from PIL import Image

                Image.open(file).convert("RGB").quantize(64, dither=0).save(file, optimize=True)
            except ImportError:
                pass
        driver.quit()


class Writable:
    """A room over a base that is empty at first, with the address by which it may be written."""

    def __enter__(self):
        program = os.environ.get("DASHIJI", ROOT / "target/debug/dashiji")
        if not Path(program).exists():
            skip(f"{program} is not built")
        self.folder = tempfile.TemporaryDirectory()
        base = self.folder.name + "/base"
        subprocess.run([str(program), "init", base], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([str(program), "serve", "--base", base, "--port", "0"], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            found = re.search(r"((http://[\d.:]+)/enter\?key=(\w+))", line)
            if found:
                self.entrance, self.origin, self.key = found.groups()
                return self
        sys.exit("the room printed no address to write by")

    def __exit__(self, *_):
        self.process.terminate()
        assert self.process.wait(20) == 0, "the room did not close in order"
        self.folder.cleanup()


def examples(document):
    """The calls of curl in a document, done in their order on an empty base: each is answered well."""
    lines = document.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    calls = [line.strip() for line in lines if line.startswith("    curl -") or line.startswith("    curl http")]
    faults = [] if len(calls) > 3 else [f"{document.name}: no calls of curl"]
    with Writable() as room:
        values = os.environ | {"KEY": room.key, "HEAD": ""}
        for call in calls:
            call = call.replace("http://127.0.0.1:7878", room.origin) + " -sS -w '\\n%{http_code}'"
            done = subprocess.run(["bash", "-c", call], capture_output=True, text=True, env=values, cwd=ROOT)
            answer, _, status = done.stdout.rpartition("\n")
            if not status.startswith("2"):
                faults.append(f"{document.name}: {call}: {status} {answer[:300]} {done.stderr}")
                continue
            values["HEAD"] = json.loads(answer).get("head", values["HEAD"])
    return faults


def api(room):
    program = shutil.which("schemathesis") or shutil.which("st")
    if not program:
        skip("schemathesis is not here (pip install schemathesis)")
    # What is still being made is answered with 503, as it should be, and tells nothing of the calls.
    for path in ("findings", "ledgers"):
        while True:
            try:
                urllib.request.urlopen(f"{room.origin}/api/{path}")
                break
            except urllib.error.HTTPError:
                time.sleep(0.2)
    # Whoever has no key is answered with 403 and not with 401: there is no name and password to be asked for.
    command = [program, "run", f"{room.origin}/api/openapi.json", "--max-examples", "12", "--exclude-checks",
               "positive_data_acceptance,missing_required_header,ignored_auth", "--no-color"]  # fmt: skip
    failed = subprocess.run(command).returncode
    faults = [fault for name in ("serve.md", "zh/serve.md") for fault in examples(ROOT / "docs" / name)]
    for fault in faults:
        print(fault)
    return failed or bool(faults)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shots", type=Path)
    arguments.add_argument("--look", type=Path)
    arguments.add_argument("--api", action="store_true")
    given = arguments.parse_args()
    if not given.api:
        if not shutil.which("chromium") or not shutil.which("chromedriver"):
            skip("Chromium and chromedriver are not here (apt-get install chromium chromium-driver)")
        try:
            import selenium  # noqa: F401
        except ImportError:
            skip("selenium is not here (pip install selenium)")
    with Room() as room:
        if given.api:
            sys.exit(api(room))
        if given.look:
            look(room, given.look)
            return
        if given.shots:
            shots(room, given.shots)
            return
        script, faults = axe(), []
        if script is None:
            print("axe-core could not be brought: the check of access is left out")
        pages(room, script, faults)
        plain(room, script, faults)
        keys(room, faults)
        for fault in faults:
            print(fault)
        print(f"{len(PAGES)} pages, {len(faults)} faults")
        sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
