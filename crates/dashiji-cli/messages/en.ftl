# What the command line says. The same keys as zh.ftl, but for help-, which English has in the program.

error = dashiji: { $what }
error-hint = { "  " }{ $hint }

## Files
trouble-missing = { $path }: there is no such file or folder
trouble-missing-hint = Check the name, or give a folder that holds the files.
trouble-outside = { $path }: a link that leads out of the folder; left out
trouble-outside-hint = Name the file it leads to, or put a copy into the folder.
trouble-not-regular = { $path }: a pipe or a device, not a file; left out
trouble-not-regular-hint = Write what it gives into a file, or pipe it in (-).
trouble-denied = { $path }: may not be read
trouble-denied-hint = Give yourself the right to read it (chmod +r), or copy it.
trouble-too-large = { $path }: { $size } bytes, more than the { $limit } that are read
trouble-too-large-hint = Raise the limit with --max-size, or split the file.
trouble-io = { $path }: { $why }
trouble-io-hint = Try to open it another way; the disk or the network may be at fault.
trouble-unreadable = { $path }: { $why }
trouble-unreadable-hint = Text, Markdown, HTML, Word (DOCX), Excel (XLSX, XLS) and CSV are read.
trouble-fault = { $path }: the program failed on this file
trouble-fault-hint = This is a fault of ours. Please report it with the file.
trouble-sidecar = { $path }: { $why }
trouble-sidecar-hint = It may tell period, region, url, accessed, title, series, source, site, published; each is a string.
trouble-empty-folder = { $path }: holds no .txt, .md, .html, .docx, .xlsx or .csv file
trouble-empty-folder-hint = Give the files by name if theirs are other endings.
trouble-lexicon = { $path }: { $why }
trouble-lexicon-hint = A line is: term, class, value, from, to, region, source, parted by tabs; # begins a comment.
trouble-row = { $path }: { $why }: { $text }
trouble-row-hint = { $hint }
trouble-list = { $path }: { $why }
trouble-list-hint = { $hint }
lexicon-at = { $path }:{ $line }
lexicon-no-class = no such class “{ $given }”
lexicon-no-class-hint = The second column holds a class, such as org, post, wording, person, holder, precedence, succession; `dashiji help lexicon` lists all. Columns are parted by tabs.
lexicon-no-term = the term is empty
lexicon-no-term-hint = The first column holds a term or a name.
lexicon-no-number = “{ $given }” is not a number
lexicon-no-number-hint = From and to are years (2018), the region is a six-digit code (341525); leave empty what there is none of.
lexicon-no-year = no such year “{ $given }”
lexicon-no-year-hint = Write a year of four digits, 2018.
lexicon-no-day = “{ $given }” is no day
lexicon-no-day-hint = Write from and to as 2018-03-05, 2018-03 or 2018; leave an open end empty.
lexicon-reversed = the last day is before the first
lexicon-reversed-hint = The fourth column is the first day, the fifth the last.
lexicon-no-value = the value is empty
lexicon-no-value-hint = The third column holds { $given }
lexicon-posts = the list of posts cannot be used: { $given }
lexicon-posts-hint = Its heading is name, post, from, to; days are 2020-02-03, empty where open.
lexicon-whole = the terms make no lexicon: { $given }
lexicon-whole-hint = Try half of the files to find the line.
trouble-roster = { $path }: { $why }
trouble-roster-hint = A line is: name, post, from, to, parted by tabs or commas; the days as 2020-02-03, empty where open.
trouble-output = standard output: { $why }
trouble-output-hint = Is the disk full?
trouble-gold = { $path }: { $why }
trouble-gold-hint = A gold file has one JSON object a line, each with start and end.
trouble-text = { $path }: which text the spans point into is not known
trouble-text-hint = Name it: --text=FILE, what `dashiji read … --format text` printed.

## Files that cannot be read

## Arguments
trouble-value = { $flag }: { $why }
trouble-value-hint = For instance { $example }.
why-period = not a year, a month or a range
why-moment = not a year, month, day or hour
why-folder = a folder of several files, which standard output is not
why-date = not a day
why-size = not a size
why-field = no such field
trouble-one-file = --format text prints one file, and { $n } were given
trouble-one-file-hint = Give one file.

## Notes
note-replaced = dashiji: { $path }: { $count ->
    [one] one place is
   *[other] { $count } places are
} no { $encoding }, the first at byte { $byte }; read as U+FFFD
note-misdeclared = dashiji: { $path }: the page calls itself { $declared } but is { $encoding }
note-long = dashiji: { $path }: { $entries ->
    [one] one entry is
   *[other] { $entries } entries are
} longer than 10,000 characters, or cut so that none has more than 20,000; are the line ends lost?
note-zeros = dashiji: { $path }: zero bytes stand in the text, the first at byte { $byte }
note-region = dashiji: { $path }: the region { $region } is not in the list of divisions; no code is given for it

trouble-config = { $path }: { $why }
trouble-config-hint = It may hold [check] with profile, select, ignore, except, and [[programme]] with name, ordinal, unit, words, without.
why-code = no such rule
why-profile = no such profile
why-baseline = no finding stands there
why-ignore = a line needs a rule and, behind #, its reason
check-ignored = Written to { $path }: { $code } is told no more
check-profile-chosen = Profile { $profile }, from the span of the text; --profile sets it
check-profile-told = Profile { $profile }, as told
check-not-in-place = { $path }: { $n } mends, but Word and Excel files are not changed in place; --format docx -o OUT.docx gives them as tracked changes
why-rule-alone = goes with --fix, --diff or --format docx
why-output = the file to write to must be named
why-same = a file is not written over itself
why-address = not an address: http:// or https:// and a host, with no path behind it
why-too-many-hits = more entries answer than are written at once; narrow the query
why-not-word = no Word file, which alone can be given back
why-folder = there is more than one file; name a folder
note-written = dashiji: { $path }: { $comments } comments, { $changes } tracked changes
check-partly = nothing found in what was read; some files could not be read
note-left = dashiji: { $path }: { $left } further proposals stand in comments alone
note-saved = dashiji: { $path } is written
why-map = not of the form what=column; date, year, month, day, title, body, place, people, source, note are known

## The reading room
serve-open = The reading room is open: { $address }
serve-own = Only this machine can come in; --host lets others
serve-all = Whoever reaches this address can read; there is no password, and nothing can be changed
serve-end = Ctrl-C closes it
serve-write = To write, come in here (who has this key may write): { $address }
serve-read-only = Read only: nothing can be written from its pages
trouble-listen = { $address }: cannot listen here: { $why }
trouble-listen-hint = take another port (--port), or let the program choose: --port 0
trouble-map = { $path }: no base map: { $why }
trouble-map-hint = a base map is GeoJSON with lines or areas
trouble-no-room = { $path }: there is no base here nor above
trouble-no-room-hint = name one with --base, or name files to show: dashiji serve FILE
trouble-unread = { $path }: cannot be read: { $why }
trouble-unread-hint = it is left out, the others are shown
trouble-room = the base cannot be read: { $why }
trouble-room-hint = look with dashiji verify
trouble-query = { $what }
trouble-query-hint = { $hint }
trouble-asked = it cannot be asked so: { $why }
trouble-asked-hint = Ask as the tool's inputSchema says.
trouble-not-there = { $id }: these words do not stand there: “{ $what }”
trouble-not-there-hint = A quote must be the text character for character; look at it with entry first.
trouble-stopped = the search took too long and was stopped ({ $why } ms)
trouble-stopped-hint = Narrow the query, for instance by a time or a place.
## The base
bar-add = adding
bar-reread = reading again
bar-index = indexing
bar-collate = collating
bar-verify = verifying
bar-copy = copying
kept-init = made a base: { $path }
kept-entered-nothing = { $id }: kept, but no entry was found in it; write the day it happened, or add --happened 2026-11-24 (dashiji remove { $id } takes it out)
kept-added = new, { $entries } entries
kept-revised = new version, { $entries } entries
kept-known = there already
kept-restored = put back
kept-sum = { $added } documents in, { $entries } entries; { $known } were there already
kept-stopped = stopped: { $added } documents with { $entries } entries are in and safe; add the others again with dashiji add
kept-entries = { $n } entries
kept-entries-of = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}
kept-list = { $n ->
    [one] 1 document
   *[other] { $n } documents
}; { $entries } entries in view
kept-people = { $n } people. One of them: dashiji who --name NAME
kept-out-of-view = { $id } was taken out and is not in view; put it back: dashiji remove --undo { $id }
kept-version = { $entries } entries, { $size } bytes, { $time } { $author }
kept-not-current = (an older version, or taken out)
kept-entered = (entered by hand)
kept-moved = moved from { $from } to { $to }
kept-also-moved = (and moved)
kept-no-difference = No entry differs.
kept-removed = { $id } is out of view; put it back: dashiji remove --undo { $id }
kept-put-back = { $id } is in view again
kept-removed-already = { $id } was out of view already
kept-there-already = { $id } is in view anyway
kept-reindexed = read again: { $n } documents, { $entries } entries
kept-verified = { $acts } rows of the log, { $files } files, { $versions } versions, { $entries } entries, { $quotes } quotes: { $faults ->
    [0] all is well
    [one] one fault
   *[other] { $faults } faults
}
kept-older = { $older } versions were read by an older program or with other terms; only their quotes were checked; dashiji reindex reads them again
kept-read-again = { $n ->
    [one] 1 version was read by an older program or with other terms and has been read again
   *[other] { $n } versions were read by an older program or with other terms and have been read again
}
kept-read-by-older = { $n ->
    [one] 1 version ({ $size } MB) was read by an older program or with other terms, and what is told here is what it read then; dashiji reindex reads it again
   *[other] { $n } versions ({ $size } MB) were read by an older program or with other terms, and what is told here is what they read then; dashiji reindex reads them again
}
kept-backup = backup written: { $path }, { $size } bytes
kept-restored-base = restored: { $path }, { $n } documents, { $entries } entries
kept-remade-format = dashiji: what is computed is of another program's format and is made anew
kept-remade-damaged = dashiji: derived.db is not what was written and is made anew from the record; nothing is lost
kept-remade-foreign = dashiji: derived.db was computed from another record and is made anew from this one
kept-remade-index = dashiji: the search index is made anew
kept-salvaged = a base of what could be read: { $path }, { $rows } rows of the log, { $n } documents, { $entries } entries
kept-lost-rows = lost: { $n } rows of the log ({ $at })
kept-lost-versions = lost: { $n } versions whose bytes are gone ({ $at }); add them again
kept-no-entry = dashiji: { $path }: kept, but no entry was found in it; dashiji show ID --bytes gives it back
kept-clock = dashiji: the log's last row is of { $last }, and the clock says { $now }: one of the two is wrong. Check the clock; rows keep both times
flaw-page = a damaged page of the record: { $at }. dashiji repair --into DIR makes a base of what can be read; or restore the latest backup (dashiji restore)
flaw-computed = a damaged page of what is computed: { $at }. Run dashiji reindex
flaw-log = row { $at } of the log does not match its hash: it was changed, or the disk is at fault. dashiji repair --into DIR makes a base of what can be read; or restore the latest backup
flaw-bytes = bytes missing or not matching their hash: { $at }. dashiji repair --into DIR makes a base of what can be read; or restore the latest backup
flaw-unreadable = bytes that cannot be read: { $at }
flaw-untold = a version that was not read: { $at }. Run dashiji reindex
flaw-phantom = a version that the log does not know: { $at }. Run dashiji reindex
flaw-twice = an id that was given twice: { $at }. dashiji repair --into DIR keeps the first under it and tells the others, which can be added again
flaw-record = a kept register differs from the entries: { $at }. Run dashiji reindex
flaw-more = … and { $n } more of this kind
flaw-about = what is told of a document differs from its bytes: { $at }. Run dashiji reindex
flaw-facts = facts differ from a new reading: { $at }. Run dashiji reindex
flaw-text = an entry's text differs from the document: { $at }. Run dashiji reindex
flaw-quote = a quote differs from the document: { $at }. Run dashiji reindex
flaw-ids = ids of entries differ from the log: { $at }. Run dashiji reindex
flaw-index = the index differs from the base: { $at }. Run dashiji reindex
rule-preview = { $n } facts would change; nothing was changed
rule-undone = { $id } is taken back
rule-undone-already = { $id } was taken back before
rule-is-undone = taken back
rule-met = still meets its fact
rule-kept = no longer read; kept as ruled
rule-settled = no longer read so
rule-gone = its words are gone; someone should look

trouble-no-base = { $path }: no base here nor in a folder above
trouble-no-base-hint = Make one with dashiji init, or name one with --base.
trouble-no-base-there = { $path }: there is no base in it
trouble-no-base-there-hint = Make one with dashiji init, or name one with --base.
trouble-base-exists = { $path }: holds a base already
trouble-base-exists-hint = Use it, or take another folder.
trouble-base-read-only = { $path }: may not be written
trouble-base-read-only-hint = Give yourself the right to write it, or copy the base to where you may; looking needs no right to write.
trouble-base-full = { $path }: the disk is full
trouble-base-full-hint = All that was told to be in is in. Make room and try again.
trouble-not-a-base = { $path }: no base ({ $why })
trouble-not-a-base-hint = Check the folder or file; a backup is restored with dashiji restore. Where it was a base, dashiji repair --into DIR makes one of what can be read of it.
trouble-base-newer = { $path }: of format { $found }, this program knows up to { $known }
trouble-base-newer-hint = Install a newer dashiji; nothing was touched. Where no newer one was ever used here its first page is hurt: dashiji repair --into DIR makes a base of what can be read.
trouble-base-busy = { $path }: another program is writing to it ({ $holder })
trouble-base-busy-hint = Wait until it is done and try again; where there is no such program any more, trying again is enough.
trouble-base-damaged = { $path }: damaged ({ $why })
trouble-base-damaged-hint = dashiji verify tells what is hurt; dashiji repair --into DIR makes a base of what can be read; or restore the latest backup (dashiji restore FILE DIR).
trouble-computed-damaged = { $path }: damaged ({ $why })
trouble-computed-damaged-hint = It is computed from the record, and nothing is lost: run the command again, and it is made anew; where the folder may not be written, copy the base to where you may.
trouble-base-lost = { $path }: nothing of it can be read
trouble-base-lost-hint = Restore the latest backup: dashiji restore FILE DIR. Where there is none, make a base anew and add the documents again from where they came; was it no base, nothing is lost.
trouble-base-replaced = { $path }: another file was put in its place while it was written, or it was taken away
trouble-base-replaced-hint = What was told to be in went into the file that stood here then. See what puts files here (a synced folder, a restore), and add again what is not in the base.
trouble-base-not-a-file = { $path }: not a regular file
trouble-base-not-a-file-hint = Something else stands in its place. Move it away and run the command again: all but the record, the office's own terms and lists is made anew.
trouble-base-no-record = { $path }: not a regular file
trouble-base-no-record-hint = Something else stands in the place of the record. Move it away and put the record back, or restore the latest backup: dashiji restore FILE DIR.
trouble-many-files = { $path }: too many open files
trouble-many-files-hint = Close other programs, or let more files be open at a time (ulimit -n 1024), and run it again; nothing is lost.
trouble-base-index = the search index: { $why }
trouble-base-index-hint = It is computed from the record, and nothing is lost: run the command again, and it is made anew (dashiji reindex makes it too).
trouble-unknown-id = { $id }: not in the base
trouble-unknown-id-hint = Ids are d1, d1.v2, d1.e3, r1; dashiji list tells the documents.
trouble-refused = { $what }: { $why }
trouble-refused-hint = { $hint }
refused-hint = See dashiji rule --help, or --help of the command.
trouble-base-stopped = stopped
trouble-base-stopped-hint = What is in is safe; run it again for the rest.
trouble-base = the base: { $why }
trouble-base-hint = What was told to be in is in. See that the folder can be reached, may be written and has room, then run it again.
why-not-back-then = this command works on the base of today; a day that is past can only be looked at
why-no-day = not a day (2026-11-24)
why-no-day-hint = Write it as 2026-11-24.
why-no-fact = no such fact was read in the entry
why-no-fact-hint = dashiji show and the entry tell what was read in it.
why-which = read more than once in the entry; say which by the character it begins at, figure:12人@148
why-no-name = a name is missing
why-no-entry = an entry is missing
why-two-entries = two or more different entries are needed
why-no-reason = a reason is asked of every ruling
why-no-kind = say who:, where:, org:, doc: or figure: with the words, or date, or type
why-one-version = there is only one version
why-one-version-hint = dashiji add puts in a changed file as a new version; dashiji list tells how many each document has.
why-one-file = goes with one file only
why-needs-files = changes the files themselves; give files, not a base
explain-chosen = chosen, by { $margin }
explain-rival = not chosen, short by { $margin }
explain-inside = inside: { $names }
explain-time = time
explain-titled = title
explain-office = office
explain-body = body
explain-place = place
explain-person = person
explain-word = word
why-place = no place in the text
why-no-place = say which place is asked about, or a whole entry by --entry
why-no-such-entry = there is no such entry
explain-nothing = no name was read here

trouble-none = { $what }: { $why }
trouble-none-hint = { $hint }
why-nobody = nobody is called so
why-no-ledger = no ledger is called so
why-no-title = more than one title holds these words
mcp-fault = the program failed here; ask in another way. Other questions can still be asked.
mcp-too-many-to-check = the base is too large; name a document, one at a time
why-topic = no command and no manual is called so
why-unknown-field = no such field
why-bad-value = not a value this field can have
why-no-field = what is to be corrected is missing
why-unknown-rule = there is no such rule
why-no-words = the entry does not have these words
trouble-there = { $path }: there is such a file already
trouble-there-hint = Take another name, or move it away first; a file that is there is never written over.
trouble-ending = { $path }: no file of this kind can be written
trouble-ending-hint = The ending may be { $known }
trouble-lacking = something is missing
trouble-lacking-hint = for instance { $example }
lacking-accept = dashiji rule accept d1.e3 who:赵立本 --reason 'looked at'
lacking-correct = dashiji rule correct d1.e3 who:赵立本 title=县长 --reason 'as printed'
lacking-reject = dashiji rule reject d1.e3 who:赵立本 --reason 'no name'
lacking-merge = dashiji rule merge 赵立本 赵力本 --reason 'one man, two spellings'
lacking-separate = dashiji rule separate 赵立本 d1.e3 d2.e5 --reason 'another of the name'
lacking-same-event = dashiji rule same-event d1.e3 d2.e5 --reason 'told twice'
lacking-name = dashiji rule name 县防办 清河县防汛办公室 --reason 'its short name'
lacking-undo = dashiji rule undo r1 --reason 'a mistake'
check-no-entries = { $path }: no entry was read, nothing was checked

## The record
fact-date = date
fact-type = type
fact-person = person
fact-place = place
fact-organization = body
fact-document = document
fact-figure = figure
ruled-fact = { $kind } of { $entry }
ruled-quote = { $kind } “{ $quote }” of { $entry }
ruled-change = { $field } is “{ $value }”
ruled-accept = { $fact } is as read
ruled-reject = { $fact } is none
ruled-correct = { $fact }: { $changes }
ruled-merge = { $names } are one person, called “{ $into }”
ruled-separate = “{ $name }” in { $entries } is another person
ruled-same-event = { $entries } tell one event
ruled-name = “{ $short }” is “{ $full }”
ruled-name-days = “{ $short }” is “{ $full }” from { $from } to { $to }
ruled-dismiss = “{ $quote }” in { $place } is no { $code }
ruled-dismiss-all = { $code } is not raised any more
act-began = base made ({ $program })
act-added = added { $id } { $of }
act-revised = new version { $id } { $of }
act-entered = entered { $id } { $of }
act-corrected = entered anew { $id } { $of }
act-read = read { $id }, { $n } entries
act-removed = removed { $id }
act-restored = put back { $id }
act-ruled = ruled { $id }: { $what }
act-undone = took back { $id }
act-knowledge = other terms and lists, { $n } files
act-reason = { $what }. Reason: { $reason }

trouble-no-office = { $path }: this program was built without files of Word and Excel
trouble-no-office-hint = Build the whole: cargo install --locked --path crates/dashiji-cli; or save the file as text or CSV.
trouble-not-built = this program was built without the base
trouble-not-built-hint = Build the whole: cargo build --release -p dashiji-cli; to read files, name them.
trouble-no-columns = this program was built without Parquet and Arrow
trouble-no-columns-hint = Take the program of the Python wheel (python/build.py), or build it: cargo build --release -p dashiji-cli --features columns; CSV tables are --format csvw.
