# Headings, examples and usage faults of the help. What commands and options are for stands beside them in src/arguments.rs; the same keys as in
# help.zh.ftl but for those.

## Frame
help-usage = dashiji <COMMAND> [OPTIONS]
help-usage-heading = Usage:{ " " }
help-some-options = [OPTIONS]
help-after = dashiji help COMMAND tells how one is used, dashiji help lists the manuals; dashiji help tutorial is the place to begin.
    Exit codes: 0 done, 1 nothing found (of check and verify: something found), 2 could not.
help-examples = Examples:
help-more = All options and values: dashiji { $command } --help
help-manual = Manual: dashiji help { $command }
help-between = ,{ " " }
help-values = :{ " " }{ $values }
help-default = { " " }[default: { $value }]
help-value = { "- " }{ $names }: { $what }
help-arguments = Arguments
help-options = Options
help-reading = How it is read
help-keeping = The base
help-common = Common
help-group-read = Read and check
help-group-registers = Look at many
help-group-keep = Keep
help-group-program = The program
help-topics = Manuals:
help-topics-after = dashiji help NAME shows one of them, for instance dashiji help search
help-any-help = Show help: -h in short, --help in full
help-any-version = Show the version

## Examples
examples-read =
    dashiji read 2020-02.txt
    dashiji read chronicles/ --format jsonl > entries.jsonl
    dashiji read list.xlsx --map 日期=A,内容=C
    dashiji read - --period 2020-02 < 2020-02.txt
examples-check =
    dashiji check draft.txt
    dashiji check draft.docx -o checked.docx
    dashiji check draft.docx -o proof.xlsx
    dashiji check draft.txt --fix
examples-report =
    dashiji report log.txt --as-of 2024-07-12T18:00
    dashiji report log.txt --since 2024-07-10T18:00 -o report.docx
examples-ledger =
    dashiji ledger log.txt
    dashiji ledger log.txt --open
    dashiji ledger log.txt -o ledger.xlsx
examples-explain =
    dashiji explain N03
    dashiji explain 2020-02.txt --entry 3
    dashiji explain 2020-02.txt --at 120-124
examples-eval =
    dashiji eval gold.jsonl 2020-02.txt
    dashiji eval gold.jsonl 2020-02.txt --errors 10 --only title
examples-who =
    dashiji who chronicles/
    dashiji who --name 赵立本
    dashiji who --format csv > people.csv
examples-offices =
    dashiji offices chronicles/
    dashiji offices --name 县长
examples-places =
    dashiji places chronicles/
    dashiji places --name 甲渠镇
examples-organizations =
    dashiji organizations chronicles/
    dashiji organizations --name 防汛
examples-documents =
    dashiji documents chronicles/
    dashiji documents --name 办法
examples-search =
    dashiji search '抗旱 who:赵立本'
    dashiji search 'title:县长 when:2020-02..2020-03' --sort earliest
    dashiji search 防汛 --facets
examples-serve =
    dashiji serve --open
    dashiji serve chronicles/
    dashiji serve --host 0.0.0.0 --port 8080 --name Chronicles
examples-mcp =
    dashiji mcp office
    dashiji mcp --skill > SKILL.md
examples-export =
    dashiji export --during 2020 -o book.docx
    dashiji export --search 抗旱 -o facts.xlsx
    dashiji export draft.docx -o book.docx --paper 16k
    dashiji export --during 2020 -o 2020.geojson
    dashiji export --format events -o events.csv
examples-init =
    dashiji init office
    dashiji init --base office --name '霍山县志办'
examples-add =
    dashiji add chronicles/
    dashiji add 2020-02.txt --period 2020-02
    dashiji add revised.docx --as d1
examples-enter =
    dashiji enter entry.txt --happened 2026-11-24
    echo '县长赵立本到甲渠镇调研。' | dashiji enter --happened 2026-11-24
examples-list =
    dashiji list
    dashiji list --removed
examples-show =
    dashiji show d1.e3
    dashiji show d1 --bytes > original.docx
examples-diff =
    dashiji diff d1
    dashiji diff d1 v1 v3
examples-remove =
    dashiji remove d3 --reason 'the same as d2'
    dashiji remove --undo d3
examples-rule =
    dashiji rule correct d1.e3 who:赵立本 title=县长 --reason 'as printed'
    dashiji rule correct d1.e3 type type=meeting --reason 'a meeting above all'
    dashiji rule merge 赵立本 赵力本 --reason 'one man, two spellings'
    dashiji rule list
examples-log =
    dashiji log
    dashiji log --after 20 --format json
examples-reindex =
    dashiji reindex
examples-verify =
    dashiji verify
examples-repair =
    dashiji repair
    dashiji repair --into saved
examples-backup =
    dashiji backup office-2026-11-24.backup
examples-restore =
    dashiji restore office-2026-11-24.backup office
examples-help =
    dashiji help read
    dashiji help tutorial
examples-completions =
    dashiji completions bash > dashiji.bash
examples-man =
    dashiji man | man -l -
    dashiji man -o ~/.local/share/man/man1

## Usage
usage-unknown = there is no option { $argument }
usage-extra = “{ $argument }” is one too many
usage-value = { $argument } cannot be “{ $value }”
usage-no-value = a value is wanted behind { $argument }
usage-missing = { $argument } is missing
usage-command = there is no command “{ $argument }”
usage-not-built = this program was built without { $argument }; the whole: cargo build --release -p dashiji-cli
usage-conflict = { $argument } does not go with { $value }
usage-twice = { $argument } may be said once
usage-other = a fault in the arguments: { $argument }
usage-meant = did you mean { $among }?
usage-among = one of { $among }
usage-word = { $name } ({ $own })
usage-wanted = it takes { $among }
usage-expects-number = a number, such as 4
usage-expects-port = a port, such as 7878
usage-expects-address = an address, such as 127.0.0.1
usage-see = see { $command } --help

## Pages for man
man-name = NAME
man-synopsis = SYNOPSIS
man-commands = COMMANDS
man-examples = EXAMPLES
