import Complaints
import Testing

@testable import Intake

/// Masking a masked text once more.
@Suite struct RemaskingTests {
  private func remask(
    _ masked: String, _ spans: [(Int, String)] = [], column: String = "content",
    phone: String? = nil
  ) -> (masked: String, spans: [String], found: [String])? {
    var masker = TextMasker(city: .bare)
    let outcome = masker.remask(
      Array(masked.utf8), spans: spans.map { ($0.0, Array($0.1.utf8)) }, column: column,
      phone: phone)
    return outcome.map { outcome in
      (
        String(decoding: outcome.masked, as: UTF8.self),
        outcome.spans.map { "\($0.offset) " + String(decoding: $0.bytes, as: UTF8.self) },
        outcome.found.map { "\($0.token) " + String(decoding: $0.bytes, as: UTF8.self) }
      )
    }
  }

  @Test func `a number that was missed is taken out, what was taken out stays so`() throws {
    let found = try #require(remask("〔某处〕请联系13800001234，〔姓名〕等", [(35, "海河")]))
    #expect(found.masked == "〔某处〕请联系〔电话〕，〔姓名〕等")
    #expect(found.spans == ["21 13800001234", "35 海河"])
    #expect(found.found == ["〔电话〕 13800001234"])
  }

  @Test func `what today's rules would leave stays masked`() throws {
    let kept = try #require(remask("〔姓名〕街", [(0, "人民")]))
    #expect(kept.masked == "〔姓名〕街" && kept.spans == ["0 人民"] && kept.found.isEmpty)
  }

  @Test func `a piece is widened, and only what was visible counts as found`() throws {
    let wide = try #require(remask("电话138〔电话〕请回", [(9, "00001234")]))
    #expect(wide.masked == "电话〔电话〕请回" && wide.spans == ["6 13800001234"])
    #expect(wide.found == ["〔电话〕 138"])
  }

  @Test func `the row's own number is found in any text`() throws {
    let own = try #require(remask("编号0523 8612 3456号", phone: "052386123456"))
    #expect(own.found.count == 1 && !own.masked.contains("8612"))
    let code = try #require(remask("0101020304", column: "source_category"))
    #expect(code.masked == "0101020304" && code.found.isEmpty)
  }

  @Test(arguments: [("没有标记", 0), ("〔电话〕", 3), ("短〔电话〕", 99)])
  func `spans that do not fit are said not to`(masked: String, offset: Int) {
    #expect(remask(masked, [(offset, "13800001234")]) == nil)
  }
}
