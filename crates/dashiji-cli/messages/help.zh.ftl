# 帮助和用法的话。命令、选项、取值都出自 src/arguments.rs，这里只有中文说法；示例须是程序认得的命令（有测试核对）。

## 框架
help-about = 把大事记读成有日期、有出处的条目与事实
help-usage = dashiji <命令> [选项]
help-usage-heading = 用法：
help-some-options = [选项]
help-after = dashiji help 命令　看一个命令怎么用；dashiji help　列出手册；第一次用请看 dashiji help 教程
    退出码：0 完成，1 一无所得（check、verify 则为查出问题），2 有做不成的。
help-examples = 示例：
help-more = 全部选项和取值：dashiji { $command } --help
help-manual = 手册：dashiji help { $command }
help-between = 、
help-values = ：{ $values }
help-default = （默认 { $value }）
help-value = { "- " }{ $names }：{ $what }
help-arguments = 参数
help-options = 选项
help-reading = 怎样读
help-keeping = 资料库
help-common = 通用
help-group-read = 读和校
help-group-registers = 合起来看
help-group-keep = 存起来
help-group-program = 程序
help-topics = 手册：
help-topics-after = dashiji help 名称　看一种手册，例如 dashiji help 检索

## 各命令都有的
help-any-help = 显示帮助：-h 简要，--help 详细
help-any-version = 显示版本
help-any-lang = 语言；不写则依系统语言
help-any-quiet = 只报错误，不作提示，不显进度
help-any-color = 颜色
help-any-threads = 同时处理几个文件；默认与处理器核数相同
help-any-files = 文件、文件夹（其中的 .txt、.md、.html、.docx、.xlsx、.csv），或 - 表示标准输入
help-any-name = 只列名称含此字样的
help-any-format = 输出什么
help-any-period = 所记时间：2020、2020-02 或 1986/1995
help-any-region = 所记地区：河南省，或 GB/T 2260 六位代码
help-any-url = 网址
help-any-accessed = 访问日期：2026-11-24
help-any-lexicon = 自备词表、名单的文件夹：其中所有 *.tsv，格式与自带词表相同；任职表也可放在其中
help-any-max_size = 文件大小上限：10MB、2GB
help-any-config = 设置文件；不写则用最近的 dashiji.toml
help-any-roster = 任职表：姓名、职务、起、止；条目没写的职务据它补上
help-any-map = 表格（XLSX、XLS、CSV）各列是什么：日期=A,内容=C，用列号或列名
help-any-base = 资料库的文件夹；不写则用环境变量 DASHIJI_BASE，再则用此处或上级文件夹里最近的
help-any-as_of = 资料库在某日结束时的样子：2026-11-24
help-any-author = 经手人；不写则用环境变量 DASHIJI_AUTHOR 或系统用户名

## 取值
value-format-pretty = 在终端上看
value-format-text = 一个文件解码后的原文，一字节不差
value-format-json = 每行一个 JSON
value-format-jsonl = 每条一个 JSON
value-format-csv = 表格
value-read-format-csv = 每人、每事、每种参与一行；写明 --lang 时表头与用词随之
value-check-format-full = 附原文，标出所在
value-check-format-concise = 每处一行
value-check-format-sarif = SARIF 2.1.0
value-check-format-rdjsonl = 供 reviewdog（-f=rdjsonl）
value-check-format-html = 网页
value-check-format-docx = 原来的 Word 文件，加批注和修订；要用 -o 写明文件
value-check-format-xlsx = 校对表，附差错率；要用 -o 写明文件
value-export-format-docx = 成书的 Word 文件
value-export-format-xlsx = 工作簿：条目、人物、数字、文件
value-export-format-csv = 每人、每事、每种参与一行
value-export-format-docx-text = 一份文档的原文，一行一段，存成 Word
value-export-format-tei = TEI P5：原文标出人名、地名、日期、数字，另附人物、地点、事件
value-export-format-jsonld = JSON-LD：文档、条目、事件、人物、地点连成的图，用 schema.org 的词
value-export-format-lpf = Linked Places：每处地点的名称、时间和那里的事
value-export-format-geojson = GeoJSON：每件事在每处地点上的一点
value-export-format-ics = iCalendar：每件事是日历上的几天
value-export-format-csvw = CSVW：一个文件夹的表格，附各列的说明
value-export-format-events = 谁对谁做了什么、何时何地，一行一件，用事件数据（PLOVER）的列
value-export-format-parquet = Parquet：一个文件夹，事实、数字、疑误每种一份（Python wheel 里的程序才有）
value-export-format-arrow = 同上，存成 Arrow IPC
value-color-auto = 在终端上有颜色，设了 NO_COLOR 则没有
value-color-always = 一概有，写进文件也有
value-color-never = 一概没有
value-lang-zh = 中文
value-lang-en = 英文
value-severity-note = 可以留意
value-severity-warning = 编辑多半会改
value-severity-error = 确实有误
value-profile-auto = 按每份文件是什么而定
value-profile-month = 机关单位按月记的大事记
value-profile-yearbook = 年鉴，用全部规范
value-profile-gazetteer = 跨几十年的志书
value-profile-historical = 1949年以前的旧志
value-profile-emergency = 抢险救灾期间的日志
value-profile-off = 一概不校
value-sort-relevance = 最合的在前
value-sort-earliest = 从早到晚
value-sort-latest = 从晚到早
value-paper-a4 = 210 × 297 毫米
value-paper-16k = 184 × 260 毫米
value-map_datum-wgs84 = 卫星定位的坐标
value-map_datum-gcj02 = 国内地图的坐标
value-action-accept = 读得对：d1.e3 人物:赵立本
value-action-correct = 改成别的：d1.e3 人物:赵立本 职务=县长；d1.e3 类型 类型=会议
value-action-reject = 不算：d1.e3 人物:赵立本
value-action-merge = 几个姓名是一个人：姓名 姓名
value-action-separate = 这些条目里是另一个人：姓名 d1.e3 d2.e5
value-action-same-event = 几条记的是一件事：d1.e3 d2.e5
value-action-name = 简称是哪个机构：县防办 清河县防汛办公室
value-action-undo = 撤销核定：r1
value-action-list = 列出核定
value-shell-bash = 放进 ~/.bashrc：source <(dashiji completions bash)
value-shell-zsh = 放进 ~/.zshrc：source <(dashiji completions zsh)
value-shell-fish = 存到 ~/.config/fish/completions/dashiji.fish

## 值的名称
name-file = 文件
name-file-id = 文件|编号
name-dir = 文件夹
name-out = 输出
name-id = 编号
name-version = 版本
name-gold = 标准
name-decoded = 原文
name-query = 检索式
name-topic = 名称
name-action = 做法
name-words = 内容
name-format = 格式
name-lang = 语言
name-when = 时候
name-shell = 终端
name-n = 数
name-name = 名称
name-period = 时间
name-region = 地区
name-date = 日期
name-days = 期间
name-size = 大小
name-map = 对应
name-place = 地点
name-codes = 代码
name-code = 代码
name-severity = 程度
name-profile = 体例
name-baseline = 前次
name-addr = 地址
name-datum = 坐标系
name-order = 次序
name-title = 书名
name-paper = 纸张
name-field = 项目
name-offset = 字位

## 读和校
help-read = 读大事记：条目、日期、人物、地点、机构、文件、数字，各附原文与位置
help-read-collate = 给只有姓名的人补上他条所记的当日职务（注明 carried）
examples-read =
    dashiji read 2020-02.txt
    dashiji read 大事记/ --format jsonl > 条目.jsonl
    dashiji read 清单.xlsx --map 日期=A,内容=C
    dashiji read - --period 2020-02 < 2020-02.txt
help-check = 校核：指出编辑会改的地方；有疑误时退出码为 1
help-check-files = 文件、文件夹（其中的 .txt、.md、.html、.docx、.xlsx、.csv），或 - 表示标准输入；不写则校资料库
help-check-select = 只用这些规则：代码或其开头，如 N,X01
help-check-ignore = 不用这些规则
help-check-severity = 只列这样严重的，和更严重的
help-check-profile = 体例
help-check-format = 输出什么；不写则看输出文件的后缀，再则 full
help-check-output = 写到文件，不再打印；几份 Word 文件一起校时写文件夹
help-check-explain = 解释一条规则：为何、依据、正误例；all 解释全部
help-check-new = 只报前次未报的；前次是 --format json 的输出
help-check-most = --format full 时每份文件每条规则最多列几处，0 为全列
help-check-statistics = 只列各规则的处数
help-check-exit_zero = 有无所见，退出码都是 0
help-check-rule = 与 --fix 或 --diff 同用：这些规则的改动全做，不稳妥的也做，其余不做；与 --format docx 同用：通篇如此的一并改正
help-check-ignore_rule = 从此不报这条规则：连同理由写入 .dashiji-ignore
help-check-reason = 不报的理由
help-check-fix = 先显示改动，再把稳妥的改动写入文件
help-check-diff = 只显示稳妥的改动，不写入
examples-check =
    dashiji check 初稿.txt
    dashiji check 初稿.docx -o 校后.docx
    dashiji check 初稿.docx -o 校对表.xlsx
    dashiji check 初稿.txt --fix
help-report = 由日志成一页情况报告：在行措施、人员、伤亡、损失、力量、物资、变化、不符
help-report-files = 文件、文件夹（其中的 .txt、.md、.html、.docx、.xlsx、.csv），或 - 表示标准输入；也可写资料库的文件夹；不写则用资料库
help-report-known_by = 按这一天结束时的资料库：2026-11-24
help-report-document = 只取名称或标题含此词的文件
help-report-until = 截至此日或此时：2024-07-12T18:00
help-report-since = 与此日或此时相比的变化
help-report-output = 写成 Word 文件（.docx），不再打印
examples-report =
    dashiji report 日志.txt --as-of 2024-07-12T18:00
    dashiji report 日志.txt --since 2024-07-10T18:00 -o 报告.docx
help-ledger = 台账：累计是否相符，何者未列明
help-ledger-place = 只列此地的（邻县、全省等他处之数亦可）
help-ledger-during = 只列此期间的：2024-07，2024-07-05/2024-07-09
help-ledger-open = 只列对不上的与未列明的
help-ledger-output = 写成工作簿（.xlsx），其中合计都是公式，不再打印
examples-ledger =
    dashiji ledger 日志.txt
    dashiji ledger 日志.txt --open
    dashiji ledger 日志.txt -o 台账.xlsx
help-explain = 说明名称为何如此识别：某处可能是什么、各有何依据、选了哪一个；也解释规则
help-explain-file = 大事记；或规则代码（N03）、all，则解释规则
help-explain-at = 所问的字位，或起止两个字位（120-124）；按 read --format text 输出的原文计
help-explain-entry = 按序号问整条：其中选定的名称
help-explain-json = 即 --format json
examples-explain =
    dashiji explain N03
    dashiji explain 2020-02.txt --entry 3
    dashiji explain 2020-02.txt --at 120-124
help-eval = 按标准文件评分：各项的精确率、召回率与 F1
help-eval-gold = 标准文件：每行一个 JSON
help-eval-file = 大事记，或 dashiji read 输出的 jsonl
help-eval-errors = 每项至多列出几处错误
help-eval-only = 只列这一项的错误
help-eval-text = 核对每处引文与所指位置的原文是否一致；文件是 jsonl 时写成 --text=解码后的原文
examples-eval =
    dashiji eval 标准.jsonl 2020-02.txt
    dashiji eval 标准.jsonl 2020-02.txt --errors 10 --only title

## 合起来看
help-who = 人物：所见职务、行迹、参与、同列
examples-who =
    dashiji who 大事记/
    dashiji who --name 赵立本
    dashiji who --format csv > 人物.csv
help-offices = 职务：历任者与见于记载的日子
examples-offices =
    dashiji offices 大事记/
    dashiji offices --name 县长
help-places = 地点：当地之事
examples-places =
    dashiji places 大事记/
    dashiji places --name 甲渠镇
help-organizations = 机构：全称、异称、所办之事
examples-organizations =
    dashiji organizations 大事记/
    dashiji organizations --name 防汛
help-documents = 文件：草案、通过、印发、施行等各阶段
examples-documents =
    dashiji documents 大事记/
    dashiji documents --name 办法
help-search = 在资料库中检索：任何字词、人物、职务、地点、时间
help-search-query = 检索式：字词、"整句"、OR、-不含、人物:、职务:、地点:、时间:2020-02..2020-03；写法见 dashiji help 检索
help-search-sort = 次序
help-search-limit = 列出几条
help-search-offset = 跳过前几条
help-search-facets = 同时列出各人物、职务、地点、月份等的条数，每类几项；只写 --facets 为 10
examples-search =
    dashiji search '抗旱 人物:赵立本'
    dashiji search '职务:县长 时间:2020-02..2020-03' --sort earliest
    dashiji search 防汛 --facets
help-serve = 开阅览室：在浏览器里看，持钥匙者可写入
help-serve-files = 不看资料库而看这些文件或文件夹
help-serve-port = 端口；0 为自选
help-serve-host = 等候的地址；默认只有本机能进
help-serve-address = 经反向代理从外面进来的网址，引用、固定链接与订阅用它：https://room.example
help-serve-read_only = 页面上不能写入；不只限本机时本来如此
help-serve-name = 每页上的名称；不写则用资料库的名称
help-serve-open = 打开浏览器
help-serve-map = 自备底图：GeoJSON
help-serve-map_datum = 底图的坐标系
examples-serve =
    dashiji serve --open
    dashiji serve 大事记/
    dashiji serve --host 0.0.0.0 --port 8080 --name 县志办阅览室
help-mcp = 供智能助手查阅资料库：标准输入输出上的 MCP（模型上下文协议），只读
help-mcp-dir = 资料库的文件夹
help-mcp-skill = 印出教助手怎样用工具、怎样引证的文件（SKILL.md），随即结束
examples-mcp =
    dashiji mcp 资料库
    dashiji mcp --skill > SKILL.md
help-export = 导出成书的 Word 文件、工作簿，或别的工具用的格式：TEI、JSON-LD、Linked Places、GeoJSON、iCalendar、CSVW、事件行
help-export-files = 文件、文件夹；或资料库里的文档、版本、条目编号：d1、d1.v2、d1.e3；都不写则为整个资料库
help-export-format = 写成什么；不写则看输出文件的后缀
help-export-output = 写到的文件（.docx、.xlsx、.jsonl、.csv、.xml、.jsonld、.lpf、.geojson、.ics，.csvw、.parquet、.arrow 是文件夹），或 - 表示标准输出
help-export-during = 只要这段时间的条目：2020、2020-02、1986/1995，以及检索式里时间的各种写法
help-export-search = 只要合于检索式的条目，写法同 dashiji search；可写多次，须全部合于
help-export-title = 书名；不写则用这份资料的标题，或几份共有的丛名
help-export-paper = 纸张
examples-export =
    dashiji export --during 2020 -o 2020年大事记.docx
    dashiji export --search 抗旱 -o 抗旱.xlsx
    dashiji export 初稿.docx -o 成书.docx --paper 16k
    dashiji export --during 2020 -o 2020年.geojson
    dashiji export --format events -o 事件.csv

## 存起来
help-init = 新建资料库：存放大事记的文件夹
help-init-dir = 文件夹；默认为当前文件夹
help-init-base = 文件夹，写法与其他命令相同
help-init-name = 资料库的名称，显示在阅览室每页上；写入其中的 dashiji.toml
examples-init =
    dashiji init 县志办
    dashiji init --base 县志办 --name 霍山县志办
help-add = 收入文档：同样的字节只收一份，改过的网页是新版
help-add-batch = 一次写入几份；少则早存妥
help-add-as = 作为哪份文档的新版：d1
examples-add =
    dashiji add 大事记/
    dashiji add 2020-02.txt --period 2020-02
    dashiji add 改稿.docx --as d1
help-enter = 人工录入条目
help-enter-file = 写有条目的文件；不写则读标准输入
help-enter-as = 重写哪份录入的文档：d1
help-enter-happened = 发生日期，文中没有写日期的，据此补在前面：2026-11-24
examples-enter =
    dashiji enter 新条目.txt --happened 2026-11-24
    echo '县长赵立本到甲渠镇调研。' | dashiji enter --happened 2026-11-24
help-list = 列出资料库里的文档
help-list-removed = 只列已移出的
examples-list =
    dashiji list
    dashiji list --removed
help-show = 按编号查看文档、版本、条目、核定
help-show-ids = 编号：d1、d1.v2、d1.e3、r1
help-show-bytes = 输出收到时的原字节
examples-show =
    dashiji show d1.e3
    dashiji show d1 --bytes > 原件.docx
help-diff = 逐条比较一份文档的两个版本
help-diff-id = 文档：d1
help-diff-versions = 两个版本：v1 v2；只写一个则与最近一版比，不写则比最近两版
examples-diff =
    dashiji diff d1
    dashiji diff d1 v1 v3
help-remove = 移出文档：不再使用，记录里仍在
help-remove-ids = 文档：d1
help-remove-undo = 改为放回
help-remove-reason = 理由
examples-remove =
    dashiji remove d3 --reason 与d2重复
    dashiji remove --undo d3
help-rule = 核定：对读出的结果，人说了算，可以撤销，重读后仍有效
help-rule-action = 做什么
help-rule-words = 对什么：见各种做法所列；事实写成 人物:、地点:、机构:、文件:、数字: 加原文，或 日期、类型
help-rule-reason = 理由；每个核定都要写
help-rule-preview = 先看会改动哪些事实，不作改动
help-rule-into = 合并后用的姓名；不写则用第一个
help-rule-from = 简称自哪天起
help-rule-to = 简称到哪天止
examples-rule =
    dashiji rule correct d1.e3 人物:赵立本 职务=县长 --reason 原件如此
    dashiji rule correct d1.e3 类型 类型=会议 --reason 主要是开会
    dashiji rule merge 赵立本 赵力本 --reason 一人两写
    dashiji rule list
help-log = 资料库的全部记录：何时、何人、做了什么
help-log-after = 只列此号之后的
examples-log =
    dashiji log
    dashiji log --after 20 --format json
help-reindex = 丢掉算出来的，全部重算
examples-reindex =
    dashiji reindex
help-verify = 对照原字节核验每个校验值、位置和事实；有问题时退出码为 1
examples-verify =
    dashiji verify
help-verify-deep = 另行重算一切推算所得，与存下的逐一核对
help-repair = 重算推算所得；加 --into 则把受损底档中能读出的另成一库
help-repair-into = 新资料库的文件夹；受损的原样不动
examples-repair =
    dashiji repair
    dashiji repair --into 新库
help-backup = 把资料库的记录备份成一个文件
help-backup-file = 要写的文件；已有的不覆盖
examples-backup =
    dashiji backup 县志办-2026-11-24.bak
help-restore = 由备份还原资料库
help-restore-file = 备份文件
help-restore-dir = 还原到的文件夹
help-restore-base = 还原到的文件夹，写法与其他命令相同
examples-restore =
    dashiji restore 县志办-2026-11-24.bak 县志办

## 程序
help-help = 看一个命令怎么用，或看一种手册
help-help-topic = 命令或手册的名称；不写则全部列出
examples-help =
    dashiji help read
    dashiji help 教程
help-completions = 让终端能补全命令和选项
help-completions-shell = 哪种终端
examples-completions =
    dashiji completions bash > dashiji.bash
help-man = 供 man 用的手册页
help-man-output = 写到的文件夹，每个命令一页；不写则打印总页
examples-man =
    dashiji man | man -l -
    dashiji man -o ~/.local/share/man/man1

## 用法
usage-unknown = 没有 { $argument } 这个选项
usage-extra = “{ $argument }”是多出来的
usage-value = { $argument } 不能是“{ $value }”
usage-no-value = { $argument } 后面要写一个值
usage-missing = 还缺 { $argument }
usage-command = 没有“{ $argument }”这个命令
usage-not-built = 这个程序编译时没有带上 { $argument }；全部功能：cargo build --release -p dashiji-cli
usage-conflict = { $argument } 不能与 { $value } 同用
usage-twice = { $argument } 只能写一次
usage-other = 参数有误：{ $argument }
usage-meant = 是不是 { $among }？
usage-among = 可用：{ $among }
usage-word = { $name }（{ $own }）
usage-wanted = 要写{ $among }
usage-expects-number = 一个数，例如 4
usage-expects-port = 一个端口，例如 7878
usage-expects-address = 一个地址，例如 127.0.0.1
usage-see = 详见 { $command } --help

## 手册页
man-name = 名称
man-synopsis = 用法
man-commands = 命令
man-examples = 示例

# 各项权重的理由；英文的写在 table-weights.tsv 里，explain 印出。
weight-time = 按自己的语法认出的日期时刻：是一道墙，除非更长的名称包住它
weight-titled = 《》里的就是题名，不论里面是什么
weight-word = 普通词，遮住跨过它的名称
weight-word-product = 郑州铁海快线：以地名为名的线路、列车、队伍，地名在其中
weight-body-whole = 省红十字会：本身就是完整的名称
weight-body-organ = 县委、市人民政府：只写机关
weight-body-department = 教育局，前面是级别或地名
weight-body-strong = 公司、医院，前面有自己的名称
weight-body-bare = 局、厂，前面是地名或级别
weight-body-slot = 项目，处在必是名称的位置
weight-body-task = 指挥部、医疗队：为一事而设的机构
weight-body-unit = 第三师、八路军一二九师：凭番号
weight-body-named = 人民公园：前面没有别的也是名称
weight-body-listed = 科技、中国一拖：同列的机构使它明白
weight-body-tail = 办公室，接着前面的名称
weight-body-division = 连云|港：尾字只是政区名的末字
weight-body-time = 6日南京大学：机构名里没有日期
weight-body-person = 中间有一个人的全名：机构名里没有
weight-body-over = 应|县公安局：从伸进它的政区名开头算起
weight-body-generic = 32个乡人民政府、首个法院：是一类中的一个，不是名称
weight-body-unled = 毛巾厂、经贸局：尾字前该有地名或级别而没有
weight-body-own = 竹桥鞋帽厂：有自己的名称，用字不成普通词
weight-body-long = 红旗化工厂：尾字前有四个字以上
weight-body-ordinal = 第二橡胶厂：凭序号
weight-body-done = 它成立、建成、迁移、撤销：后有“建成投产”，前有“开设”
weight-body-alike = 县农机厂、|农具厂：同列中前面有同一尾字的机构
weight-body-brand = 泰祥置业：只有字号和行业的公司简称
weight-body-runs-on = 后面接着的不是另一个词
weight-body-verb = 职工转入|竹塘金矿：其中在地名或级别之前有动词
weight-body-deed = 群众围攻|县参议会：其中有机构名里不会有的动词
weight-body-alone = 县计划局、科技局里的科技局：部门没有写级别
weight-body-acts = 治安警察局公布：在句首，后面是机构做的事
weight-body-country = 美国|商务部：是哪一国的部
weight-body-called = 在神州宾馆：前面的词后该是地点
weight-body-clipped = 同一机构，从后面一处算起
weight-office = 职务，前有机构或地名，后有人名
weight-office-bare = 山东省|副省长：职务紧接地名
weight-person = 够得上是人名：多出的另加
weight-person-series = 一列人名，合在一起判断
weight-person-shape = 用字像不像人名，减去一般所需（只作说明）
weight-person-before = 前面是职务、标点，或后接人名的动词（只作说明）
weight-person-after = 后面是职务、标点，或说话一类的动词（只作说明）
weight-person-words = 会切断的词，或以之开头的词（只作说明）
weight-person-known = 同一文件别处明白写着（只作说明）
weight-person-place = 像地名，或截短了（只作说明）
weight-person-called = 厉|宜春任会长：名是地名，夹在明白的开头和人做的事之间
weight-person-list = 整列人名的依据（只作说明）
weight-person-barely = 胜得不多的人名，不为别的作证
weight-place-full = 河南省、连云港市：政区的全称
weight-place-full-two = 和县：两个字的全称
weight-place-full-word = 郊区、矿区：全称也是普通词
weight-place-province = 河南：省的简称
weight-place-prefecture = 连云港：地市的简称
weight-place-county = 信丰：县的简称
weight-place-district = 二七：区的简称，少用
weight-place-word = 保定、安康：简称也是普通词
weight-place-word-county = 和平、开封：县的简称也是普通词
weight-place-word-full = 和县、献县：县的全称里有普通词
weight-place-fenced = 丰台|开展：一边是标点或可作分界的词
weight-place-open = 名称可以从这里开头
weight-place-closed = 名称不会从词的中间开头
weight-place-called = 前面有“到”“在”“前往”
weight-place-followed = 后面有“等地”“三市”“境内”，或是一列地名
weight-place-town = 文县|碧口镇：后面接着乡镇名
weight-place-home = 在文件所属的地区之内
weight-place-home-full = 存疑的全称，在文件所属的地区之内
weight-place-slogan = 平安湖南：口号
weight-place-other = 郑州路、湖南版：是别的名称的一部分
weight-place-crossed = 陕西|安排：有更长的词伸进来
weight-place-longer = 太平|畈乡：乡镇名还没有完
weight-place-another = 清水河|镇：尾字使它成了另一个地方
weight-place-zone = 长沙经开区：凭尾字是开发区
weight-place-country = 日本：国名
weight-place-region = 大别山革命老区、豫北：地区
weight-place-letter = 赴豫的豫：省的一字简称
weight-place-local = 常庄镇、大兴村：凭尾字
weight-place-listed = 一列乡镇，尾字只写一次
weight-place-tail-sure = 海峡、群岛：只用于自然地物
weight-place-tail-natural = 山、河、关：自然地物，也是普通词和姓氏
weight-place-tail-old = 府、道、专区：清代和民国的政区
weight-place-tail-town = 镇、公社：凭尾字
weight-place-tail-village = 村、大队：凭尾字
weight-place-transcribed = 由扎门乌德入境：用字是译名，又在必是地名的位置
weight-place-slot = 到石门、霍山县石门：只凭所在的位置
weight-place-tail-region = 古城、根据地：地区
weight-place-tail-state = 州：外国的政区
weight-place-tail-unlisted = 市、县，各表里都没有
weight-place-tail-hamlet = 庄、铺、桥：不写“村”的村名
weight-place-known = 黄河、太湖：有名的山水
weight-place-single = 沂河：尾字前只有一个字
weight-place-long = 尾字前超过三个字的，每字计
weight-place-worded = 现场、荒山：普通词
weight-place-surname = 高山、李大江：开头像人的姓
weight-place-two = 蕲春|张家塝：开头是另一个地名
weight-place-light = 在句首，前面有“越”“迁”
weight-place-behind = 紧接另一个地名
weight-place-shut = 以标点或可作分界的词收尾
weight-place-bracketed = （石桥）：单独在括号里
weight-place-near = 后面有“境内”“以东”“等地”
weight-place-event = 后面有“决口”“遭受”“失守”
weight-place-runs = 黄河|精神：紧接着另一个词
weight-place-run-on = 后面紧接别的词
weight-place-torn = 后面紧接别的词，前面又没有该接地名的词
weight-place-table = 文中说到的县所辖的乡镇
weight-place-table-wide = 文件所属地市或省所辖的乡镇
weight-place-founded = 设立清溪区：说的是设置或撤销
weight-edge-within = 政区紧接它所在的上级
weight-edge-below = 慈利县|江垭：没有代码的地方紧接政区
weight-edge-beside = 商丘|开封：两个政区之间没有标点
weight-edge-body-list = 机构以“、”或“和”相连
weight-edge-body-owns = 市一中|王建国获奖、西教乡|李虞臣：人名紧接机构，或紧接带类名的地方
weight-edge-person-body = 郑海|任|县水利局，不是任县：人名与机构之间是单字动词
weight-edge-list = 两个地名以“、”或“和”相连
