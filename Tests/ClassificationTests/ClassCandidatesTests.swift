import Testing

@testable import Classification

@Suite struct ClassCandidatesTests {
  @Test func `candidates are read back from an evidence`() {
    let text = "L1 摆摊；" + ClassCandidates.text([("010101", 0.41), ("010102", 0.2249)])
    #expect(text == "L1 摆摊；候选 010101 0.41、010102 0.22")
    let candidates = ClassCandidates.parse(text)
    #expect(candidates.map(\.code) == ["010101", "010102"])
    #expect(candidates.map(\.share) == [0.41, 0.22])
  }

  @Test(arguments: ["", "L1 摆摊", "候选 ", "候选 甲", "候选 010101 多", "候选 010101 nan"])
  func `what names no candidates gives none`(_ evidence: String) {
    #expect(ClassCandidates.parse(evidence).isEmpty)
  }

  @Test(arguments: [(0.0, "0.00"), (0.004, "0.00"), (0.05, "0.05"), (1.0, "1.00"), (7.0, "1.00")])
  func `shares have two decimals`(_ share: Double, _ text: String) {
    #expect(ClassCandidates.decimal(share) == text)
  }
}
