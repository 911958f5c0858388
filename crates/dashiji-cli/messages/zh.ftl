# 命令行的话。除 help- 外，键与 en.ftl 相同。

error = dashiji：{ $what }
error-hint = { "  " }{ $hint }

## 文件
trouble-missing = { $path }：没有这个文件或文件夹
trouble-missing-hint = 请核对名称，也可以给出存放文件的文件夹。
trouble-denied = { $path }：无权读取
trouble-denied-hint = 请先取得读取权限（chmod +r），或另存一份。
trouble-too-large = { $path }：{ $size } 字节，超过上限 { $limit }
trouble-too-large-hint = 用 --max-size 提高上限，或把文件拆开。
trouble-io = { $path }：{ $why }
trouble-io-hint = 请换个办法打开看看，可能是磁盘或网络的问题。
trouble-unreadable = { $path }：{ $why }
trouble-unreadable-hint = 目前能读文本、Markdown 和 HTML。
trouble-fault = { $path }：程序在这个文件上出错
trouble-fault-hint = 这是程序的毛病，请连同文件一并告知我们。
trouble-sidecar = { $path }：{ $why }
trouble-sidecar-hint = 可写 period、region、url、accessed、title、series、source、site、published，值都是字符串。
trouble-empty-folder = { $path }：里面没有 .txt、.md 或 .html 文件
trouble-empty-folder-hint = 文件名后缀不同的，请逐个写出文件名。
trouble-lexicon = { $path }：{ $why }
trouble-lexicon-hint = 每行依次是：词、类、值、起、止、地区、出处，以制表符分开；# 开头的是注释。
trouble-roster = { $path }：{ $why }
trouble-roster-hint = 每行依次是：姓名、职务、起、止，以制表符或逗号分开；日期如 2020-02-03，未定的空着。
trouble-output = 标准输出：{ $why }
trouble-output-hint = 磁盘是不是满了？
trouble-gold = { $path }：{ $why }
trouble-gold-hint = 标准文件每行一个 JSON 对象，各有 start 和 end。
trouble-text = { $path }：不知道位置指的是哪份文本
trouble-text-hint = 请写明：--text=文件，即 `dashiji read … --format text` 的输出。

## 读不了的文件
unreadable-empty = 空文件，里面没有文字
unreadable-too-large = 文字太多，一次读不下；请拆成几个文件
unreadable-pdf = 这是 PDF；请先取出文字（pdftotext 文件.pdf 文件.txt）
unreadable-zip = 这是压缩包或 DOCX、XLSX、EPUB；DOCX、WPS 请先另存为纯文本
unreadable-office = 这是旧 Office 或 RTF 文件；请先另存为纯文本（.txt，UTF-8）
unreadable-image = 这是图片；请先做文字识别（OCR）
unreadable-compressed = 这是压缩文件；请先解压
unreadable-caj = 这是 CAJ 或 KDH 文件；请先在阅读器里复制出文字
unreadable-binary = 不是文字，是二进制数据（第 { $at } 字节起）
unreadable-other = { $error }

## 参数
trouble-value = { $flag } { $value }：{ $why }
trouble-value-hint = 例如 { $example }。
why-period = 不是年、月或起止
why-date = 不是日期
why-size = 不是大小
why-field = 没有这个项目
trouble-one-file = --format text 只输出一个文件，给了 { $n } 个
trouble-one-file-hint = 请只给一个文件。

## 提示
note-replaced = dashiji：{ $path }：有 { $count } 处不是 { $encoding }，第一处在第 { $byte } 字节；读作 U+FFFD
note-misdeclared = dashiji：{ $path }：网页自称 { $declared }，实为 { $encoding }
note-zeros = dashiji：{ $path }：文中夹有零字节，第一处在第 { $byte } 字节
note-region = dashiji：{ $path }：区划表里没有“{ $region }”，不给代码

## 用法
usage-unknown = 没有 { $argument } 这个选项
usage-value = { $argument } 不能是“{ $value }”
usage-value-among = { $argument } 不能是“{ $value }”，可用：{ $among }
usage-no-command = 还缺命令
usage-missing = 还缺 { $argument }
usage-command = 没有“{ $argument }”这个命令
usage-other = 参数有误：{ $argument }
usage-see = 详见 { $command } --help

## 帮助
help-about = 把大事记读成有日期、有出处的条目与事实
help-after = 退出码：0 完成，1 未见条目，2 有读不了的。
help-usage-heading = 用法：
help-commands = 命令
help-options = 选项
help-arguments = 参数
help-help = 显示帮助
help-version = 显示版本
help-usage = dashiji <命令> [选项]
help-lang = 语言：zh 或 en；不写则依系统语言
help-command-help = 显示命令的帮助
help-read = 读大事记：条目、日期、人物、地点、机构、文件、数字，各附原文与位置
help-read-usage = dashiji read [选项] <文件>...
help-read-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-read-files-name = 文件
help-read-format = 输出：pretty 供人看（默认）；jsonl 每条一个 JSON；csv 每人每事每种参与一行（写明 --lang 时表头与用词随之）；text 一个文件解码后的原文
help-read-threads = 同时读几个文件；默认与处理器核数相同
help-given-period = 所记时间：2020、2020-02 或 1986/1995
help-given-region = 所记地区：河南省，或 GB/T 2260 六位代码
help-given-url = 网址
help-given-accessed = 访问日期：2026-11-24
help-given-lexicon = 自备词表的文件夹：其中所有 *.tsv，格式与自带词表相同
help-given-max_size = 文件大小上限：10MB、2GB；默认 512MB
help-given-roster = 任职表：姓名、职务、起、止
help-eval = 按标准文件评分：各项的精确率、召回率与 F1
help-eval-usage = dashiji eval [选项] <标准> <文件>
help-eval-gold = 标准文件：每行一个 JSON
help-eval-gold-name = 标准
help-eval-file = 大事记，或 dashiji read 输出的 jsonl
help-eval-file-name = 文件
help-eval-errors = 每项至多列出几处错误；默认 0
help-eval-only = 只列这一项的错误
help-eval-text = 核对每处引文与所指位置的原文是否一致；文件是 jsonl 时写成 --text=解码后的原文

trouble-config = { $path }：{ $why }
trouble-config-hint = 可写 [check] 的 profile、select、ignore、except 和 [[programme]] 的 name、ordinal、unit、words、without。
why-code = 没有这条规则
why-profile = 没有这种体例
help-read-collate = 给只有姓名的人补上他条所记的当日职务（carried）
help-who = 人物：所见职务、行迹、参与、同列
help-who-usage = dashiji who [选项] <文件>...
help-who-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-who-files-name = 文件
help-who-config = 设置文件；默认用最近的 dashiji.toml
help-who-name = 只列名称含此字样的
help-who-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-offices = 职务与任职者
help-offices-usage = dashiji offices [选项] <文件>...
help-offices-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-offices-files-name = 文件
help-offices-config = 设置文件；默认用最近的 dashiji.toml
help-offices-name = 只列名称含此字样的
help-offices-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-places = 地点：其地之事
help-places-usage = dashiji places [选项] <文件>...
help-places-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-places-files-name = 文件
help-places-config = 设置文件；默认用最近的 dashiji.toml
help-places-name = 只列名称含此字样的
help-places-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-organizations = 机构：全称、异称、所办之事
help-organizations-usage = dashiji organizations [选项] <文件>...
help-organizations-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-organizations-files-name = 文件
help-organizations-config = 设置文件；默认用最近的 dashiji.toml
help-organizations-name = 只列名称含此字样的
help-organizations-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-documents = 文件各阶段
help-documents-usage = dashiji documents [选项] <文件>...
help-documents-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-documents-files-name = 文件
help-documents-config = 设置文件；默认用最近的 dashiji.toml
help-documents-name = 只列名称含此字样的
help-documents-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-ledger = 台账：累计是否相符，何者未分项
help-ledger-usage = dashiji ledger [选项] <文件>...
help-ledger-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-ledger-files-name = 文件
help-ledger-config = 设置文件；默认用最近的 dashiji.toml
help-ledger-name = 只列名称含此字样的
help-ledger-format = 输出：pretty 供人看（默认）；json 每行一个对象；csv 表格
help-check = 校核：指出应改之处；有疑误时退出码为 1
help-check-usage = dashiji check [选项] <文件>...
help-check-files = 文件、文件夹（其中的 .txt、.md、.html），或 - 表示标准输入
help-check-files-name = 文件
help-check-config = 设置文件；默认用最近的 dashiji.toml
help-check-select = 只用这些规则：代码或其开头，如 N,X01
help-check-ignore = 不用这些规则
help-check-severity = 只列这样严重的：note、warning、error
help-check-profile = 体例：monthly 月记（默认）、yearbook 年鉴、off 不校
help-check-format = 输出：full 附原文（默认）；concise 每行一处；json；sarif；html
help-check-explain = 解释一条规则：为何、依据、正误例；all 解释全部
help-check-fix = 先显示改动，再把稳妥的改动写入文件
help-check-diff = 只显示稳妥的改动，不写入
