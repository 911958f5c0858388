//! Pages as offices, schools, companies, forums and readers lay them out, all invented: what each tells of itself.

use super::{Document, Given, SourceMap, read};
use crate::lexicon::Lexicon;

/// What a page should tell; `-` where it tells nothing.
struct Page {
    name: &'static str,
    text: &'static str,
    title: &'static str,
    series: &'static str,
    source: &'static str,
    site: &'static str,
    published: &'static str,
    captured: &'static str,
    period: &'static str,
    region: &'static str,
    /// First and last words of the body.
    body: (&'static str, &'static str),
}

const NONE: Page = Page {
    name: "",
    text: "",
    title: "-",
    series: "-",
    source: "-",
    site: "-",
    published: "-",
    captured: "-",
    period: "-",
    region: "-",
    body: ("", ""),
};

const PAGES: &[Page] = &[
    Page {
        name: "a month of a province, copied out of a browser",
        text: "2023年01月09日\n\n|\n\n您当前所在位置: 浙江省方志网 > 资料 > 大事月记\n\n2021年5月\n\n来源:省志办时间:2021-06-30分享:\n\n  防汛会议召开 5月3日,省政府召开会议。\n\n  另一会议 5月30日,省政府召开会议。\n\n \n\n\n责任编辑:",
        title: "2021年5月",
        series: "大事月记",
        source: "省志办",
        site: "浙江省方志网",
        published: "2021-06-30",
        captured: "2023-01-09",
        period: "2021-05",
        region: "330000",
        body: ("防汛会议召开 5月3日", "另一会议 5月30日,省政府召开会议。"),
    },
    Page {
        name: "a county's year with menus above and links below",
        text: "网站首页\n走进绥阳\n政务公开\n互动交流\n当前位置：首页 >> 史志天地 >> 大事记\n绥阳县2014年大事记\n发布时间：2015-03-02 15:20:11 文章来源：县史志办 作者：佚名 点击：1203 次 字体：[大] [中] [小]\n1月\n3日 县委召开经济工作会议。\n12月\n30日 县一中新校区落成。\n【打印本页】 【关闭窗口】\n上一篇：绥阳县2013年大事记\n下一篇：没有了\n主办：绥阳县人民政府 承办：县政府办公室\n黔ICP备00000000号 网站标识码：0000000000",
        title: "绥阳县2014年大事记",
        series: "大事记",
        source: "县史志办",
        published: "2015-03-02",
        period: "2014",
        region: "520323",
        body: ("1月\n3日 县委召开", "30日 县一中新校区落成。"),
        ..NONE
    },
    Page {
        name: "a university, date under the title",
        text: "首页 | 学校概况 | 机构设置 | 人才培养\n您的位置：苏州大学校史馆 / 校史资料 / 大事记\n2003年大事记\n2004-01-09\n1月5日  学校召开教代会。\n12月28日  与某研究所签约。\n版权所有 苏州大学校史馆  地址：苏州市某路1号  邮编：000000",
        title: "2003年大事记",
        series: "大事记",
        site: "苏州大学校史馆",
        published: "2004-01-09",
        period: "2003",
        region: "320500",
        body: ("1月5日  学校召开教代会。", "12月28日  与某研究所签约。"),
        ..NONE
    },
    Page {
        name: "whole dates on their own lines are datelines, not days of publication",
        text: "华东某厂大事记\n\n1958年3月1日\n工厂动工兴建。\n\n1958年10月1日\n第一台机床试制成功。\n\n1959年5月4日\n成立团委。",
        title: "华东某厂大事记",
        series: "-",
        period: "1958/1959",
        body: ("1958年3月1日\n工厂动工兴建。", "1959年5月4日\n成立团委。"),
        ..NONE
    },
    Page {
        name: "a plain file with nothing but a title",
        text: "绥阳县大事记（1986—1995年）\n\n1986年\n\n1月3日 县委召开会议。\n\n1995年\n\n2月 县一中新校区落成",
        title: "绥阳县大事记（1986—1995年）",
        period: "1986/1995",
        region: "522123",
        body: ("1986年\n\n1月3日", "2月 县一中新校区落成"),
        ..NONE
    },
    Page {
        name: "a plain file with nothing at all",
        text: "1月3日 县委召开会议。\n1月9日 县一中新校区落成。",
        body: ("1月3日 县委召开会议。", "1月9日 县一中新校区落成。"),
        ..NONE
    },
    Page {
        name: "year headings alone tell the period",
        text: "1951年\n1月 成立合作社。\n1952年\n3月 建小学。\n1956年\n5月 建高级社。",
        period: "1951/1956",
        body: ("1951年\n1月 成立合作社。", "1956年\n5月 建高级社。"),
        ..NONE
    },
    Page {
        name: "Markdown with a heading a month",
        text: "# 2018年校园大事记\n\n## 一月\n\n- 3日，期末考试。\n\n## 二月\n\n- 1日，寒假。\n",
        title: "2018年校园大事记",
        period: "2018",
        body: ("## 一月", "- 1日，寒假。"),
        ..NONE
    },
    Page {
        name: "Markdown with headings a year keeps them",
        text: "# 2018年\n\n- 1月3日，期末考试。\n\n# 2019年\n\n- 2月1日，寒假。\n",
        period: "2018/2019",
        body: ("# 2018年", "- 2月1日，寒假。"),
        ..NONE
    },
    Page {
        name: "Markdown with front matter",
        text: "---\ntitle: 某协会2016年大事记\ndate: 2017-01-20\nsource: 协会秘书处\n---\n\n3月1日，换届。\n\n4月2日，年会。\n",
        title: "某协会2016年大事记",
        source: "协会秘书处",
        published: "2017-01-20",
        period: "2016",
        body: ("3月1日，换届。", "4月2日，年会。"),
        ..NONE
    },
    Page {
        name: "a forum thread",
        text: "某某论坛\n登录 | 注册\n首页 › 文史版 › 家乡大事记（1949-1960）\n家乡大事记（1949-1960） [复制链接]\n发表于 2011-5-3 10:22:07 | 只看该作者 | 倒序浏览\n1949年\n5月，本乡解放。\n1960年\n3月，办食堂。\n本主题由 管理员 于 2011-5-4 加入精华\n回复 使用道具 举报\n您需要登录后才可以回帖 登录 | 立即注册\nPowered by 某论坛",
        title: "家乡大事记（1949-1960）",
        series: "文史版",
        site: "某某论坛",
        published: "2011-05-03",
        period: "1949/1960",
        body: ("1949年\n5月，本乡解放。", "3月，办食堂。"),
        ..NONE
    },
    Page {
        name: "an encyclopedia page",
        text: "某某铁路大事记\n编辑 讨论 收藏 查看历史\n目录\n1958年\n3月1日，开工。\n1960年\n9月30日，通车。\n参考资料\n1.\u{a0}某报：通车五十年 ．某报社．2010-09-30\n词条标签：\n铁路，历史\n词条统计\n浏览次数：1000次\n编辑次数：3次历史版本\n最近更新：2012-05-06",
        title: "某某铁路大事记",
        period: "1958/1960",
        body: ("1958年\n3月1日，开工。", "9月30日，通车。"),
        ..NONE
    },
    Page {
        name: "a document library with a paywall tail",
        text: "某公司2012年大事记\n上传者：abc 文档编号：123 上传时间：2013-02-01 格式：DOC 页数：12\n一月\n4日，公司召开年会。\n十二月\n9日，新厂投产。\n剩余10页未读，继续阅读\n下载文档到电脑，查找使用更方便\n开通会员\n相关文档\n某公司2011年大事记\n公司年会策划方案",
        title: "某公司2012年大事记",
        published: "2013-02-01",
        period: "2012",
        body: ("一月\n4日，公司召开年会。", "9日，新厂投产。"),
        ..NONE
    },
    Page {
        name: "keys each on its own line, title in brackets",
        text: "【湖州市2009年3月大事记】\n信息来源：湖州市档案局\n发布日期：2009年4月8日\n浏览次数：\n\n3月2日 全市召开大会。\n3月31日 博物馆开馆。\n\n（责任编辑：某某）",
        title: "湖州市2009年3月大事记",
        source: "湖州市档案局",
        published: "2009-04-08",
        period: "2009-03",
        region: "330500",
        body: ("3月2日 全市召开大会。", "3月31日 博物馆开馆。"),
        ..NONE
    },
    Page {
        name: "full width, traditional, reign year",
        text: "現在位置：首頁＞館藏資源＞大事記\n民國四十六年大事記\n資料來源：校史室\u{3000}發布日期：2010/03/05\n一月三日\u{3000}校務會議。\n十二月廿日\u{3000}校慶。\n回頂部",
        title: "民國四十六年大事記",
        series: "大事記",
        source: "校史室",
        published: "2010-03-05",
        period: "1957",
        body: ("一月三日\u{3000}校務會議。", "十二月廿日\u{3000}校慶。"),
        ..NONE
    },
    Page {
        name: "a source before its date, without keys",
        text: "宁波市史志网\n2016年第二季度大事记\n2016-07-12 09:30 来源：市委党史研究室\n4月6日 大桥合龙。\n6月30日 庆祝大会举行。\n扫一扫在手机打开当前页\n分享到：",
        title: "2016年第二季度大事记",
        site: "宁波市史志网",
        source: "市委党史研究室",
        published: "2016-07-12",
        period: "2016-04/2016-06",
        region: "330200",
        body: ("4月6日 大桥合龙。", "6月30日 庆祝大会举行。"),
        ..NONE
    },
    Page {
        name: "an introduction belongs to the body",
        text: "集团大事记\n编者按：为纪念集团成立三十周年，整理如下。\n1985年4月 集团成立。\n2015年4月 庆典举行。",
        title: "集团大事记",
        period: "1985/2015",
        body: ("编者按", "2015年4月 庆典举行。"),
        ..NONE
    },
    Page {
        name: "notes inside the entries stay",
        text: "某镇大事记\n2001年\n5月，村民集资修路。来源：村委会记录\n作者：某某 编《某镇志》出版。\n2002年\n6月，自来水通水。\n来源：镇志办",
        title: "某镇大事记",
        source: "镇志办",
        period: "2001/2002",
        body: ("2001年\n5月，村民集资修路。", "6月，自来水通水。"),
        ..NONE
    },
    Page {
        name: "a government page with an index table above",
        text: "索 引 号：000-001\n发布机构：某县人民政府办公室\n名    称：2011年10月份大事记\n成文日期：2011-11-03\n2011年10月份大事记\n10月8日，县长调研。\n10月28日，县运动会开幕。\n附件：\n打印本页\n关闭窗口",
        title: "2011年10月份大事记",
        source: "某县人民政府办公室",
        published: "2011-11-03",
        period: "2011-10",
        body: ("10月8日，县长调研。", "10月28日，县运动会开幕。"),
        ..NONE
    },
    Page {
        name: "today's date and a welcome above",
        text: "今天是2020年3月5日 星期四 欢迎访问某市史志网！\n设为首页 | 加入收藏\n当前位置 : 网站首页 - 大事记 - 正文\n2019年12月大事记\n时间：2020-01-15    来源：市史志办    【字体：大 中 小】\n12月1日，论坛举办。\n12月31日，地铁开通。\n分享到：\nCopyright © 2020 All Rights Reserved",
        title: "2019年12月大事记",
        series: "大事记",
        source: "市史志办",
        published: "2020-01-15",
        captured: "2020-03-05",
        period: "2019-12",
        body: ("12月1日，论坛举办。", "12月31日，地铁开通。"),
        ..NONE
    },
    Page {
        name: "a hospital's page with comments below",
        text: "医院文化 > 院史 > 大事记\n\n医院大事记\n\n2005年3月，门诊楼启用。\n\n2006年8月，通过评审。\n\n网友评论\n张三 2019-03-05 10:00\n怀念当年\n发表评论\n提交",
        title: "医院大事记",
        series: "大事记",
        site: "医院文化",
        period: "2005/2006",
        body: ("2005年3月，门诊楼启用。", "2006年8月，通过评审。"),
        ..NONE
    },
    Page {
        name: "a church's chronicle, title with a subtitle and years under it",
        text: "某某堂区简史与大事年表\n（1886—1949）\n1886年 建堂。\n1949年 改名。\n",
        title: "某某堂区简史与大事年表",
        period: "1886/1949",
        body: ("1886年 建堂。", "1949年 改名。"),
        ..NONE
    },
    Page {
        name: "one long line",
        text: "2月3日，县委召开会议。2月5日，县一中新校区落成。责任编辑:某某",
        body: ("2月3日", "责任编辑:某某"),
        ..NONE
    },
    Page {
        name: "a journal issue with a running head and page numbers",
        text: "第12期\n某省大事记\n（2008年6月）\n6月1日，大桥通车。\n6月28日，论坛闭幕。\n- 48 -",
        title: "某省大事记",
        period: "2008-06",
        body: ("6月1日，大桥通车。", "6月28日，论坛闭幕。"),
        ..NONE
    },
    Page {
        name: "a notice number and a dash before the source",
        text: "某区2017年1月要闻大事\n2017年2月3日 10:11 | 来源：区档案馆 | 阅读：33\n1月3日 全区大会召开\n1月20日 慰问困难家庭\n",
        title: "某区2017年1月要闻大事",
        source: "区档案馆",
        published: "2017-02-03",
        period: "2017-01",
        body: ("1月3日 全区大会召开", "1月20日 慰问困难家庭"),
        ..NONE
    },
    Page {
        name: "whole dates over dated headlines, a source under each",
        text: "某市抗洪大事记\n2020年7月3日\n水位上涨\n来源：某报\n全市启动响应。\n2020年7月5日\n群众转移\n来源：某报\n转移三千人。\n2020年7月9日\n洪峰过境\n来源：某台\n堤防安全。\n",
        title: "某市抗洪大事记",
        period: "2020",
        body: ("2020年7月3日\n水位上涨", "堤防安全。"),
        ..NONE
    },
    Page {
        name: "catalogue records with keys",
        text: "某馆大事目录\n时间：1998年3月5日\n地点：本馆\n事件：新馆奠基。\n时间：1999年4月6日\n地点：本馆\n事件：新馆落成。\n时间：2001年5月7日\n地点：本馆\n事件：开放阅览。",
        title: "某馆大事目录",
        body: ("时间：1998年3月5日", "事件：开放阅览。"),
        ..NONE
    },
    Page {
        name: "arrows and places inside entries cut nothing off",
        text: "某县大事记\n1987年\n3月5日，修路。\n线路\n甲镇→乙镇→丙镇\n位置：县城东\n4月6日，通车。",
        title: "某县大事记",
        period: "1987",
        body: ("1987年\n3月5日，修路。", "4月6日，通车。"),
        ..NONE
    },
    Page {
        name: "a period in brackets under the title, over the end of a month",
        text: "某县防指值班记录\n（台风“白鹭”，2021年7月20日至8月3日）\n\n7月20日　启动响应。\n8月2日　撤离。",
        period: "2021-07/2021-08",
        body: ("某县防指值班记录", "8月2日　撤离。"),
        ..NONE
    },
    Page {
        name: "a month in brackets under the title, with who wrote it",
        text: "某区封控日记\n（区指挥部综合组，2022年4月；数字截至当日24时）\n\n[4月3日] 开会。\n[4月4日] 采样。",
        period: "2022-04",
        body: ("某区封控日记", "[4月4日] 采样。"),
        ..NONE
    },
    Page {
        name: "a month without a year, published the month after",
        text: "首页 > 校园资讯 > 学校大事\n十二月份学校大事记\n发布日期：2018年1月4日\n12月3日，运动会。\n12月29日，文艺汇演。",
        title: "十二月份学校大事记",
        series: "学校大事",
        published: "2018-01-04",
        period: "2017-12",
        body: ("12月3日，运动会。", "12月29日，文艺汇演。"),
        ..NONE
    },
    Page {
        name: "machine-made traditional text with readings in brackets",
        text: "您的當(dāng)前位置：首頁>史志>大事記\n絳縣2016年大事記\n發(fā)布時間：2017-02-03 來源(yuán)：縣志辦 閱讀次數(shù)：30\n1月3日，縣委開會。\n2月9日，修路。\n責(zé)任編輯：某某",
        title: "絳縣2016年大事記",
        series: "大事記",
        source: "縣志辦",
        published: "2017-02-03",
        period: "2016",
        region: "140826",
        body: ("1月3日", "2月9日，修路。"),
        ..NONE
    },
    Page {
        name: "a site's address, a day and a source on one line",
        text: "某某网 > 史志 > 地方 > 正文\n\n某镇大事记\n\nwww.example.cn   2017/6/8 23:05:07 资讯来源:某镇文化站   字号控制:[ ]\n1951年3月，土改。\n1958年9月，公社成立。\n下一则：无",
        title: "某镇大事记",
        series: "地方",
        site: "某某网",
        source: "某镇文化站",
        published: "2017-06-08",
        period: "1951/1958",
        body: ("1951年3月，土改。", "1958年9月，公社成立。"),
        ..NONE
    },
    Page {
        name: "this day in history, keys in a list",
        text: "欢迎访问某市市情网\n微信\n首页>某市史志>史志研究\n【方志历史上的今天】7月20日\n  • 来源：市志办\n  • 日期：2015-07-20\n  • 浏览数：\n1952\n7月20日，座谈会召开。\n1989\n7月20日，讲习班开班。",
        title: "【方志历史上的今天】7月20日",
        series: "史志研究",
        source: "市志办",
        published: "2015-07-20",
        period: "1952/1989",
        body: ("1952\n7月20日", "7月20日，讲习班开班。"),
        ..NONE
    },
];

#[test]
#[cfg(feature = "html")]
fn a_title_behind_a_sites_heading_and_a_telling_file_name_are_taken() {
    let page = "<title>2019年大事记_绥阳县人民政府</title><h1>绥阳县人民政府</h1><p>3月1日，甲。</p>";
    let document_record = document(page, "a.html").record;
    assert_eq!(document_record.title.as_deref(), Some("2019年大事记"));
    assert_eq!(document_record.site.as_deref(), Some("绥阳县人民政府"));
    assert_eq!(document_record.region.map(|region| region.name).as_deref(), Some("绥阳县"));
    let named = document("3月1日，甲。\n3月5日，乙。", "/tmp/绥阳县2019年大事记.txt").record;
    assert_eq!((named.period.as_deref(), named.title), (Some("2019"), None));
    assert_eq!(document("3月1日，甲。", "/tmp/2019.txt").record.period, None);
}

fn shown(value: Option<&str>) -> &str {
    value.unwrap_or("-")
}

fn document(text: &str, path: &str) -> Document {
    let given = Given { path: Some(path.to_owned()), ..Given::default() };
    read(text.as_bytes().to_vec(), &given, Lexicon::builtin()).unwrap()
}

#[test]
fn pages_tell_their_title_source_days_period_and_body() {
    let mut wrong: Vec<String> = Vec::new();
    for page in PAGES {
        let document = document(page.text, "page.txt");
        let record = &document.record;
        let region = record.region.as_ref().and_then(|region| region.code.as_deref());
        for (field, got, want) in [
            ("title", record.title.as_deref(), page.title),
            ("series", record.series.as_deref(), page.series),
            ("source", record.source.as_deref(), page.source),
            ("site", record.site.as_deref(), page.site),
            ("published", record.published.as_deref(), page.published),
            ("captured", record.captured.as_deref(), page.captured),
            ("period", record.period.as_deref(), page.period),
            ("region", region, page.region),
        ] {
            if shown(got) != want {
                wrong.push(format!("{}: {field} is {}, not {want}", page.name, shown(got)));
            }
        }
        let body = document.text.slice(document.body).trim();
        if !body.starts_with(page.body.0) || !body.ends_with(page.body.1) {
            wrong.push(format!("{}: body is {body:?}", page.name));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Text in the encodings a page may come in.
fn encoded(text: &str) -> Vec<Vec<u8>> {
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    vec![
        text.as_bytes().to_vec(),
        encoding_rs::GB18030.encode(text).0.into_owned(),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ]
}

#[test]
#[cfg(feature = "html")]
fn a_page_says_the_same_in_every_encoding_and_spans_lead_to_its_bytes() {
    let page = "<html><head><title>x</title></head><body><h1>绥阳县2014年大事记</h1><p>来源：县史志办 时间：2015-03-02</p>\
                <p>　　3月1日，县委召开<b>会议</b>&nbsp;部署工作。</p></body></html>";
    for bytes in encoded(page) {
        let document = read(bytes.clone(), &Given::default(), Lexicon::builtin()).unwrap();
        assert_eq!(document.record.title.as_deref(), Some("绥阳县2014年大事记"));
        assert_eq!(document.record.source.as_deref(), Some("县史志办"));
        assert_eq!(document.record.extractor.as_deref(), Some("dashiji-html/2"));
        let map = SourceMap::new(&document, &bytes);
        let decode = |range: std::ops::Range<usize>| {
            let label = document.encoding.name();
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            encoding.decode_without_bom_handling(&bytes[range]).0.into_owned()
        };
        for (words, want) in [
            ("3月1日", "3月1日"),
            ("召开会议", "召开<b>会议"),
            ("会议\u{a0}部署", "会议</b>&nbsp;部署"),
            ("绥阳县", "绥阳县"),
        ] {
            let start =
                document.text.find(document.text.span(), words.replace('\u{a0}', " ").as_str()).unwrap();
            let span = crate::text::Span::new(start, start + words.chars().count());
            assert_eq!(decode(map.bytes_of(span).unwrap()), want, "{}", document.encoding);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(96))]

    #[test]
    fn reading_never_panics_and_bodies_lie_inside(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400),
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..40),
        wrong in 0..200usize,
    ) {
        let made = pieces.concat();
        for text in encoded(&made) {
            let mut damaged = text.clone();
            if let Some(b) = damaged.get_mut(wrong) {
                *b = b.wrapping_add(77);
            }
            for bytes in [text, damaged, bytes.clone()] {
                let Ok(document) = read(bytes.clone(), &Given::default(), Lexicon::builtin()) else { continue };
                let whole = document.text.span();
                proptest::prop_assert!(whole.contains(document.body));
                let map = SourceMap::new(&document, &bytes);
                for k in 0..whole.hi() {
                    if let Some(range) = map.bytes_of(crate::text::Span::new(k, k + 1)) {
                        proptest::prop_assert!(range.start <= range.end && range.end <= bytes.len());
                    }
                }
            }
        }
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "\u{3000}",
    "2019年",
    "3月",
    "5日",
    "大事记",
    "来源:",
    "时间:",
    "县志办",
    "当前位置:",
    ">",
    "首页",
    "2020-01-02",
    "10:30",
    "(",
    ")",
    "【",
    "】",
    "[",
    "]",
    "#",
    "---",
    "责任编辑:",
    "上一篇",
    "版权所有",
    "一",
    "十",
    "民国",
    "至",
    "-",
    "<p>",
    "</p>",
    "<td>",
    "<table>",
    "<tr>",
    "</table>",
    "<nav>",
    "<script>",
    "&nbsp;",
    "&",
    "<",
    "<!--",
    "-->",
    "<title>",
    "<a href=x>",
    "</a>",
    "<pre>",
    "\"",
    "召开会议。",
    "。",
    ",",
    "|",
    "标题:",
    "年",
    "月",
    "日",
    "1",
    "00",
    "\u{feff}",
    "\u{20000}",
    "title:",
    "第3页",
    "《",
    "》",
    "<meta name=PubDate content=2020-1-1>",
];
