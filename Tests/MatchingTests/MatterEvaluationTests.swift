import Matching
import Testing

@Suite struct MatterEvaluationTests {
  @Test func `equal partitions are perfect under any names`() {
    let result = MatterEvaluation(found: ["x", "x", "y"], truth: ["1", "1", "2"])
    #expect(result.precision == 1 && result.recall == 1 && result.cubedF1 == 1)
    #expect(result.truePairs == 1)
  }

  @Test func `one matter too large costs precision, one too small recall`() {
    // Found: {a b c} {d}; true: {a b} {c d}.
    let result = MatterEvaluation(found: ["1", "1", "1", "2"], truth: ["p", "p", "q", "q"])
    #expect(result.foundPairs == 3 && result.truePairs == 2 && result.commonPairs == 1)
    #expect(abs(result.precision - 1.0 / 3) < 1e-12)
    #expect(result.recall == 0.5)
    #expect(abs(result.f1 - 0.4) < 1e-12)
    #expect(abs(result.cubedPrecision - (2.0 / 3 * 2 + 1.0 / 3 + 1) / 4) < 1e-12)
    #expect(abs(result.cubedRecall - 0.75) < 1e-12)
  }

  @Test func `nothing to compare is no error`() {
    let result = MatterEvaluation(found: [], truth: [])
    #expect(result.precision == 1 && result.recall == 1 && result.rows == 0)
  }
}
