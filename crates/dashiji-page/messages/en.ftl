# The words on the pages. Keys as in zh.ftl.

## head of the page
skip = Skip to the text
search-label = Search
search-placeholder = Search or ask: where was … on …
search-hint = Press / to come here
search-button = Search
nav-label = Sections
nav-home = Home
nav-timeline = Timeline
nav-sources = Sources
nav-people = People
nav-offices = Offices
nav-organizations = Organisations
nav-places = Places
nav-map = Map
nav-documents = Documents
nav-ledgers = Ledgers
nav-network = Network
nav-findings = Findings
nav-rulings = Rulings
nav-search = Search
nav-about = About this data
nav-api = API
nav-help = Help
foot-note = Everything here was read from the text by a program and points to its characters; check the text before you cite it.
untitled = Untitled

## home
home-title = Reading room
home-entries = { $shown } entries
home-months = By month
home-undated = No entry has a date.
home-nothing = There is nothing here yet. Add documents with dashiji add.
home-newest = Latest entries
home-findings = Open findings
home-sources = Latest sources
home-people = People most named
home-places = Places most named
entries-n = { $n ->
    [one] 1 entry
   *[other] { $shown } entries
}
events-n = { $n ->
    [one] 1 event
   *[other] { $shown } events
}
names-n = { $n ->
    [one] 1 name
   *[other] { $shown } names
}
hits-n = { $n ->
    [one] 1 entry found
   *[other] { $shown } entries found
}
findings-n = { $n ->
    [one] 1 finding
   *[other] { $shown } findings
}
more-n = { $shown } more: narrow the days to see them.
undated-n = { $shown } more have no date.
heat-label = Entries by month

## sources and periods
sources-lead = The documents that entries were read from, the latest told of first.
column-source = Source
document-region = Region
document-site = Site
document-encoding = Encoding
document-path = File
text-title = Full text
text-open = Full text
text-plain = Plain, as published
text-marked = With the reading laid over it
open-entry = Open entry
neighbours = Before and after
calendar-label = Calendar
weekdays = Mo Tu We Th Fr Sa Su
filters = Narrow down
filter-type = Type
filter-person = Person
filter-place = Place
any = Any
apply = Show
clear = Clear
nothing-here = Nothing here.
cite = Citation
pager-label = Pages
pager-prev = Previous
pager-next = Next

## entry
entry-number = no. { $n }
said-title = Urged, planned, conveyed, reported
events-title = Events in this entry
programme-title = Before and after in the ledger
elsewhere-title = The same told elsewhere
permalink = Permalink
permalink-hint = Select words in the text and the link points to them.
facts-label = What was read
show-in-text = Show in the text
entry-before = Before
entry-after = After
days-before = { $n ->
    [one] one day before
   *[other] { $n } days before
  }
days-after = { $n ->
    [one] one day after
   *[other] { $n } days after
  }
mode-urged = Urged
mode-planned = Planned
mode-conveyed = Conveyed
mode-reported = Reported
mode-done = Carried out
legend-person = person
legend-office = office
legend-place = place
legend-body = organisation
legend-paper = document
legend-time = date
legend-figure = figure
legend-verb = deciding verb
legend-doubt = in doubt

## registers
people-lead = Everyone named. The office is the one last seen.
places-lead = Places named; a division takes in what lies in it.
organizations-lead = Bodies that held, issued, sent or were named.
documents-lead = Documents named in the text, each with the stages of its life.
offices-lead = Who was seen in each office, and when: observed, not appointed.
ledgers-lead = Series of figures found in the text, and whether they add up.
column-name = Name
column-office = Office
column-note = Note
column-number = Number
column-entries = Entries
column-first = First
column-last = Last
column-within = With what lies in it
column-issuer = Issued by
column-stage = Stage
column-body = Body
column-where-told = Source entries
column-ledger = Ledger
column-lines = Lines
column-ordinal = No.
name-filter = Name contains
by-weight = By entries
by-name = By name
forms = Other forms
places-inside = Inside
entries-title = Entries
beside-title = Named together
place-division = division
place-zone = zone
place-town = town
place-village = village
place-region = region
place-country = country
place-natural = natural feature
holders-label = Holders over time
offices-label = Offices over time
stages-label = Stages of the document

## person
person-offices = Offices
person-offices-note = A bar runs from the first to the last day seen; dots are days seen, a diamond a day of appointment.
person-where = Where and when
person-parts = Parts played
person-company = Present together
person-urged = Requests made
merge-clash = another person of the same name: the offices exclude each other ({ $offices })
cited-apart = { $n } only quoting or naming
merge-circle = told apart from others of the name: of { $regions }
maybe-same = may be the same as number { $n }
maybe-named = may be { $name }, told to bear this name
merge-offices = taken for one person: offices ({ $offices })
merge-name = taken for one person: the same name, no office

## ledgers
ledger-label = { $name }: each and in all
ledger-lines = Lines
ledger-increment = Added
ledger-total = In all
ledger-parts = Parts
ledger-gaps = Numbers that no entry tells of:
ledger-related = May lie inside
stated = stated
remainder-line = Nos. { $from }–{ $to } come to { $amount }; { $itemised } are itemised, { $open } are not

## pictures
timeline-label = Timeline: entries and their types
timeline-hint = Choose a column to go into it, or draw over some.
zoom-label = Zoom
earlier = Earlier
later = Later
wider = Wider
whole = All
from = From
to = To
map-label = Map: the larger the circle, the more entries
map-hint = No borders are drawn; coasts, rivers and lakes are Natural Earth’s; an office may bring its own base map (--map, GeoJSON). Coordinates are GeoNames'; a place without one counts where it lies.
map-based = The base map is the office's own. Coordinates are GeoNames'; a place without one counts where it lies.
map-without = { $shown } entries have no place on it.
map-title = { $span }: { $places } places are told of, { $most } most often ({ $n } entries)
map-title-of = “{ $what }”: { $places } places, { $most } most often ({ $n } entries)
map-title-person = Where { $person } was: { $places } places, { $most } most often ({ $n } times)
map-title-none = No place that can be shown on a map
map-seen = Who was where
map-zoom = Larger|Smaller|As it was
squares-heading = By division
squares-title = { $span }: entries by province, prefecture and county, nested by code; areas are in proportion
nested-label = Nested divisions: areas are in proportion to entries
timeline-title = { $span }: { $shown } entries, most in { $when } ({ $most })
timeline-title-of = “{ $what }”, { $span }: { $shown } entries, most in { $when } ({ $most })
scale-log = Logarithmic
scale-linear = Linear
network-title = { $people } people at the same events: closest are { $one } and { $other } ({ $n } events); small meetings count for more
network-title-none = Nobody is told of with another
group-party = Party
group-government = Government
group-congress = People’s congress
group-conference = Consultative conference
group-law = Law and justice
group-other = Others
picture-png = PNG
picture-data = Data
picture-embed = Embed elsewhere
person-route = The whole route on the map
network-label = Network: those at one event are tied
network-lead = People at the same event are tied; a tie opens its entries. The thicker, the closer: two alone count for more than two among thirty. Colours are the bodies of their offices.
network-names = Names
network-pairs = Most often together

## search
search-title = Search: { $query }
search-empty = Type words, a name, a day or a question.
search-help = How to search
search-none = Nothing found.
search-slow = The search took longer than two seconds and was stopped. Be more specific.
search-refused = The query was not run
search-refused-hint = Nothing is shown instead. Put the query right, or leave it out.
search-too-far = Only the first ten thousand can be paged through; narrow the search.
feed-title = Latest entries
facets-label = Counts
facet-type = Type
facet-who = People
facet-where = Places
facet-org = Organisations
facet-doc = Documents
facet-when = When
facet-part = Parts
facet-title = Offices
facet-year = Year
facet-month = Month
facet-ledger = Ledgers
facet-measure = Measures
facet-source = Sources
sort-weight = Relevance
sort-newest = Newest
sort-oldest = Oldest

## findings
findings-lead = What an editor should look at; the same words as dashiji check.
findings-severity = Severity
findings-rules = Rules
findings-none = None.
fix-remove = Can be removed.
fix-replace = Can be “{ $text }”.
rule-findings = These in this base

findings-cut = Only the first are listed; { $shown } more are not. Filter by source, or use dashiji check.
entry-checking = The base is still being checked; findings on this entry will show later.

## what takes a while
making-findings = Checking the whole base… { $far }
making-ledgers = Drawing up the ledgers… { $far }
making-index = Indexing that day… { $far }
making-day = Reading the base of that day… { $far }
making-text = Reading this source… { $far }
making-diff = Comparing the versions… { $far }
making-again = It will show when it is ready; without scripts, load the page again.
making-failed = Could not be done: { $why }
making-far = { $step } { $done } / { $all }
making-waiting = waiting for other work
making-reading = entries read
making-indexing = documents indexed
making-checking = rules applied
making-series = joining figures

## rulings, versions, the base of a day
rulings-lead = What people ruled about what was read: who, when, why. A ruling can be taken back; the record stays.
rulings-n = { $shown ->
    [1] 1 ruling
   *[other] { $shown } rulings
}
rulings-none = No rulings. Use dashiji rule to accept, correct or reject what was read.
ruling-all = All
ruling-in-force = In force
ruling-undone = Taken back
ruling-accept = Accepted
ruling-correct = Corrected
ruling-reject = Rejected
ruling-merge = One person
ruling-separate = Two persons
ruling-same-event = Same event
ruling-name = Short name
standing-met = still meets its fact
standing-kept = no longer read, kept by the ruling
standing-settled = no longer read so
standing-gone = its words are gone
fact-date = date
fact-type = type
fact-person = person
fact-place = place
fact-organization = organisation
fact-document = document
fact-figure = figure
versions-title = Versions
versions-lead = The bytes of every version are kept as received; entries keep their ids from version to version.
versions-n = Versions ({ $n })
versions-compare = Compare
versions-diff = Changes
version-current = current
column-version = version
column-recorded = received
column-author = by
column-bytes = bytes
change-changed = Changed
change-added = Added
change-removed = Removed
change-moved = Moved
change-from-to = from number { $from } to { $to }
change-none = The entries of both versions are the same.
change-out = in the older
change-in = in the newer
as-of-title = The base on { $day }
gone-since = These pages are what was read before { $when }; since then the base cannot be read:
gone-missing = its folder or record is not there.
gone-unreadable = it is damaged or closed. dashiji verify tells what is wrong.
as-of-note = This is the base as it stood at the end of { $day }, read by today’s program.
as-of-today = Back to today
as-of-label = The base at the end of a day
no-day-title = There is no such day
no-day-hint = Write a day as 2026-11-24.
broken-title = The base cannot be read
broken-hint = See the window dashiji serve runs in, or run dashiji verify.

## about and help
about-not = This is a tool for reading chronicles. It is no case reporting, no contact tracing and no patient record, and must not be used as one; people stand here only because published chronicles name them in their public duties.
about-read = What was read
about-undated = Without a date
about-characters = Characters
about-how = How it is read
about-how-text = By grammar and lexicon, character by character; no model, no network. The same bytes always give the same facts, and each points to its characters.
about-well = How well it reads
about-well-text = The accuracy (F1) that the program must not fall below on one province's month marked by hand; tests hold it there. The rules were tuned with that month in view, so expect less elsewhere: check before you rely on it.
about-field = Field
about-licences = Licences
about-licences-text = The program is under MIT or Apache-2.0. Division codes: areacodes (CC0-1.0); coordinates: GeoNames (CC BY 4.0); the rest in NOTICE. The rights in the texts are their editors'.
help-keys = Keys
key-search = to the search box
key-next = next in the list (↓ too)
key-previous = previous in the list (↑ too)
key-before = the page, entry or month before
key-after = the page, entry or month after
key-open = open what is chosen
key-help = this page
key-away = leave the search box
help-search = Search
help-search-text = Words find the entries that have them, one character is enough; simplified, traditional and variant characters are one. Conditions can be combined:
field-who = a person; pinyin works
field-title = an office
field-part = a part played
field-where = a place and what lies in it
field-org = an organisation
field-doc = a document
field-type = a type
field-when = a time or a stretch
field-phrase = words together
field-not = without
field-or = either; parentheses work
help-marks = Marks
help-marks-text = Each kind has its colour and its shape: people a line, offices dots, places a double line, organisations dashes, documents a wave, dates a line above, figures a frame, verbs dots below.
score-entry-start = entry start
score-entry-extent = entry extent
score-headline = headline
score-date = date
score-type = type
score-person = person
score-person-title = person and office
score-person-part = person and part
score-place = place
score-organizer = organizer
score-org = organisation
score-document = document
score-time = time
score-quantity = figure
score-quantity-kind = kind of figure

## interface
api-lead = Whatever the pages show can be had by programs: JSON, lists as CSV too, marked text as W3C Web Annotations. POST is there where the room may be written, for who sends its key (Authorization: Bearer KEY).
api-problems = Problems (RFC 9457)
api-about = What the base holds
api-sources = Sources
api-source = One source
api-entries = Entries, by source, type, person, place and time
api-entry = One entry with all its facts
api-annotations = An entry's marked text
api-people = People
api-person = One person: offices, itinerary, company
api-offices = Offices with their holders
api-places = Places with coordinates
api-place = One place with what lies in it
api-organizations = Organisations
api-organization = One organisation
api-documents = Documents
api-document = One document with its stages
api-ledgers = Ledgers
api-ledger = One ledger: lines and equations
api-timeline = Entries by stretch of time
api-map = Entries by place (GeoJSON)
api-network = Who was with whom
api-search = Search
api-suggest = Names while typing
api-findings = Findings
api-rulings = Rulings
api-versions = Versions of a source
api-diff = What changed between two versions
parameter-page = page, from 1
parameter-size = items on a page, at most 500
parameter-format = json or csv
parameter-sort = order
parameter-source = id of a source
parameter-type = type
parameter-person = a person's name
parameter-place = code or name of a place
parameter-from = first day
parameter-to = last day
parameter-in = id of a source, where two tell the same
parameter-name = part of the name
parameter-names = how many names
parameter-q = a query
parameter-rule = a rule's code or its beginning
parameter-severity = severity
parameter-id = id
parameter-key = code or name
parameter-title = title
parameter-number = number
parameter-as-of = The base as it stood at the end of that day
parameter-missing = is missing
parameter-unfit = cannot be “{ $value }”
problem-not-found = There is no such thing
problem-bad-parameter = A parameter is not what it may be
problem-bad-query = The query is no query
problem-slow = It took too long
problem-making = Still being made; try again shortly
problem-busy = Too much is asked at once; try again shortly
problem-broken = The base could not be read
problem-method = Read only: GET and HEAD
problem-too-long = The address is too long
problem-host = This name is not this machine’s
missing-title = No such page
missing-hint = The address may be wrong, or what it meant is no longer in the base.
query-fault-empty = nothing is asked for
query-fault-unclosed = a quotation mark is not closed
query-fault-unpaired = a parenthesis has no other
query-fault-misplaced = a word, a condition or a parenthesis was expected here, not “{ $given }”
query-fault-no-word = nothing that can be searched for stands in “{ $given }”
query-fault-unknown-field = there is no condition “{ $given }”
query-fault-no-value = nothing stands after { $given }:
query-fault-bad-value = cannot be { $given }
query-fault-bad-date = “{ $given }” is no year, month, day or stretch
query-fault-backwards = “{ $given }” ends before it begins
query-fault-bad-near = NEAR stands between words: { $given }
query-fault-too-much = the query is too long: { $given }
query-fault-too-many-fields = more than { $given } fields
query-fault-too-many-near = more than { $given } uses of NEAR
query-fault-too-deep = parentheses stand too deep
facet-province = Provinces
facet-prefecture = Prefectures
facet-county = Counties

## Doubts
doubt-and = {"; "}

## dates
date-day = { $day } { $name } { $year }
date-month = { $name } { $year }
date-month-day = { $day } { $name }
date-with-weekday = { $weekday } { $date }
date-between = { $from } to { $to }
date-since = from { $from }
date-until = until { $to }
date-about = about { $date }
date-uncertain = { $date } (in doubt)
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## reading day by day
view-text = Full text
view-headlines = Headlines only
view-whole = All on one page (to print)
within-month = During { $month }, no day told
within-years = { $years }, no day told
told-again = Also told in:
series-before = before
series-after = after
and-more = { $shown } more
more-entries = { $n ->
    [one] 1 more entry on this day
   *[other] { $shown } more entries on this day
}
twins-checking = The whole base is still being checked; what else tells of the same will show later.
list-and = {", "}
heat-whole-year = year only
heat-year-only = { $n ->
    [one] 1 entry tells no more than the year
   *[other] { $shown } entries tell no more than the year
}
heat-years-between = ⋯ { $shown } years of which nothing is told ⋯
gap-told = nothing told of { $span }
version-number = version { $n }

## downloads
download-label = Download
download-docx = Word
download-xlsx = Excel
download-csv = CSV
download-txt = Plain text
download-too-many = Too many entries for one file
download-too-many-hint = A file holds 3,000 at most: narrow it down, or use dashiji export on the command line.

## front page
home-lead = { $sources ->
    [one] 1 document
   *[other] { $sources } documents
} with { $entries } entries, telling of { $span }.
home-sure = Everything was read from the text by a program and points to its characters.
home-doubtful = Everything was read from the text by a program and points to its characters; { $n ->
    [one] 1 entry has
   *[other] { $shown } entries have
} something in doubt, and says so.
home-acts = Latest changes
home-add = To add documents:
act-added = came in:
act-revised = new version:
act-entered = written:
act-removed = taken out:
act-restored = put back:
act-ruled = a ruling
act-undone = a ruling taken back
outline-label = Contents
outline-days = Days
outline-sections = Sections
month-1-short = Jan
month-2-short = Feb
month-3-short = Mar
month-4-short = Apr
month-5-short = May
month-6-short = Jun
month-7-short = Jul
month-8-short = Aug
month-9-short = Sep
month-10-short = Oct
month-11-short = Nov
month-12-short = Dec
corrected-to = { $field }: “{ $value }”
entry-gone = an entry no longer here
field-of-name = name
field-of-title = office
field-of-date = date
field-of-from = first day
field-of-to = last day
field-of-edtf = date
field-of-type = type
field-of-part = part
field-of-role = role
field-of-code = division code
field-of-stage = stage
field-of-value = value
field-of-unit = unit
field-of-number = number
field-of-issuer = issued by
field-of-kind = kind
field-of-of = of what
field-of-text = words

## questions
card-label = Answer
card-told = told in
card-where-on = { $name }, { $when }: { $places }
card-where-no-place = { $name }, { $when }: told of, but no place is named
card-where-nothing = Nothing here tells where { $name } was on { $when }; the nearest before and after:
card-where-last = { $name }, last seen
card-no-place = no place named
card-remote = by video with { $places }
card-several = There is more than one person of the name; each is listed.
card-person = { $name }: offices seen
card-person-no-office = { $name }: no office is told
card-holder = { $office } on { $when }: { $names }
card-stated = an entry of the day says so
card-between = entries before and after say so
card-nearest = by the nearest entry
card-order = { $office }: { $n } people seen
card-order-one = { $office }: one person seen
card-order-nothing = Nothing here tells who was { $office } on { $when }; the nearest in time:
card-seen = seen { $n ->
    [one] once
   *[other] { $shown } times
}
card-stages = The stages of { $title }
card-stages-none = { $title }: no stage of it is told
card-visits = { $name } at { $place }: told { $n ->
    [one] once
   *[other] { $n } times
  }
card-visitors = Were at { $place }: { $names }
card-visitors-on = At { $place }, { $when }: { $names }
card-doers = { $names }
card-together = { $what } at one event: { $n ->
    [one] one entry
   *[other] { $shown } entries
  }
card-day = { $when }: { $n ->
    [one] one entry
   *[other] { $shown } entries
  }
card-day-of = “{ $what }”, { $when }: { $n ->
    [one] one entry
   *[other] { $shown } entries
  }
quoted = “{ $words }”
card-turn-before = before
card-turn-after = after
card-turn-of-after = { $office } after { $name }: { $names }
card-turn-of-before = { $office } before { $name }: { $names }
card-turn-of-first = The first { $office } seen: { $names }
card-turn-of-last = The last { $office } seen: { $names }
card-turn-nothing = Nothing here tells who was { $office } on { $when }; those seen before and after:
card-as-held = By what is seen of offices, { $office } was { $name } then.
card-papers = Documents that passed a stage, { $when }: { $n }
card-passages = Sentences that say this: { $shown }
card-passages-told = { $told }
card-passages-told-n = { $told } ({ $shown } sentences)
card-passages-hint = These are the sentences that have all the words asked for; the answer is taken from them.
card-measure = { $what }: how it was set, changed and lifted
card-figures = { $of }: { $told }
card-figures-n = { $of }: { $told } and more, { $n } places
measure-start = started
measure-raise = raised
measure-lower = lowered
measure-end = ended
measure-keep = kept
asked-together = Taken for a question when two were together, searched as
asked-measure = Taken for a question when a measure was set and lifted, searched as
asked-papers = Taken for a question which documents there were, searched as
asked-which = Taken for a question what texts say, searched as
asked-where = Taken for a question where somebody was, searched as
asked-who = Taken for a question who somebody was, searched as
asked-when = Taken for a question about a document, searched as
asked-much = Taken for a question how many, searched as
asked-day = Taken for a question about some days, searched as
search-literal = Search for the words as they stand
search-without = without “{ $term }”
search-dropped = Found when one is left out
search-nearest = Names written nearly so
search-examples = What can be asked
example-where = where was { $name } on { $day }
example-who = who was { $office }
example-much = how many { $ledger } in all
home-questions = Ask
help-ask = Ask in a sentence
help-ask-text = Ask where somebody was on a day, who held an office, when a document was passed, how many in all; a day can be written in any way (2020-02-10, 2.10, 10 February 2020, 民国25年).
finding-derived = { $name }: { $all } in all, of which { $stated } are stated and { $follows } follow
finding-stated = { $name }: { $all } in all, as stated
finding-follows = { $name }: { $all } follow
finding-lines = { $name }: { $n ->
    [one] one line
   *[other] { $n } lines
}, no total stated
finding-differs = ; { $n ->
    [one] one sum does
   *[other] { $shown } sums do
} not come out
finding-gaps = ; nos. { $numbers } are told of nowhere
ledger-missing = Not accounted for
ledger-last-total = last total stated
ledger-at-least = at least (only parts are stated)
ledger-least = Of a dashed bar only parts are stated and no whole: it shows their sum, and the true figure is no less.
remainder-why = How much depends on whether what may lie inside does.
api-answer = A question in a sentence: its answer with the proof
finding-closes = { $n ->
    [one] one sum comes out
   *[other] { $shown } sums come out
}
download-making = The ledgers are still being drawn up; try again shortly
copy-citation = Copy with citation
copied = Copied
grade-error = { $n ->
    [one] error
   *[other] errors
}
grade-warning = { $n ->
    [one] warning
   *[other] warnings
}
grade-note = { $n ->
    [one] note
   *[other] notes
}
compare-title = Two people side by side
compare-two = { $one } and { $other }
compare-with = Compare with another
compare-one = One
compare-other = The other
compare-all = All days
compare-together = At one event

# Where the room may be written.
nav-add = Add
foot-head = Log head
add-title = Add a document
add-lead = Drop, choose or paste a chronicle, see what is read in it, then keep it.
add-file = File
add-kinds = Word (docx), Excel (xlsx, xls, csv), text, web pages; up to 32 MB.
add-paste = Or paste the text
add-paste-example = 2024年3月…… 3月5日，县长……
add-read = Read it
add-drop = Let go to read it
add-example-title = 2024年3月大事记
add-example-period = 2024-03
add-example-region = 霍山县
add-example-source = 县委党史和地方志研究室
sent-title = What is read in it
sent-doubts = { $n ->
    [one] { $shown } in doubt
   *[other] { $shown } in doubt
 }
sent-none = No entries were read. Check the period it tells of, or whether it is a chronicle.
sent-told = Read from the file itself. Correct it where it errs; it can be read again first.
sent-of = It is a new version of
sent-new = a new document
sent-keep = Keep it
sent-again = Read again
sent-entries = The first entries
home-empty = There are no entries yet.
mend = Correct
mend-type = Correct the type
mend-date = Correct the date
mend-add = Add a fact
mend-kind = Kind
mend-words = Words of the text
mend-merge = One person with another name
mend-other = The other name; empty if all of this name are one person
act-reason = Reason
act-by = Your name
act-correct = Correct
act-accept = It is right
act-reject = It is none
act-separate = Another person here
act-undo = Undo
act-finding = Settle
act-dismiss = No fault here
act-dismiss-all = Do not raise { $code } again
reason-checked = Checked against the text
reason-misread = Read wrongly
reason-as-written = So written
reason-records = By the records
done-ruled = Entered in the log as ruling { $id }.
done-undone = Taken back.
done-added = Kept.
done-revised = Kept as a new version.
done-known = The base has the same file already.
done-restored = The base had it; it is back in view.
ruling-dismiss = no fault
ruling-dismiss-all = not raised any more
refused-title = Nothing was entered
refused-hint = The base is as it was. Go back and put it right.
refused-no-fact = No such fact is read in the entry:
refused-no-words = The entry does not have these words:
refused-which = More than one such fact is read in the entry; say which by its place (at):
refused-no-place = No place in the document (at=120-124):
refused-no-name = A name is missing.
refused-no-field = Nothing was changed:
refused-no-entry = An entry is missing.
refused-no-day = No date:
refused-no-reason = Give a reason.
refused-no-author = Give your name.
refused-no-act = Nothing that can be done:
refused-no-file = Choose a file, or paste the text.
refused-gone-file = The file does not lie here any more; drop it again.
refused-unknown-field = No such field:
refused-unknown-rule = No such rule:
refused-bad-value = It cannot be this:
refused-two-entries = Two different entries at least.
refused-unknown = Not in the base:
refused-busy = Another program is writing to the base; try again in a moment.
refused-full = The disk is full.
refused-read-only = The base may not be written.
refused-failed = It could not be written; the base is as it was.
problem-key = No key: come in by the address printed at the start
problem-origin = Not sent by a page of this room
problem-too-large = Too large
problem-bad-body = What was sent cannot be read
problem-bad-act = It cannot be done
api-add = Keep a file (where the room may be written, with its key)
api-rule = Rule (where the room may be written, with its key)
api-undo = Take a ruling back (where the room may be written, with its key)
write-by = the writer’s name
write-reason = why
write-act = accept, correct, reject, add, merge, separate, same-event, name, dismiss, dismiss-all
write-entry = an entry, d1.e3; there may be several
write-kind = date, type, person, place, organization, document, figure
write-quote = the words that are meant
write-at = where they stand in the document, 120-124; needed where the entry has them more than once
write-to = what they are: { "{" }"title": "县长"{ "}" }
write-name = names, there may be several; of a file its name
write-into = the name they go by
write-short = the short name
write-full = the full name
write-code = a rule’s code
write-document = of a finding in no entry its document, d1
write-title = title
write-period = the period it tells of
write-region = region
write-source = publisher
write-url = address
write-of = the source it is a new version of, d1
write-ruling = a ruling, r5
edit-title = Edit the text
edit-text = The text
edit-note = It becomes a new version; the old one stays. Made from log head:
edit-keep = Keep as a new version
edit-leave = Leave it
edit-apart = Two changes
edit-apart-lead = While you edited, somebody else changed this entry. Both stand side by side; nothing is kept yet.
edit-disputed = Where both changed a sentence both are left below: choose.
edit-theirs = Theirs
edit-ours = Yours
edit-together = Together
edit-refused = It was not kept; what you wrote stands below.
former-title = An entry that is gone
former-lead = The current version does not have this entry any more; it was last in version { $n }.
former-diff = What changed
former-instead = Its words stand now in
act-fix = Edit the text as proposed
done-edited = Kept as a new version.
done-unchanged = The text is as it was.
refused-no-text = There is no text.
refused-no-head = The head of the log it was made from is missing (If-Match).
refused-unknown-head = The log never had this head:
refused-stale = Somebody changed the document since; look again before you edit it:
refused-not-editable = A file of this kind cannot be edited here, or its encoding cannot write this. Edit the file itself and add it as a new version.
problem-stale = Changed by somebody else since
api-edit = Edit the text of an entry as a new version; the head of the log it was made from in If-Match (where the room may be written, with its key)
write-text = the whole text
write-head = the head of the log it was made from, if not in If-Match
write-if-match = the head of the log it was made from, "1f3a09c2"; stands over a head in the body
write-id = an entry, d1.e3
kept-title = Passages kept
kept-lead = The address lists the passages, so that it can be sent on; this browser remembers them too. On an entry, choose some words and press “Keep” to keep these alone.
kept-none = No passage is kept yet.
kept-keep = Keep
kept-open = Open
kept-remove = Take off the list
kept-clear = Take all off
follow = Follow:
views-label = What this query finds, seen in other ways
views-narrow = Only what a query finds:
picked-cut = Only the earliest { $shown } are drawn.
compare-what = What is told
compare-none = not told
compare-all-entries = Entries in all
compare-with-entry = Beside { $entry }
compare-before = Beside the month before
add-title-of = title
sent-found = { $n ->
    [one] { $shown } finding
   *[other] { $shown } findings
 }
