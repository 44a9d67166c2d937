import Complaints
import Testing

@testable import Intake

/// A set of other sentences, on which no rule was tuned: how far the figures of the first one carry.
@Suite struct FreshMaskingSetTests {
  @Test func `sentences no rule was tuned on are masked as they are marked`() throws {
    let sentences = try MarkedSentence.read("fresh.tsv")
    #expect(sentences.count >= 150 && sentences.count { $0.entities.isEmpty } >= 40)
    var score = MaskingScore()
    var masker = Masker(lexicon: MaskLexicon(gazetteer: makeCity().gazetteer))
    for sentence in sentences {
      masker.scan(sentence.text.span, own: OwnData())
      score.add(sentence, masker.ranges)
    }
    print(score.report("the fresh set"))
    #expect(score.total.recall >= 0 && score.total.precision >= 0)
  }
}
