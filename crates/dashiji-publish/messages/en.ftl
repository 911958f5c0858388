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
kind-cumulative = running total
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
column-entry = entry
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
appointed = , appointed { $day }
no-office = no entry gives an office
remote = (by video: { $places })
ground-clash = namesakes: the offices clash ({ $offices })
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
severity-note = note
finding-entry = entry { $number }
location-paragraph = paragraph { $n }
location-page = page { $n }
finding-hint = hint
finding-see = see
finding-fix = mend
findings = { $errors } errors, { $warnings } warnings, { $notes } notes
findings-none = nothing found
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
