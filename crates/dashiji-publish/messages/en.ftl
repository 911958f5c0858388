# The words on the screen. The same keys as zh.ftl.

## Layout
entries = { $n } { $n ->
    [one] entry
   *[other] entries
}
nothing = no entries
undated = undated
entry-at = chars { $start }–{ $end }
section = section { $n }
event = event { $n }
summary = In all
summary-entries = { $n } entries, { $from } to { $to }
summary-entries-undated = { $n } entries, all undated
summary-entries-one-day = { $n } { $n ->
    [one] entry
   *[other] entries
}, { $from }
summary-documents = { $n } documents
summary-counts = { $people } people, { $places } places, { $bodies } bodies, { $documents } documents, { $figures } figures
summary-types = Types
summary-people = People

## Rows
row-date = Date
row-organizers = Held by
row-people = People
row-places = Places
row-orgs = Bodies
row-organs = Organs
row-documents = Papers
row-publications = Press
row-times = Times
row-quantities = Figures
row-doubt = in doubt
row-event = Event

## The document
document-source = from
document-published = published
document-captured = captured
document-period = tells of
document-accessed = opened
document-url = at

## How a date is known
basis-stated = as stated
basis-inherited = year or month from the text before
basis-relative = relative
basis-period = a span of time
basis-context = the span of the heading above
basis-unresolved = not understood

## How a post is known
ground-stated = stated
ground-carried = from another entry
ground-roster = roster
ground-ruled = ruled

## Types
type-meeting = meeting
type-visit = visit
type-ceremony = ceremony
type-deployment = deployment
type-issue = issue
type-project = project
type-result = result
type-statistics = statistics
type-appointment = appointment
type-award = award
type-donation = donation
type-institution = institution
type-exchange = exchange
type-disaster = disaster
type-death = death
type-conflict = conflict
type-justice = justice
type-status = status
type-other = other

## Parts
part-chair = chaired
part-speak = spoke
part-report = reported
part-read_out = read out
part-attend = attended
part-take_part = took part
part-accompany = accompanied
part-sit_in = sat in
part-lead = led
part-head_team = headed the team
part-see_off = saw off
part-visited = was visited
part-appointed = was appointed
part-removed = left office
part-honoured = was honoured
part-died = died
part-cited = cited
part-mention = named

## Places
role-venue = venue
role-visited = visited
role-origin = set out from
role-destination = bound for
role-remote = by video
role-participant = took part
role-subject = spoken of
role-mentioned = named

## Organizers
organizer-convene = convened
organizer-issue = issued
organizer-send = sent
organizer-host = hosted
organizer-undertake = undertook
organizer-found = founded

## Stages of a document
stage-draft = draft
stage-deliberated = deliberated
stage-adopted = adopted
stage-issued = issued
stage-in_force = in force
stage-amended = amended
stage-repealed = repealed
stage-mentioned = named

## Figures
kind-increment = this time
kind-component = part
kind-correction = correction
kind-cumulative = running total
kind-decrease = decrease
kind-stock = in all there
kind-planned = planned
kind-attribute = measure
kind-ordinal = ordinal
kind-count = count
approx-about = about
approx-over = over
approx-under = nearly
as-of = by { $day }
part-of = of figure { $n }

## Columns
column-date = date
column-date_to = date_to
column-measure = Measure
column-level = Level
column-by = By
column-report = Report
column-revised = Revised
column-person = person
column-post = post
column-ground = ground
column-part = part
column-place = place
column-role = role
column-code = code
column-type = type
column-headline = headline
column-document = document
column-citation = citation
column-doubt = doubt
column-entry = entry
cite-mark = { ", " }
cite = { $source }, entry { $number }, characters { $start }–{ $end }

## Scores
score-entries = { $gold } gold entries, { $predicted } predicted, { $paired } paired
score-header-field = field
score-header-p = P
score-header-r = R
score-header-f1 = F1
score-header-gold = gold
score-errors = { $field }: entry, missed, wrongly found
score-bad-spans = { $n } spans are not the slice they say

## Registers and ledgers
items = { $n } in all
nothing-found = nothing found
more = { $n } more
days = { $from } to { $to }
cited = { $path } entry { $number } @{ $start }
within = { $n } with what lies inside
seen = seen { $n } times
tenure = , in office { $from } to { $to } by the list
turn = , { $how } { $day }
change-elected = elected
change-appointed = appointed
change-confirmed = confirmed
change-acting = made acting
change-dismissed = dismissed
change-resigned = resigned
change-retired = retired
change-expired = term ended
change-left = left
change-died = died
row-gaps = Gaps
row-overlaps = Overlaps
gap-between = nobody seen in it from { $from } to { $to } (between { $before } and { $after })
overlap-between = { $before } and { $after } both seen in it from { $from } to { $to }
no-office = no entry gives an office
remote = (by video: { $places })
ground-clash = namesakes: the offices clash ({ $offices })
only-cited = only quoted or named in { $n }
and-doubted = { $sure } (+{ $n } in doubt)
filled = {" "}= { $office } (filled in)
ground-circle = a namesake apart: of { $regions }
maybe-same = may be the same as number { $n } ({ $entries } entries; for it: { $for }; against: { $against })
maybe-named = may be { $name }, told to bear this name ({ $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
}; for it: { $for }; against: { $against })
maybe-other_name = an entry tells it
maybe-one_region = one region
maybe-told_of_others = it is told of others too
maybe-none = nothing
maybe-rare_name = a rare name
maybe-follows = one post follows the other
maybe-region_within = one region lies in the other
maybe-one_province = one province
maybe-other_region = another region
maybe-posts_overlap = posts at one time
maybe-no_text = no entry ties them
row-aliases = Also
alias = { $kind } { $name }
alias-courtesy = courtesy name
alias-art = art name
alias-former = formerly
alias-assumed = assumed name
alias-other = also
alias-nickname = nickname
alias-childhood = childhood name
alias-pen = pen name
alias-stage = stage name
alias-religious = religious name
alias-lay = lay name
alias-posthumous = posthumous name
row-ground = Ground
row-offices = Offices
row-itinerary = Where
row-company = With
row-forms = Also
row-history = History
row-events = Seen
row-stages = Stages
row-equations = Sums
row-remainder = Rest
lines = { $n } lines
parts-of = of which { $parts }
figures-of = { $series } series · { $equations } equations
figures-unnamed = (unnamed)
answer-total = By { $day }: { $name } { $figure } in all; { $hold } equations hold
answer-stock = By { $day }: { $name } { $figure } there; { $hold } equations hold
answer-gaps = ; { $n } stretches not told, { $amount } unaccounted for
answer-wrong = ; { $n } do not hold, by what is told it would be { $right }
equation-gap = { $amount } between them not told
equation-candidates = ; between them { $figures }, which may be part of it
equation-wrong = does not hold, { $amount } off; it would be { $right }
row-lines = Figures
row-in-force = In force
row-reports = Reports
verdict-closes = closes
verdict-differs = does not close
verdict-unchecked = cannot be checked
verdict-derived = follows
but-stated = , the text says { $stated }
remainder = { $from }–{ $to } { $unit } come to { $amount }, itemised { $itemised }, unaccounted for { $unaccounted }
may-lie-inside = may lie inside: { $date } { $name } { $amount }
bounds = not itemised: { $least } to { $most }

## Findings
severity-error = error
severity-warning = warning
standing-law = law
standing-national_standard = national standard
standing-state_norm = norm of party or state
standing-trade_norm = norm of the trade
standing-arithmetic = arithmetic or calendar
standing-practice = practice
standing-house = house rule
norm-unverified =  (clause not verified)
colon = {": "}
profile-auto = auto
profile-month = month
profile-yearbook = yearbook
profile-gazetteer = gazetteer
profile-historical = historical
profile-emergency = emergency
profile-off = off
findings-more = { $rule }: { $count } more (--most 0 shows all)
severity-note = note
finding-entry = entry { $number }
location-paragraph = paragraph { $n }
location-page = page { $n }
finding-hint = hint
finding-see = see
finding-fix = mend
findings = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}
finding-decide = { $n } places in the file, not changed here. To mend them all at once: --format docx --rule { $code } -o OUT.docx
finding-decided = { $n } places in the file, all mended.
findings-none = nothing found
findings-unread = no entry was read, so nothing was checked
findings-title = Findings
explain-why = Why
explain-norm = Norm
explain-bad = Bad
explain-good = Good

## The proof sheet
review-title = Proof sheet
review-number = No.
review-document = File
review-entry = Entry
review-place = Place
review-date = Date
review-code = Code
review-severity = Severity
review-weight = Weight
review-text = Text
review-message = Finding
review-proposal = Proposal
review-hint = What to do
review-norm = Norm
review-ruling = Ruling
review-characters = Characters (without blanks)
review-errors = Errors
review-warnings = Doubts
review-notes = Notes
review-weighed = Weight of all (errors and doubts 1 each, punctuation and blanks 0.1, notes none)
review-rate = Error rate per ten thousand characters
review-method = Method
review-method-told = Rate = weight of all ÷ characters × 10000; weights after the Chinese rules for proofs of books (2004): 1 for words, 0.1 for punctuation. Found by the program, not ruled on.
## Queries
query-empty = nothing to look for
query-empty-hint = Write what to look for, for instance "疫情防控" who:赵立本 when:2020-02.
query-unclosed = a quotation mark without its other
query-unclosed-hint = Add the other; the mark itself cannot be looked for.
query-unpaired = a parenthesis without its other
query-unpaired-hint = Add the other; put text that has parentheses in quotation marks.
query-ends = the query ends too early
query-ends-hint = After OR, NOT, -, NEAR and an opening parenthesis a word, a field or a parenthesis is expected.
query-misplaced = { $found } cannot stand here
query-misplaced-hint = Expected a word, a field or an opening parenthesis; put it in quotation marks to look for it as text.
query-no-word = nothing in { $found } can be looked for
query-no-word-hint = Marks by themselves are not looked for; write a character, letter or digit.
query-unknown-field = there is no field { $found }
query-unknown-field-hint = The fields are { $expected }. Put text that has a colon in quotation marks.
query-no-value = the field { $found } has no value
query-no-value-hint = Write it right after the colon, for instance who:赵立本; with spaces, in quotation marks.
query-bad-value = { $found } cannot stand here
query-bad-value-hint = Check the value.
query-value-among = { $found } is none of its values
query-value-among-hint = It takes { $expected }.
query-bad-date = { $found } is no date
query-bad-date-hint = Write 2020-02-10, 2020-02, 2020 or 2020-02..2020-03; one end may be left out, as in ..1949; -0220 is 221 BC; 公元前221年, 民国二十五年3月, 1936年3月至5月 will do too.
query-backwards = { $found } ends before it begins
query-backwards-hint = The beginning comes first: 2020-02..2020-03.
query-bad-near = { $found } cannot be used here
query-bad-near-hint = NEAR stands between two words or quoted phrases, its number from 1 to 1000: 疫情 NEAR/5 防控.
query-too-long = the query is too long
query-too-long-hint = At most { $expected } characters.
query-too-long-word = the word is too long
query-too-long-word-hint = At most { $expected } characters in a word or phrase.
query-too-many = too many words and fields
query-too-many-hint = At most { $expected }.
query-too-many-fields = too many fields
query-too-many-fields-hint = At most { $expected } fields in one query.
query-too-many-near = too many uses of NEAR
query-too-many-near-hint = At most { $expected } in one query.
query-too-deep = parentheses stand too deep
query-too-deep-hint = At most { $expected } levels.
query-at = query, character { $at }: { $what }
query-at-end = query, at its end: { $what }

## Search results
found-total = { $n ->
    [one] one entry
   *[other] { $n } entries
}
found-shown = { $n } entries, here { $from } to { $to }
found-holder-stated = stated that day
found-holder-between = stated before and after
found-holder-nearest = nearest statement
found-holders = holders of { $asked }
found-more = and { $n } more
facet-who = people
facet-title = titles
facet-part = parts
facet-province = provinces
facet-prefecture = prefectures
facet-county = counties
facet-org = bodies
facet-doc = documents
facet-type = types
facet-year = years
facet-month = months
facet-ledger = ledgers
facet-measure = measures
facet-in = sources
facet-where = places
facet-when = time

## Books and workbooks
book-title = Chronicle
book-year = { $year }
book-year-before = { $year } BC
book-month = Month { $month }
book-day = { $day }
book-gregorian = { $text }: { $edtf } of the Gregorian calendar.
book-post = { $name }, { $title } ({ $ground }).
book-ledgers = Ledgers
book-ledger-ordinal = No.
book-ledger-date = Date
book-ledger-increment = Amount
book-ledger-total = Total
book-ledger-parts = Of which
book-index-people = Index of people
book-index-places = Index of places
book-index-bodies = Index of organisations
book-index-documents = Index of documents
book-index-pages = Pages stand in parentheses behind the day.
book-sources = Sources
sheet-entries = Entries
sheet-people = People and parts
sheet-figures = Figures
sheet-documents = Documents
column-edtf = EDTF
column-text = Text
column-id = Entry id
column-figure = Figure
column-value = Value
column-value_max = Upper end
column-unit = Unit
column-of = Of
column-kind = Kind
column-as_of = As of
column-scope = Scope
column-title = Title
column-doc_kind = Kind
column-doc_number = Number
column-issuer = Issuer
column-stage = Stage
column-stage_date = Day of the stage
column-ledger = Series
column-equation = Sum
column-told = Told
column-sum = Worked out
column-difference = Difference
column-verdict = Verdict
report-title = Situation report (as of { $day })
report-all = all that is told
report-source = From { $name }
report-heading = { $number }. { $name }
report-measures = Measures in force
report-situation = Levels and other
report-people = People moved and housed
report-casualties = Casualties
report-losses = Losses
report-forces = Forces
report-supplies = Supplies
report-open = What does not close or is not told
report-chain = Reports one after the other
report-made = { $name } ({ $day }) { $revised }
report-and = ,{ " " }
report-then = ;{ " " }
report-revised = { $name } { $before } → { $now } ({ $change })
report-missing = follow-up { $numbers } missing
report-unrevised = nothing revised
report-nothing = nothing told
report-figure = { $name }: { $figure } ({ $kind }, { $day })
report-change = ; { $change } since { $before }{ $cite }
report-silent = ; nothing told since
report-cited = { " " }[entry { $number } @{ $start }]
report-measure = { $what } { $level }, { $by }, from { $from }
report-measure-ended = { $what } { $level }, { $by }, from { $from } till { $till }
when-year = { $iso }
when-month = { $iso }
when-day = { $iso }
when-hour = { $iso }
when-minute = { $iso }

## Doubts
doubt-some = in doubt
doubt-much = much in doubt
doubt-some-between = in doubt, perhaps { $rivals }
doubt-much-between = much in doubt, perhaps { $rivals }
doubt-some-for = in doubt ({ $grounds })
doubt-much-for = much in doubt ({ $grounds })
ground-type-none = no word tells it
ground-type-later = told by a later sentence
ground-type-goes = told by going alone
ground-type-weak50 = told by a very weak word
ground-type-weak60 = told by a weak word
ground-type-weak70 = told by a word that is not strong
ground-type-near8 = another is as near
ground-type-near20 = another is near
ground-type-near40 = another is told too
ground-type-skipped = a clause before tells none
ground-type-headline = told by the headline
ground-type-noun = told by a noun
ground-type-is-meeting = a meeting
ground-type-is-project = works are often something else
ground-type-is-award = an honour
ground-type-is-visit = a visit
ground-type-is-appointment = an office
ground-type-is-status = a change of standing
ground-type-is-issue = something issued
ground-part-named = no verb tells it
ground-part-is-lead = who leads
ground-part-is-chair = who is in the chair
ground-part-actor = the verb is not known
ground-part-rite = told by the rite
ground-part-office = told by an act of office
ground-part-bare = no title stands by the name
ground-part-several = several parts in one entry
ground-part-crowd = one of many persons
ground-part-journey = in a visit
ground-part-meeting = in a meeting
ground-part-other = the entry is of no known type
ground-part-events = several events in one entry
ground-part-alone = the only person
ground-part-is-attend = who takes part
ground-part-is-fate = what befalls a person
ground-part-is-speak = who speaks
ground-person-m5 = won barely
ground-person-m10 = won by little
ground-person-m16 = won by no great margin
ground-person-two = two characters
ground-person-untitled = no title stands by it
ground-title-occupation = an occupation
ground-title-no-post = no known post ends it
ground-title-long = long
ground-place-m4 = won barely
ground-place-m12 = won by little
ground-place-m24 = won by no great margin
ground-place-m40 = won by no wide margin
ground-place-rival = something else comes near
ground-place-slot = nothing but where it stands
ground-place-region = a region
ground-place-long = long before its last word
ground-place-left-mark = a mark before it
ground-place-left-other = nothing bounds its beginning
ground-place-right-mark = a mark behind it
ground-place-right-other = nothing bounds its end
ground-place-home = in the region
ground-place-full = a full name
ground-place-local = by its last word
ground-place-known = a known name
ground-place-called = called for
ground-place-far-short = only a county far away bears it
ground-place-county = a county's short form
ground-place-len5 = long
ground-body-m8 = won barely
ground-body-m14 = won by little
ground-body-m18 = won by no great margin
ground-body-m22 = won by no wide margin
ground-body-is-site = grounds or a building
ground-body-unled = no place or level before its last word
ground-body-left-other = nothing bounds its beginning
ground-body-right-other = nothing bounds its end
ground-body-len13 = long
ground-body-level = a level begins it
ground-body-led = a known place begins it
ground-body-late-lead = a place in its middle
ground-body-abroad = a country begins it
ground-body-unknown = holds unknown words
ground-body-done = what is built or moved
ground-body-whole = a known name
ground-organizer-second = told by a later sentence
ground-organizer-headline = told by the headline alone
ground-organizer-own = by its kind alone
ground-kind-told = a word tells it
ground-kind-ratio = a share or time
ground-kind-component = a part
ground-kind-running = a running total
ground-kind-near-stock = there is
ground-kind-near-increment = a deed before it
ground-kind-near-attribute = a word of what it is made of
ground-kind-each = a rate
ground-kind-default = no word tells it
ground-kind-measure = a measure that no word explains
ground-kind-amounts = an amount that no word explains
ground-kind-money = money that no word explains
ground-kind-around = told by the words around
ground-kind-against = words around it say another
ground-kind-year = of a year's sum
ground-kind-book = told by other figures
ground-kind-is-person = persons
ground-kind-is-thing = things
ground-kind-is-general = things or notions
ground-kind-is-money = money
ground-kind-one = one
ground-kind-han = written in characters
ground-kind-small-han = a small number in characters
ground-kind-many = many figures in one sentence
ground-kind-big = ten thousand and more
ground-kind-approx = about
ground-kind-goes-on = its clause goes on
ground-kind-head = it begins its clause
field-date = date
field-type = type
field-person = person
field-title = title
field-part = part
field-place = place
field-code = code
field-body = body
field-organizer = organizer
field-quantity = figure

# Files that cannot be read, and what to know of those that are
unreadable-empty = an empty file, without any text
unreadable-too-large = more text than can be read at once; split the file
unreadable-pdf = a PDF; take its text out first (pdftotext FILE.pdf FILE.txt); where it has none it is a scan: recognize its characters (OCR) first
unreadable-archive = a ZIP archive; unpack it first
unreadable-misnamed = called after Word or Excel, but none of their files; a text must be called .txt, and what was a document before is damaged: take another copy of it
unreadable-rtf = an RTF file; save it as DOCX in Word or WPS
unreadable-doc = an old Word file (.doc); save it as .docx in Word or WPS
unreadable-wps = an old WPS Writer file (.wps); save it as .docx in WPS
unreadable-slides = a slide show; copy its text into a Word or text file
unreadable-old-sheet = an old sheet (.xls, .et) that cannot be opened; save it as .xlsx or .csv
unreadable-encrypted = a file locked with a password; open it and save it without one
unreadable-ole = an old Office file; save it as .docx or .xlsx
unreadable-odt = an OpenDocument text (.odt); save it as .docx
unreadable-ods = an OpenDocument sheet (.ods); save it as XLSX or CSV
unreadable-xlsb = a binary workbook (.xlsb); save it as XLSX or CSV
unreadable-uof = a document in UOF; save it as DOCX or XLSX in WPS
unreadable-iwork = a document of Pages or Numbers; export it as DOCX or XLSX
unreadable-office-xml = a Word or Excel document as one XML file; open it in the program it comes from and save it as DOCX or XLSX
unreadable-web-archive = a web page in one file (.mht); open it in Word or WPS and save it as DOCX
unreadable-epub = an electronic book (.epub); convert it to HTML or text first
unreadable-ofd = an OFD file; convert it to DOCX or text first
unreadable-bomb = { $part } unpacks to more than { $most } bytes, which no document does; it is refused
unreadable-broken = { $part } is damaged ({ $why }); open the file in Word or WPS, save it anew and try again
unreadable-doctype = { $part } declares a document type or entities, which no office program writes; it is refused
unreadable-too-many = { $part } holds more than { $most } { $what }; split the file
many-levels = levels
many-cells = cells
many-members = members
many-characters = characters
many-sheets = sheets
many-elements = paragraphs, runs and cells
many-bytes-of-text = bytes of text
many-relations = relations
many-styles = styles
many-lists = lists
many-bytes-of-attributes-in-one-element = bytes of attributes in one element
unreadable-pictures = no text, only { $count } pictures: a scan; recognize its characters (OCR) first
unreadable-column = { $part } has no column { $column }; it has { $known }
unreadable-image = an image; recognize its characters (OCR) first
unreadable-compressed = a compressed file; unpack it first
unreadable-caj = a CAJ or KDH file; copy the text out of its reader first
unreadable-binary = no text but binary data (from byte { $at })
unreadable-other = { $error }
remark-macros = dashiji: { $path }: has macros, which are not run
remark-links = dashiji: { $path }: refers to { $count } things outside of it, which are not fetched
remark-embedded = dashiji: { $path }: embeds { $count } objects, which are not read
remark-changes = dashiji: { $path }: has tracked changes ({ $inserted } characters in, { $deleted } out), read as accepted
remark-hidden = dashiji: { $path }: has { $count } hidden characters, which are left out
remark-months = dashiji: { $path }: sheet { $sheet } has { $count } date(s) ({ $cells }) of which it does not tell whether a month or its first day is meant; they are read as months. Look at them, or save the file as .xlsx
remark-unmapped = dashiji: { $path }: no heading tells the columns ({ $columns }); it is read line by line. Tell them by --map, for instance --map 日期=A,内容=C
remark-unmapped-sheet = dashiji: { $path }: no heading tells the columns of sheet { $sheet } ({ $columns }); it is read line by line. Tell them by --map, for instance --map 日期=A,内容=C
