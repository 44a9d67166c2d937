import Complaints
import Testing

@testable import Intake

/// The authored set of `SampleData/masking`: what masking finds and what it takes in error.
@Suite struct MaskingSetTests {
  /// The least recall of each label over the whole set; no figure may fall.
  private static let floors: [(label: String, recall: Double)] = [
    ("电话", 0.995), ("证件", 0.995), ("车牌", 0.98), ("卡号", 0.98), ("姓名", 0.95), ("门牌", 0.95),
    ("邮箱", 0.9), ("账号", 0.94),
  ]
  private static let precision = 0.99

  @Test func `the authored sentences are masked as they are marked`() throws {
    let sentences = try MarkedSentence.read("sentences.tsv")
    #expect(sentences.count >= 800 && sentences.count { $0.entities.isEmpty } >= 250)
    var all = MaskingScore()
    var heldBack = MaskingScore()
    var masker = Masker(lexicon: MaskLexicon(gazetteer: makeCity().gazetteer))
    for sentence in sentences {
      masker.scan(sentence.text.span, own: OwnData())
      all.add(sentence, masker.ranges)
      if sentence.isHeldBack { heldBack.add(sentence, masker.ranges) }
    }
    print(all.report("the whole set"))
    print(heldBack.report("the half held back"))
    for floor in Self.floors {
      #expect(all[floor.label].recall >= floor.recall, "\(floor.label)")
    }
    #expect(all.total.precision >= Self.precision)
  }

  @Test func `masking the authored sentences twice changes nothing more`() throws {
    var masker = Masker(lexicon: MaskLexicon(gazetteer: makeCity().gazetteer))
    for sentence in try MarkedSentence.read("sentences.tsv") {
      let text = sentence.text
      masker.scan(text.span, own: OwnData())
      var masked: [UInt8] = []
      masker.append(text.span, to: &masked)
      let spans = masker.ranges.map { ($0.start, Array(text[$0.start..<$0.end])) }
      #expect(Mask.restore(masked, spans: spans) == text)
      masker.scan(masked.span, own: OwnData())
      #expect(masker.ranges.isEmpty, "\(String(decoding: masked, as: UTF8.self))")
    }
  }
}
