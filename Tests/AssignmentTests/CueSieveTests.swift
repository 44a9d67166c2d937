import Language
import TestSupport
import Testing

@testable import Assignment

@Suite struct CueSieveTests {
  private static let sut = RequestGuard(units: SampleCity.units, lexicon: [])

  /// Whether the slow way finds anything.
  private static func finds(_ title: String, _ content: String, isReport: Bool) -> Bool {
    var text = ScreenedText()
    text.append(Array(title.utf8).span)
    text.append(Array(content.utf8).span)
    var matches: [PatternMatch] = []
    let finding = sut.reader.read(text, isReport: isReport, matches: &matches)
    return finding.namesOffence || !finding.parties.isEmpty
  }

  private static func passes(_ title: String, _ content: String, isReport: Bool) -> Bool {
    let (title, content) = (Array(title.utf8), Array(content.utf8))
    return sut.reader.mayAccuse(title.span, content.span, isReport: isReport)
  }

  @Test(arguments: [
    ("", "民警受贿"), ("受", "贿"), ("", "受 贿"), ("", "受，贿"), ("", "受〔电话〕贿赂，受賄"),
    ("", "城 管.局不·作·为"), ("", "派出所🙂推🙂诿"), ("", "ＡＢ局不作为"), ("", "東山區城管局不作為"),
  ])
  func `what accuses passes, however it is written`(title: String, content: String) {
    #expect(Self.passes(title, content, isReport: false))
  }

  @Test(arguments: ["路灯坏了三天，望尽快修理。", "小区停水，物业说明天来", "咨询社保转移 12345"])
  func `what accuses nobody is held back`(content: String) {
    #expect(!Self.passes("", content, isReport: false))
  }

  @Test func `nothing that the guard finds is held back`() {
    var random = SeededGenerator(seed: 11)
    let words =
      AccusationWords.ofOffice + AccusationWords.disservice + AccusationWords.deeds
      + AccusationWords.verbs + AccusationWords.staff + AccusationWords.anybody
      + AccusationWords.bodies.map(\.word) + ["东山区城市管理局", "东山区住建局", "城管局"]
    let fillers = ["的", "，", "。", " ", "路灯", "12", "Ab", "〔姓名〕", "说", "\n", "·", "；", "問題", "们"]
    var found = 0
    for _ in 0..<20_000 {
      var pieces: [String] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let isWord = Int.random(in: 0..<3, using: &random) == 0
        var piece = (isWord ? words : fillers).randomElement(using: &random) ?? ""
        if isWord, Bool.random(using: &random) {
          piece = piece.map(String.init).joined(
            separator: [" ", "", "."].randomElement(using: &random) ?? "")
        }
        pieces.append(piece)
      }
      let cut = Int.random(in: 0...pieces.count, using: &random)
      let title = pieces[..<cut].joined()
      let content = pieces[cut...].joined()
      for isReport in [false, true] where Self.finds(title, content, isReport: isReport) {
        found += 1
        #expect(Self.passes(title, content, isReport: isReport), "\(title)|\(content)")
      }
    }
    #expect(found > 500)
  }
}
