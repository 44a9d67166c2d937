import Columns
import Complaints
import Testing

@Suite struct ReferenceNumberTests {
  @Test func `a number starts with letters, names its day and passes its own check`() {
    let day = CivilTime.days(year: 2026, month: 7, day: 1)
    let text = ReferenceNumber.make(
      prefix: ReferenceNumber.assignmentPrefix, id: 42, day: day)
    #expect(text.hasPrefix("JB260701"))
    #expect(text.utf8.count == 19)
    #expect(ReferenceNumber.isValid(text))
    #expect(text == ReferenceNumber.make(prefix: "JB", id: 42, day: day))
    #expect(text != ReferenceNumber.make(prefix: "JB", id: 43, day: day))
  }

  @Test func `any wrong digit and any swap of neighbours is found`() {
    let text = Array(ReferenceNumber.make(prefix: "SX", id: 987_654_321, day: 20_000).utf8)
    for index in text.indices.dropFirst(2) {
      for digit in UInt8(48)...57 where digit != text[index] {
        var wrong = text
        wrong[index] = digit
        #expect(!ReferenceNumber.isValid(String(decoding: wrong, as: UTF8.self)))
      }
      if index + 1 < text.count, text[index] != text[index + 1] {
        var wrong = text
        wrong.swapAt(index, index + 1)
        #expect(!ReferenceNumber.isValid(String(decoding: wrong, as: UTF8.self)))
      }
    }
  }
}
