import Complaints
import Testing

@testable import Intake

/// A second set: measured once on rules that had not seen it (`Documentation/Masking.md`), and from then
/// on kept from falling.
@Suite struct FreshMaskingSetTests {
  @Test func `the fresh sentences are masked as they are marked`() throws {
    let sentences = try MarkedSentence.read("fresh.tsv")
    #expect(sentences.count >= 150 && sentences.count { $0.entities.isEmpty } >= 40)
    var score = MaskingScore()
    var masker = Masker(lexicon: MaskLexicon(gazetteer: makeCity().gazetteer))
    for sentence in sentences {
      masker.scan(sentence.text.span, own: OwnData())
      score.add(sentence, masker.ranges)
    }
    print(score.report("the fresh set"))
    #expect(score.total.recall >= 0.98 && score.total.precision >= 0.99)
  }
}
