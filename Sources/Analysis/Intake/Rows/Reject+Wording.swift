internal import Columns
internal import Complaints

extension Reject {
  /// A reason in words for the clerk who mends the row.
  ///
  /// - Parameter reason: The code, as `reason` has it.
  public static func wording(of reason: String) -> String {
    if let words = known[reason] { return words }
    let forms: [(prefix: String, before: String, after: String)] = [
      ("missing-", "缺少", ""), ("bad-", "", "格式不对"), ("unknown-", "", "不在映射的词表里"),
      ("damaged-", "", "被表格软件改坏了"), ("impossible-", "", "不是真实存在的日期或时刻"),
    ]
    for form in forms where reason.hasPrefix(form.prefix) {
      let target = Target.allCases.first { $0.reason == reason.dropFirst(form.prefix.count) }
      if let target { return form.before + target.wording + form.after }
    }
    return "其他原因"
  }

  /// The text of a mended row is not one row.
  public static let notOneRow = "not-one-row"
  /// A mended row is a header, a sum or empty.
  public static let notARecord = "not-a-record"

  private static let known = [
    "unterminated-quote": "引号没有闭合，与后面的行分不开",
    "too-large": "行太长或列太多",
    "not-an-object": "不是 JSON 对象",
    "field-count": "列数与表头不一致",
    "stray-quote": "单元格里的引号把一行切错了",
    "invalid-bytes": "含有不是文字的字节",
    "zero-byte": "含有零字节",
    "shifted-row": "各列错位，值与表头对不上",
    "damaged-record-id": "原工单号被表格软件改坏了",
    "missing-text": "标题、内容、分类都是空的",
    "received-too-early": "受理时间早于2000年",
    "received-in-future": "受理时间晚于批次日期",
    notOneRow: "改过的原始行不是完整的一行",
    notARecord: "改成了表头、合计或空行",
  ]
}

extension Target {
  /// What clerks call it.
  fileprivate var wording: String {
    switch self {
    case .access: return "保密标志"
    case .name: return "姓名"
    case .phone: return "联系电话"
    case .idNumber: return "证件号码"
    case .address: return "住址"
    case .room: return "门牌室号"
    case .plate: return "车牌号"
    case .email: return "电子邮箱"
    case .otherName: return "其他姓名"
    case .otherPhone: return "其他电话"
    case .scheme: return "原分类标准"
    case .accused: return "被反映对象"
    case .district: return "区划"
    case .town: return "镇街"
    default: break
    }
    for table in [Tables.requests, Tables.requestStates] {
      guard let index = table.schema.index(of: name) else { continue }
      let words = table.schema.fields[index].comment
      return String(words.prefix { $0 != " " && $0 != "（" && $0 != "：" })
    }
    return name
  }
}
