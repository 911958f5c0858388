"""What people do in the reading room, done in a real browser by keys and clicks, in both languages, wide and on a phone.

    scripts/rooms-tasks.py              a month is put in, its missing batches are found, a wrong name is mended, the Word file is fetched; questions are asked, a sentence is cited and kept
    scripts/rooms-tasks.py --shots DIR  the same, with a picture of each step

Opens an empty base with `target/debug/dashiji serve`, comes in by the address with the key that it prints, and uses what the pages offer
and nothing else; half of the rounds run without script. axe-core looks at each page that only writers see.
"""

import argparse
import base64
import io
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from rooms import ROOT, Writable, axe, browser, skip, together  # noqa: E402

NAME, RIGHT = "闻人静", "闻人靖"

# What is asked, and what the answer has in it.
QUESTIONS = {
    "zh": [
        ("闻人静8月3日在哪里", "石羊河镇"),
        ("闻人静 2022-08-03", "石羊河镇"),
        ("霍山县农村供水管理办法何时通过", "8月19日"),
        ("谁是县长", NAME),
        ("8月3日县长在哪里", "石羊河镇"),
        ("抗旱送水服务队第二批有多少人", "24人"),
        ("22年8月印发了哪些文件", "霍山县农村供水管理办法"),
        ("早稻总产量多少", "1.32万吨"),
        ("8月3日谁在石羊河镇", NAME),
    ],
    "en": [
        ("where was Wenren Jing on 3 August 2022", "石羊河镇"),
        ("when was 霍山县农村供水管理办法 passed", "19 August 2022"),
        ("who was the county head", NAME),
        ("how much rice was produced", "1.32万吨"),
    ],
}


def tasks(lang, width, script, shots, access, faults):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.expected_conditions import staleness_of
    from selenium.webdriver.support.ui import WebDriverWait

    where = f"{lang} {width} {'script' if script else 'no script'}"

    def must(what, holds):
        if not holds:
            faults.append(f"{where}: {what}")

    with Writable() as room:
        driver = browser(width)
        step = [0]

        def one(selector, root=None):
            return (root or driver).find_element(By.CSS_SELECTOR, selector)

        def press(found):
            ActionChains(driver).scroll_to_element(found).perform()
            found.click()

        def go(found):
            """Presses what leads to another page, and waits until it is there."""
            page = one("html")
            press(found)
            WebDriverWait(driver, 30).until(staleness_of(page))

        def at(path):
            """A page, once what it shows is made; one that is not there in time is asked for again."""
            for _ in range(60):
                driver.get(room.origin + path)
                if not driver.find_elements(By.CSS_SELECTOR, "[data-making]") and driver.find_elements(By.CSS_SELECTOR, "main h1"):
                    return
                time.sleep(1)

        def look(name):
            over = driver.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            must(f"{name} is {over} pixels too wide", over <= 0)
            if access and script:
                driver.execute_cdp_cmd("Runtime.evaluate", {"expression": access})
                found = driver.execute_async_script("axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}}).then(r => arguments[0](r.violations.map(v => [v.id, v.impact, v.nodes.slice(0, 2).map(n => n.html.slice(0, 160))])))")
                faults.extend(f"{where} {name}: {rule} ({impact}) {nodes}" for rule, impact, nodes in found if impact in ("serious", "critical"))
            if shots:
                step[0] += 1
                high = min(2400, driver.execute_script("return document.documentElement.scrollHeight"))
                clip = {"x": 0, "y": 0, "width": width, "height": high, "scale": 1}
                data = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})["data"]
                (shots / f"{lang}-{width}-{step[0]}-{name}.png").write_bytes(base64.b64decode(data))

        driver.get(f"{room.origin}/?lang={lang}")
        must("a reader without the key is offered nothing to write", "method=\"post\"" not in driver.page_source)
        if not script:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        driver.get(room.entrance)
        must("the address does not keep the key", "key=" not in driver.current_url)
        look("empty")

        # A month is put in.
        one("[data-door] input[type=file]").send_keys(str(ROOT / "samples/county-month.txt"))
        go(one("[data-door] button"))
        must("a file is read before it is kept", "/add/" in driver.current_url and NAME in driver.page_source)
        look("read")
        one("input[name=by]").send_keys("周文澜")
        go(one("form.door button"))
        must("it is kept", "/source/d1" in driver.current_url and driver.find_elements(By.CSS_SELECTOR, ".done"))
        look("kept")

        # Its missing batches.
        at("/ledgers")
        go(one("main a[href^='/ledger/']"))
        must("a ledger says what is missing", driver.find_elements(By.CSS_SELECTOR, ".missing li, .finding-title"))
        look("ledger")

        # A wrong name.
        at("/search?q=" + NAME)
        go(one(".results a[href^='/entry/'], .rows a[href^='/entry/']"))
        fact = next(f for f in driver.find_elements(By.CSS_SELECTOR, ".found .fact.person") if NAME in f.text)
        press(one("summary", fact))
        field = one("input[name=to-name]", fact)
        field.clear()
        field.send_keys(RIGHT)
        one("input[name=reason]", fact).send_keys("据任职文件")
        must("the writer's name is known by now", one("input[name=by]", fact).get_attribute("value") == "周文澜")
        look("mend")
        go(one("button[value=correct]", fact))
        must("the name is mended", any(RIGHT in f.text for f in driver.find_elements(By.CSS_SELECTOR, ".found .fact.person")))
        must("the act is told", "r1" in one(".done").text)
        look("mended")
        go(one(".done button"))
        must("and can be undone", not any(RIGHT in f.text for f in driver.find_elements(By.CSS_SELECTOR, ".found .fact.person")))

        # The text itself.
        go(one("main a[href^='/edit/']"))
        look("edit")
        words = one("textarea[name=text]")
        text = words.get_attribute("value")
        words.clear()
        words.send_keys(text.rstrip() + "特此记录。")
        go(one("form.edit button"))
        must("the text is a new version", "特此记录" in one(".leaf").text)

        # What changed since the last version is told on the first page.
        at("/")
        go(one("main a[href*='/diff?']"))
        must("the change is shown", "特此记录" in driver.page_source and driver.find_elements(By.CSS_SELECTOR, "ins, .ins"))

        # Questions, typed into the box of any page.
        for question, answer in QUESTIONS[lang]:
            at("/about")
            box = one("#q")
            box.clear()
            box.send_keys(question)
            go(one(".find button"))
            card = driver.find_elements(By.CSS_SELECTOR, ".card")
            must(f"{question} is answered", card and answer in card[0].text)
        look("answer")

        # The map of the day says who was where.
        at("/map?from=2022-08-03&to=2022-08-03")
        must("the map of a day tells where everybody was", NAME in one("#beside").text and "石羊河镇" in one("#beside").text)
        look("map")

        # A sentence is cited, and kept.
        at("/entry/d1.e3")
        if script:
            driver.execute_script("""var t = document.querySelector('.leaf .k.person').firstChild, r = document.createRange();
                r.selectNodeContents(t); getSelection().removeAllRanges(); getSelection().addRange(r);""")
            WebDriverWait(driver, 10).until(lambda d: d.find_elements(By.CSS_SELECTOR, ".copy-tool"))
            must("words that are chosen can be copied where they stand", one(".copy-tool").is_displayed())
        must("an entry is cited with its address", room.origin + "/entry/d1.e3" in one(".cite").text)
        go(one("a[data-keep]"))
        must("what is kept is listed with its citation", NAME in one(".kept").text and "/entry/d1.e3" in one(".kept").text)
        look("kept-passages")
        link = one(".tools a[href*='/download/kept/']").get_attribute("href")
        word = zipfile.ZipFile(io.BytesIO(urllib.request.urlopen(link).read())).read("word/document.xml").decode()
        must("and goes into a Word file with it", NAME in word and "/entry/d1.e3" in word)

        # A finding.
        at("/findings")
        found = driver.find_elements(By.CSS_SELECTOR, ".mend summary")
        if found:
            press(found[0])
            one("details[open] input[name=reason]").send_keys("原文如此")
            look("finding")
            go(one("details[open] button[value=dismiss]"))
            must("a finding is settled", driver.find_elements(By.CSS_SELECTOR, ".done"))

        # The Word file.
        at("/month/2022-08")
        link = one("a[href$='.docx'], a[href*='.docx?']").get_attribute("href")
        word = zipfile.ZipFile(io.BytesIO(urllib.request.urlopen(link).read())).read("word/document.xml").decode()
        must("the Word file holds the month", "特此记录" in word)
        at("/rulings")
        look("rulings")
        driver.quit()


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shots", type=Path)
    shots = arguments.parse_args().shots
    if shots:
        shots.mkdir(parents=True, exist_ok=True)
    try:
        import selenium  # noqa: F401
    except ImportError:
        skip("selenium is not here (pip install selenium)")
    access, faults = axe(), []
    if access is None:
        print("axe-core could not be brought: the check of access is left out")
    rounds = (("zh", 1280, True), ("en", 390, True), ("zh", 390, False), ("en", 1280, False))
    together([(tasks, *one, shots, access, faults) for one in rounds])
    for fault in faults:
        print(fault)
    print(f"4 rounds, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
