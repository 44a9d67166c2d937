import TestSupport
import Testing

@testable import Intake

@Suite struct MaskingTests {
  @Test(arguments: [
    ("请回电14001234567谢谢", "请回电〔电话〕谢谢"), ("电话：1400 123 4567。", "电话：〔电话〕。"),
    ("1400-123-4567", "〔电话〕"), ("1 4 0 0 1 2 3 4 5 6 7", "〔电话〕"),
    ("1-4-0-0-1-2-3-4-5-6-7", "〔电话〕"), ("一四零零一二三四五六七", "〔电话〕"),
    ("幺四零零一二三四五六七", "〔电话〕"), ("1400壹贰叁4567", "〔电话〕"), ("①④⓪⓪①②③④⑤⑥⑦", "〔电话〕"),
    ("1、4、0、0、1、2、3、4、5、6、7", "〔电话〕"), ("+8614001234567", "+〔电话〕"),
    ("14oo1234567", "〔电话〕"), ("1400123456714007654321", "〔电话〕"),
    ("14001234567,14007654321", "〔电话〕,〔电话〕"), ("TEL14001234567", "TEL〔电话〕"),
    ("电话0523-86880001", "电话〔电话〕"), ("(0523)8688 0001", "(〔电话〕"), ("座机86880001", "座机〔电话〕"),
    ("86880001打不通", "〔电话〕打不通"), ("8688-0001", "〔电话〕"), ("电话6880001", "电话〔电话〕"),
    ("短号661234", "短号〔电话〕"), ("05238688000101", "05238688000101"),
    ("身份证11010519491231002X，", "身份证〔证件〕，"), ("110105 19491231 002X", "〔证件〕"),
    ("110105491231002", "〔证件〕"), ("卡号6222021234567890128", "卡号〔卡号〕"),
    ("6222 0212 3456 7890 128", "〔卡号〕"), ("账号：123456789012", "账号：〔卡号〕"),
    ("车牌苏M12345违停", "车牌〔车牌〕违停"), ("苏M·12345", "〔车牌〕"), ("苏MD12345绿牌", "〔车牌〕绿牌"),
    ("苏m 12345", "〔车牌〕"), ("苏M1234警", "〔车牌〕"), ("车牌号M1234Q", "车牌号〔车牌〕"),
    ("邮箱abc_1@163.com。", "邮箱〔邮箱〕。"), ("14001234567@qq.com", "〔邮箱〕"),
    ("加QQ123456", "加QQ〔账号〕"), ("QQ号：1234567", "QQ号：〔账号〕"), ("微信号abc_123", "微信号〔账号〕"),
    ("vx: abc12345", "vx: 〔账号〕"), ("3幢502室漏水", "3幢〔门牌〕漏水"), ("5号楼2单元301", "5号楼2单元〔门牌〕"),
    ("302室", "〔门牌〕"), ("三幢五零二室", "三幢〔门牌〕"), ("东路118号502室", "东路118号〔门牌〕"),
    ("花园12-302", "花园12-〔门牌〕"), ("小区3-2-502", "小区3-2-〔门牌〕"), ("12#302", "12#〔门牌〕"),
    ("3幢502、503室", "3幢〔门牌〕、〔门牌〕"), ("，B1-1502漏水", "，B1-〔门牌〕漏水"),
    ("三号楼四楼西户", "三号楼〔门牌〕"), ("家住青年路118号，", "家住青年路〔门牌〕，"), ("5幢502-1室", "5幢〔门牌〕"),
    ("804室厨房返水", "〔门牌〕厨房返水"),
    ("+86-523-86880001", "+〔电话〕"), ("86880001转801", "〔电话〕"), ("0523/86880001", "〔电话〕"),
    ("142-04246931", "〔电话〕"), ("一四零，零零六七，八八九九", "〔电话〕"), ("使001234", "〔车牌〕"),
    ("224001使乱停", "〔车牌〕乱停"),
    ("苏12-01234", "〔车牌〕"), ("号牌海陵A01234", "号牌〔车牌〕"), ("账号：3205 0176 1234 0900 0123", "账号：〔卡号〕"),
    ("存折账号10-400101040012345", "存折账号〔卡号〕"), ("军官证号南字第00123456号", "军官证号〔证件〕"), ("A302室", "〔门牌〕"),
    ("b18-7-602；", "b18-7-〔门牌〕；"),
  ])
  func `what identifies is masked`(text: String, expected: String) {
    #expect(mask(text) == expected)
  }

  @Test(arguments: [
    "工单TZ180705000123已办结", "工单号18070513801", "TX-20260601-00001", "XH18060100001", "东路118号",
    "2018-07-05 09:03:00", "20180705090300", "2018年7月5日", "共计12345678元", "23456789元", "1,380,000元",
    "拨打12345热线", "12319", "110报警", "3室2厅", "三室一厅", "100户居民", "第3幢1200元", "3号楼2018年建成",
    "部件321202010100000001", "网格321202001000001", "XF2026060100001", "SX202600000123",
    "一个月三次", "二十四小时", "苏州", "新城", "2018-2019年", "6000-8000元", "13、14、15、16、17幢", "5号线",
    "18:30-22:00", "G2高速", "50公里", "1号楼", "26楼", "微信支付500元", "微信公众号", "江洲南路",
    "业主高度重视", "居民周边环境", "邻居安装空调", "业主反映", "本人于2018年购房", "市民常年投诉",
    "货车师傅", "担任校长", "项目经理", "地方民警", "我是海陵区居民", "电话费18500元", "32.45678901",
    "江桂花园", "黄秀路", "金鹏酒店", "李莉镇", "联系人：市民。", "东路118号，2018-05-01", "3号楼 2018年", "政办函〔2018〕37号",
    "GB15618-2018",
    "村民王某某", "某先生", "，管委会电话打不通", "，安保处电话", "老李家村", "老王不锈钢", "小高层", "敬老", "施工方", "徐工集团",
    "郭师傅修理铺", "李师傅早餐店", "张姐面馆排油烟", "姓名：保密", "本人方才得知", "车牌使用123456次", "6幢西户型", "济川西路201号店", "居民来信，",
    "他叫保安，", "马路上跑出一条狗",
  ])
  func `what does not identify stays`(text: String) {
    #expect(mask(text) == text)
  }

  @Test(arguments: [
    ("我叫王小明，住在", "我叫〔姓名〕，住在"), ("联系人：欧阳小明", "联系人：〔姓名〕"), ("业主李强反映", "业主〔姓名〕反映"),
    ("老李天天唱戏", "老〔姓名〕天天唱戏"),
    ("王姐说", "〔姓名〕姐说"), ("厂里的李总跑了", "厂里的〔姓名〕总跑了"), ("他叫盛夏，", "他叫〔姓名〕，"), ("借给全有福三万", "借给〔姓名〕三万"),
    ("户主陈粉扣家", "户主〔姓名〕家"), ("我姓卜，名一凡", "我姓〔姓名〕，名〔姓名〕"), ("姓名：Van An", "姓名：〔姓名〕"),
    ("本人扎西多吉，", "本人〔姓名〕，"),
    ("王先生来电", "〔姓名〕先生来电"), ("王小明女士", "〔姓名〕女士"), ("反映陈老板欠薪", "反映〔姓名〕老板欠薪"),
    ("王小明14001234567", "〔姓名〕〔电话〕"), ("联系张三（14001234567）", "联系〔姓名〕（〔电话〕）"),
    ("14001234567 李四", "〔电话〕 〔姓名〕"), ("谢谢！\n王小明\n2026年6月1日", "谢谢！\n〔姓名〕\n2026年6月1日"),
    ("请处理。\n王 明", "请处理。\n〔姓名〕"), ("姓名：缪冬", "姓名：〔姓名〕"), ("邻居张桂芳家", "邻居〔姓名〕家"),
    ("社区那个邱骁熙，问她", "社区那个〔姓名〕，问她"), ("表扬贺怀扣医生", "表扬〔姓名〕医生"), ("田界石被缪秀根挪了", "田界石被〔姓名〕挪了"),
    ("打了白打，阎如勤手机号换了", "打了白打，〔姓名〕手机号换了"), ("口子。贾粉荣当初说好", "口子。〔姓名〕当初说好"),
    ("经夏兆余介绍", "经〔姓名〕介绍"), ("田界石被冯澍挪了", "田界石被〔姓名〕挪了"), ("老版蔡怀珠跑出去了", "老版〔姓名〕跑出去了"),
  ])
  func `names are known by the words around them`(text: String, expected: String) {
    #expect(mask(text) == expected)
  }

  @Test(arguments: [
    ("投诉鹿鸣涧不修", "鹿鸣涧", "投诉〔姓名〕不修"), ("鹿 鸣涧和鹿鸣　涧", "鹿鸣涧", "〔姓名〕和〔姓名〕"),
    ("鹿鸣涧鹿鸣涧", "鹿鸣涧先生", "〔姓名〕〔姓名〕"), ("某某公司污染", "某某公司", "某某公司污染"), ("市民反映", "市民", "市民反映"),
    ("工号0102", "0102", "工号0102"),
    ("JOHN smith说", "John Smith", "〔姓名〕说"),
  ])
  func `the row's own name is found everywhere`(text: String, name: String, expected: String) {
    #expect(mask(clean(text), name: name) == expected)
  }

  @Test(arguments: [
    "86880001", "12345678", "6880001", "55555",
  ])
  func `the row's own phone is found in any shape`(phone: String) {
    for separator in ["", " ", "-", ".", "、", "—"] {
      let shown = phone.map(String.init).joined(separator: separator)
      let masked = mask("号" + shown + "谢谢工单号" + shown, phone: phone)
      #expect(masked == "号〔电话〕谢谢工单号〔电话〕")
    }
  }

  @Test func `a name beside the row's own phone is found`() {
    #expect(mask("谢谢！崔锦兰 86880001", phone: "86880001") == "谢谢！〔姓名〕 〔电话〕")
  }

  @Test func `the home address loses its number and keeps its road`() {
    let address = "泰州市海陵区青年路118号3幢502室"
    #expect(mask("住" + address + "的", address: address) == "住泰州市海陵区青年路〔门牌〕的")
    #expect(mask("青年路118号3幢502室楼上", address: address) == "青年路〔门牌〕楼上")
    #expect(mask("青年路120号", address: address) == "青年路120号")
    #expect(mask("本人住3幢502室", address: address) == "本人住3幢〔门牌〕")
  }

  /// Pieces of which texts are put together, with everything the masker looks for and what breaks it.
  private static let pieces = [
    "14001234567", "1400 123 4567", "11010519491231002X", "苏M12345", "苏", "M", "1", "23", "456",
    "一", "零", "四", "室", "幢", "号", "单元", "3幢502室", "a@b.cn", "@", "王小明", "王", "先生", "我叫", "业主",
    "，", "。", "\n", " ", "-", "、", "QQ", "微信", "〔电话〕", "〔姓名〕", "〔", "〕", "路灯坏了", "🙏", "é", "元", "年",
    "联系人：", "6222021234567890128", "0523", "86880001", "电话", "x", "X", "O", "o", "·", "厅",
  ]

  @Test func `masked text and spans give the cleaned text back`() {
    var generator = SeededGenerator(seed: 20260601)
    var masker = Masker(lexicon: MaskLexicon(gazetteer: nil))
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...14, using: &generator) {
        text += Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
      }
      let bytes = Array(text.utf8)
      var own = OwnData()
      own.add(name: Array("王小明".utf8).span)
      own.add(numbers: Array("14001234567 86880001".utf8).span, as: .phone)
      masker.scan(bytes.span, own: own)
      var masked: [UInt8] = []
      masker.append(bytes.span, to: &masked)
      let spans = masker.ranges.map { ($0.start, Array(bytes[$0.start..<$0.end])) }
      #expect(Mask.restore(masked, spans: spans) == bytes, "\(text)")
      #expect(String(validating: masked, as: UTF8.self) != nil, "\(text)")
      let plain = String(decoding: masked, as: UTF8.self)
      #expect(!plain.contains("14001234567") && !plain.contains("王小明"), "\(text)")
    }
  }

  @Test func `a text is masked again with what the vault knows`() {
    var masker = TextMasker(city: makeCity())
    let text = Array("鹿鸣涧住青年路118号3幢502室，电话86880001，证件E12345678".utf8)
    let again = masker.mask(
      text, column: "content", name: "鹿鸣涧", phone: "14001234567 86880001",
      idNumber: "E12345678", address: "青年路118号3幢502室")
    #expect(
      String(decoding: again.masked, as: UTF8.self) == "〔姓名〕住青年路〔门牌〕，电话〔电话〕，证件〔证件〕")
    #expect(Mask.restore(again.masked, spans: again.spans) == text)
    let unit = masker.mask(Array("张三 86880001".utf8), column: "source_unit", name: "张三")
    #expect(String(decoding: unit.masked, as: UTF8.self) == "张三 〔电话〕")
  }

  @Test func `no bytes trap the cleaner or the masker`() {
    var generator = SeededGenerator(seed: 3)
    var masker = Masker(lexicon: MaskLexicon(gazetteer: nil))
    let lead: [UInt8] = [
      0xe4, 0xe5, 0xe9, 0xe2, 0xef, 0xc2, 0xf0, 0x80, 0x31, 0x40, 0x26, 0x3c, 0x5f,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? lead[Int.random(in: 0..<lead.count, using: &generator)]
          : UInt8.random(in: 0...255, using: &generator)
      }
      var clean: [UInt8] = []
      TextCleaner.append(bytes.span, to: &clean, style: [.lines, .prose, .html])
      for text in [bytes, clean] {
        masker.scan(text.span, own: OwnData())
        var masked: [UInt8] = []
        masker.append(text.span, to: &masked)
        let spans = masker.ranges.map { ($0.start, Array(text[$0.start..<$0.end])) }
        #expect(Mask.restore(masked, spans: spans) == text)
      }
      _ = TimeReader(TimeForm.usual).read(bytes.span)
    }
  }

  @Test func `spans that do not fit are refused`() {
    #expect(Mask.restore(Array("abc".utf8), spans: [(1, [0x31])]) == nil)
    #expect(Mask.restore(Array("abc".utf8), spans: [(9, [0x31])]) == nil)
    #expect(Mask.restore(Array("a〔电话〕".utf8), spans: [(1, [0x31]), (0, [0x31])]) == nil)
    #expect(Mask.restore([], spans: []) == [])
  }
}
