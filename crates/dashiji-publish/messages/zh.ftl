# 屏幕上的话。键与 en.ftl 相同。

## 版面
entries = { $n } 条
nothing = 未见条目
undated = 未系日期
entry-at = 字 { $start }–{ $end }
section = 第 { $n } 栏
event = 事件 { $n }
summary = 合计
summary-entries = { $n } 条，{ $from } 至 { $to }
summary-entries-undated = { $n } 条，均未系日期
summary-entries-one-day = { $n } 条，{ $from }
summary-documents = { $n } 份资料
summary-counts = { $people } 人，{ $places } 处地点，{ $bodies } 个机构，{ $documents } 份文件，{ $figures } 个数字
summary-types = 类别
summary-people = 人物

## 行首
row-date = 时间
row-organizers = 主办
row-people = 人物
row-places = 地点
row-orgs = 机构
row-organs = 机关
row-documents = 文件
row-publications = 报刊
row-times = 时间
row-quantities = 数字
row-doubt = 存疑
row-event = 事件

## 标题
document-source = 来源
document-published = 发布
document-captured = 抓取
document-period = 所记
document-accessed = 访问
document-url = 网址

## 时间依据
basis-stated = 文中写明
basis-inherited = 年月据上文
basis-relative = 相对日期
basis-period = 时段
basis-context = 据上级标题
basis-unresolved = 未能系日

## 职务依据
ground-stated = 据本条
ground-carried = 据他条
ground-roster = 据任职表
ground-ruled = 据核定

## 条目类别
type-meeting = 会议
type-visit = 调研
type-ceremony = 仪式
type-deployment = 出征
type-issue = 发布
type-project = 工程
type-result = 成果
type-statistics = 统计
type-appointment = 任免
type-award = 表彰
type-donation = 捐赠
type-institution = 机构
type-exchange = 交流
type-disaster = 灾害
type-death = 逝世
type-conflict = 战事
type-justice = 司法
type-status = 建制
type-other = 其他

## 参与
part-chair = 主持
part-speak = 讲话
part-report = 汇报
part-read_out = 宣读
part-attend = 出席
part-take_part = 参加
part-accompany = 陪同
part-sit_in = 列席
part-lead = 主事
part-head_team = 带队
part-see_off = 送行
part-visited = 受访
part-appointed = 受任
part-removed = 去职
part-honoured = 受奖
part-died = 逝者
part-cited = 引述
part-mention = 提及

## 地点
role-venue = 会场
role-visited = 到访
role-origin = 出发
role-destination = 前往
role-remote = 远程
role-participant = 参与方
role-subject = 所论
role-mentioned = 提及

## 主办
organizer-convene = 召集
organizer-issue = 印发
organizer-send = 派出
organizer-host = 主办
organizer-undertake = 承办
organizer-found = 设立

## 文件进程
stage-draft = 草案
stage-deliberated = 审议
stage-adopted = 通过
stage-issued = 印发
stage-in_force = 施行
stage-amended = 修订
stage-repealed = 废止
stage-mentioned = 提及

## 数字
kind-increment = 本次
kind-component = 其中
kind-correction = 更正
kind-cumulative = 累计
kind-decrease = 减少
kind-stock = 现有
kind-planned = 计划
kind-attribute = 度量
kind-ordinal = 次第
kind-count = 计数
approx-about = 约
approx-over = 余
approx-under = 近
as-of = 截至 { $day }
part-of = 属第 { $n } 数

## 表格
column-date = 日期
column-date_to = 止日
column-person = 人物
column-post = 职务
column-ground = 职务依据
column-part = 参与
column-place = 地点
column-role = 地点性质
column-code = 区划代码
column-type = 类别
column-headline = 条目名
column-document = 资料
column-citation = 引证
column-entry = 条目号
cite = { $source }，第 { $number } 条，字 { $start }–{ $end }

## 评分
score-entries = 标准 { $gold } 条，读出 { $predicted } 条，对上 { $paired } 条
score-header-field = 项目
score-header-p = 精确率
score-header-r = 召回率
score-header-f1 = F1
score-header-gold = 标准数
score-errors = { $field }：条目、漏、误
score-bad-spans = { $n } 处位置与原文不符

## 名录与台账
items = 共 { $n } 项
nothing-found = 未见
more = 另有 { $n } 项
days = { $from } 至 { $to }
cited = { $path } 条目 { $number } @{ $start }
within = 连下辖 { $n } 条
seen = { $n } 处所见
tenure = ,任职 { $from } 至 { $to }(据任职表)
appointed = ,{ $day } 任命
removed = ,{ $day } 卸任
no-office = 各条均未记职务
remote = (远程:{ $places })
ground-clash = 同名异人:职务互不相容({ $offices })
only-cited = 仅被引述或提及 { $n } 条
filled = {" "}= { $office }(据上下文补足)
ground-circle = 同名分列:{ $regions }
maybe-same = 可能与第 { $n } 人为同一人(支持:{ $for };反对:{ $against })
maybe-rare_name = 姓名少见
maybe-follows = 任职前后相接
maybe-region_within = 两地互相隶属
maybe-one_province = 同在一省
maybe-other_region = 不在一地
maybe-posts_overlap = 任职时间重叠
maybe-no_text = 无条目明言
row-ground = 依据
row-offices = 职务
row-itinerary = 行迹
row-company = 同列
row-forms = 异称
row-history = 沿革
row-events = 见于
row-stages = 阶段
row-equations = 核算
row-remainder = 未分项
lines = { $n } 行
parts-of = 其中:{ $parts }
report-title = 情况报告(截至 { $day })
report-all = 所载全部
report-source = 据 { $name }
report-measures = 在行措施
report-situation = 水情、工情及其他
report-people = 人员转移安置
report-casualties = 伤亡
report-losses = 损失
report-forces = 力量
report-supplies = 物资
report-open = 不符与未列明
report-nothing = 未载
report-figure = { $name }:{ $figure }({ $kind },{ $day }){ $cite }
report-change = ;较前 { $before } { $change }{ $cite }
report-cited = 〔条目{ $number } @{ $start }〕
report-measure = { $what }{ $level },{ $by },自 { $from } 〔@{ $start }〕
figures-of = { $series } 个系列 · { $equations } 个等式
figures-unnamed = (未名)
answer-total = 截至{ $day },{ $name }累计{ $figure };相符 { $hold } 处
answer-stock = 截至{ $day },{ $name }现有{ $figure };相符 { $hold } 处
answer-gaps = ;{ $n } 处之间未列明,计 { $amount }{ $unit }
answer-wrong = ;{ $n } 处不符,按所列当为 { $right }
equation-gap = 其间未列明 { $amount }
equation-wrong = 不符,差 { $amount },按所列当为 { $right }
row-lines = 各数
row-in-force = 在行
verdict-closes = 相符
verdict-differs = 不符
verdict-unchecked = 无从核对
verdict-derived = 推得
but-stated = ,文中作 { $stated }
remainder = 第 { $from }–{ $to }{ $unit }合计 { $amount },按次可考 { $itemised },余 { $unaccounted } 未分项
may-lie-inside = 或在其内:{ $date } { $name } { $amount }
bounds = 未分项在 { $least } 与 { $most } 之间

## 校核
severity-error = 错误
severity-warning = 疑误
standing-law = 法规
standing-national_standard = 国家标准
standing-state_norm = 党政规范
standing-trade_norm = 行业规范
standing-arithmetic = 算术与历法
standing-practice = 惯例
standing-house = 本程序自定
norm-unverified = （条款未核）
colon = ：
profile-auto = 自动
profile-month = 月记
profile-yearbook = 年鉴
profile-gazetteer = 志书
profile-historical = 旧志
profile-emergency = 应急
profile-off = 不校
findings-more = { $rule }：另有 { $count } 处（--most 0 全列）
severity-note = 提示
finding-entry = 条目 { $number }
location-paragraph = 第 { $n } 段
location-page = 第 { $n } 页
finding-hint = 处理
finding-see = 参看
finding-fix = 拟改
findings = { $errors } 处错误,{ $warnings } 处疑误,{ $notes } 处提示
findings-none = 未见疑误
findings-title = 校核结果
explain-why = 缘由
explain-norm = 依据
explain-bad = 误
explain-good = 正

## 校对表
review-title = 校对表
review-number = 序号
review-document = 文件
review-entry = 条目
review-place = 位置
review-date = 日期
review-code = 代码
review-severity = 程度
review-weight = 计错
review-text = 原文
review-message = 疑误
review-proposal = 拟改
review-hint = 处理
review-norm = 依据
review-ruling = 核定
review-characters = 字数（不计空白）
review-errors = 错误
review-warnings = 疑误
review-notes = 提示
review-weighed = 计错合计（错误、疑误各计 1，标点空格计 0.1，提示不计）
review-rate = 差错率（万分比）
review-method = 算法
review-method-told = 差错率 = 计错合计 ÷ 字数 × 10000；权重从《图书编校质量差错率计算方法》（2004）：文字差错计 1，标点差错计 0.1。机器所见，未经核定。
## 检索式
query-empty = 没有要找的东西
query-empty-hint = 写出要找的字词，例如 { "“" }疫情防控{ "”" } who:赵立本 when:2020-02。
query-unclosed = 引号只有一半
query-unclosed-hint = 补上另一半引号；引号本身不能检索。
query-unpaired = 括号只有一半
query-unpaired-hint = 补上另一半括号；要找带括号的文字，请整个放进引号。
query-ends = 检索式没有写完
query-ends-hint = OR、NOT、-、NEAR 和左括号之后要有字词、字段或括号。
query-misplaced = 这里不能是“{ $found }”
query-misplaced-hint = 这里应是字词、字段或左括号；要找这几个字本身，请放进引号。
query-no-word = “{ $found }”里没有可以检索的字
query-no-word-hint = 标点本身不检索；请写出至少一个字、字母或数字。
query-unknown-field = 没有“{ $found }”这个字段
query-unknown-field-hint = 字段有：{ $expected }（中文：人物 职务 身份 地点 机构 文件 类型 时间 台账 条目 出处）。要找带冒号的文字，请放进引号。
query-no-value = 字段 { $found } 后面没有内容
query-no-value-hint = 冒号后紧接着写，例如 who:赵立本；含空格的放进引号。
query-bad-value = 不能是“{ $found }”
query-bad-value-hint = 请核对。
query-value-among = 不能是“{ $found }”
query-value-among-hint = 可用：{ $expected }。
query-bad-date = “{ $found }”不是日期
query-bad-date-hint = 写成 2020-02-10、2020-02、2020 或 2020-02..2020-03；一端可空，如 ..1949；也可写公元前221年、民国二十五年3月、1936年3月至5月。
query-backwards = “{ $found }”止在起之前
query-backwards-hint = 起在前，止在后，例如 2020-02..2020-03。
query-bad-near = 这里的 { $found } 用不成
query-bad-near-hint = NEAR 两边各是一个字词或引号内的短语，中间的数是 1 到 1000，例如 疫情 NEAR/5 防控。
query-too-long = 检索式太长
query-too-long-hint = 至多 { $expected } 个字。
query-too-long-word = 这个词太长
query-too-long-word-hint = 一个词或短语至多 { $expected } 个字。
query-too-many = 词和字段太多
query-too-many-hint = 至多 { $expected } 个。
query-too-many-fields = 字段太多
query-too-many-fields-hint = 一次检索至多 { $expected } 个字段。
query-too-many-near = NEAR 太多
query-too-many-near-hint = 一次检索至多用 { $expected } 个 NEAR。
query-too-deep = 括号套得太深
query-too-deep-hint = 至多 { $expected } 层。
query-at = 检索式第 { $at } 个字：{ $what }
query-at-end = 检索式末尾：{ $what }

## 检索结果
found-total = 共 { $n } 条
found-shown = 共 { $n } 条，这里是第 { $from } 至 { $to } 条
found-holder-stated = 当日所记
found-holder-between = 前后所记皆是
found-holder-nearest = 最近所记
found-holders = { $asked } 任职
found-more = 另有 { $n } 项
facet-who = 人物
facet-title = 职务
facet-part = 身份
facet-province = 省
facet-prefecture = 市
facet-county = 县
facet-org = 机构
facet-doc = 文件
facet-type = 类型
facet-year = 年
facet-month = 月
facet-ledger = 台账
facet-in = 出处
facet-where = 地点
facet-when = 时间

## 成书与工作簿
book-title = 大事记
book-year = { $year }年
book-year-before = 公元前{ $year }年
book-month = { $month }月
book-day = { $day }日
book-gregorian = { $text }，即公历 { $edtf }。
book-post = { $name }，{ $title }（{ $ground }）。
book-ledgers = 台账
book-ledger-ordinal = 次第
book-ledger-date = 日期
book-ledger-increment = 本次
book-ledger-total = 累计
book-ledger-parts = 其中
book-index-people = 人物索引
book-index-places = 地点索引
book-index-bodies = 机构索引
book-index-documents = 文件索引
book-index-pages = 日期后括号内为页码。
book-sources = 资料来源
sheet-entries = 条目
sheet-people = 人物与参与
sheet-figures = 数字
sheet-documents = 文件
column-edtf = EDTF
column-text = 全文
column-id = 条目标识
column-figure = 数字
column-value = 数值
column-value_max = 上限
column-unit = 单位
column-of = 所计
column-kind = 性质
column-as_of = 截至
column-scope = 范围
column-title = 文件题名
column-doc_kind = 文种
column-doc_number = 文号
column-issuer = 发文机关
column-stage = 阶段
column-stage_date = 阶段日期
