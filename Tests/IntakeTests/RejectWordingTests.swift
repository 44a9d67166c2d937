import Testing

@testable import Intake

/// Every reason is put into words that a clerk reads.
@Suite struct RejectWordingTests {
  @Test(arguments: [
    ("missing-source-record-id", "缺少原工单号"), ("bad-received-at", "受理时间格式不对"),
    ("unknown-status", "状态不在映射的词表里"), ("missing-phone", "缺少联系电话"),
    ("damaged-record-id", "原工单号被表格软件改坏了"), ("field-count", "列数与表头不一致"),
    ("impossible-received-at", "受理时间不是真实存在的日期或时刻"), ("zero-byte", "含有零字节"),
    ("unterminated-quote", "引号没有闭合，与后面的行分不开"), ("something-new", "其他原因"),
  ])
  func `a code has its words`(code: String, words: String) {
    #expect(Reject.wording(of: code) == words)
  }

  @Test(arguments: Target.allCases)
  func `each target has a Chinese name`(target: Target) {
    let words = Reject.wording(of: "missing-" + target.reason)
    #expect(words.hasPrefix("缺少") && words.count > 2)
    #expect(!words.unicodeScalars.contains { $0.isASCII }, "\(words)")
  }
}
