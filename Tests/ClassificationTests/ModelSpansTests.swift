import Columns
import Language
import TestSupport
import Testing

@testable import Classification

/// Which words of a text a model's class rests on.
@Suite struct ModelSpansTests {
  private static let model: LinearModel? = {
    var texts = InventedTexts(seed: 11)
    return try? ModelTraining.train(texts.data(rows: 400)).model
  }()

  private static func spans(_ title: String, _ content: String) throws -> (
    label: String, spans: [TextSpan], scratch: LinearModel.SpanScratch
  ) {
    let model = try #require(Self.model)
    let texts = [StringColumn([title]), StringColumn([content])]
    let best = model.predict(texts, top: 2)
    var scratch = LinearModel.SpanScratch()
    model.findSpans(texts, 0, for: best.label(0), against: best.label(0, rank: 1), using: &scratch)
    return (model.labels[best.label(0)], scratch.spans, scratch)
  }

  @Test(arguments: [
    ("反映一片漆黑的问题", "您好，小区门口灯杆歪了，谢谢", "路灯", "灯杆歪"),
    ("反映问题", "已经好几天了，打桩声，请尽快处理，半夜施工", "噪声", "施工"),
    ("", "您好，水管漏水，请尽快处理", "供水", "水"),
  ])
  func `the words that decide are found, by their bytes`(
    title: String, content: String, label: String, word: String
  ) throws {
    let found = try Self.spans(title, content)
    #expect(found.label == label)
    let words = found.spans.map { $0.words(in: $0.field == .title ? title : content) ?? "?" }
    #expect(words.contains { $0.contains(word) }, "\(words)")
    #expect(!words.contains("?"))
    #expect(found.spans.count <= 4)
    let shares = found.spans.compactMap(\.share)
    #expect(shares == shares.sorted(by: >))
    #expect(shares.reduce(0, +) <= 1.000_1)
    #expect(shares[0] > 0.1)
  }

  @Test func `no span holds a mask or crosses a sign`() throws {
    let content = "灯泡坏了，路灯不亮〔电话〕一片漆黑。照明"
    for span in try Self.spans("", content).spans {
      let words = try #require(span.words(in: content))
      #expect(!words.contains { "〔〕，。".contains($0) }, "\(words)")
      #expect(!words.contains("电话"))
    }
  }

  @Test func `a text without known words has no spans`() throws {
    #expect(try Self.spans("", "").spans.isEmpty)
    #expect(try Self.spans("〔姓名〕", "？！").spans.isEmpty)
  }

  /// The points of characters agree with a scoring that goes through all n-grams as strings.
  @Test func `points are those of a slow obvious scoring`() throws {
    let model = try #require(Self.model)
    var random = SeededGenerator(seed: 3)
    let words = ["半夜施工", "路灯不亮", "停水", "地锁", "您好，", "ＡＢ", "？", "〔电话〕", "噪音"]
    for _ in 0..<20 {
      let title = (0..<2).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      let content = (0..<6).map { _ in words.randomElement(using: &random) ?? "" }.joined()
      let texts = [StringColumn([title]), StringColumn([content])]
      var scratch = LinearModel.SpanScratch()
      model.findSpans(texts, 0, for: 0, against: 2, using: &scratch)
      let expected = Self.slowPoints(model, [title, content], for: 0, against: 2)
      #expect(scratch.points.count == expected.count)
      for (point, slow) in zip(scratch.points, expected) {
        #expect(abs(point - slow) < 1e-3 * max(1, abs(slow)))
      }
    }
  }

  private static func slowPoints(
    _ model: LinearModel, _ texts: [String], for label: Int, against other: Int
  ) -> [Float] {
    let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)
    let scalars = texts.map { normalizer.scalars(of: $0) }
    func grams(_ field: Int) -> [(feature: Int, place: Int, length: Int)] {
      var grams: [(Int, Int, Int)] = []
      for length in 1...model.settings.longestNGram where length <= scalars[field].count {
        for place in 0...scalars[field].count - length {
          var keys: [UInt64] = []
          let piece = Array(scalars[field][place..<place + length])
          CharacterNGrams(length...length).appendKeys(of: piece.span, to: &keys)
          let feature = model.vocabulary.number(of: keys[0])
          if feature >= 0 { grams.append((feature, place, length)) }
        }
      }
      return grams
    }
    func step(_ field: Int, _ place: Int) -> Int {
      Int(model.extractor.step(at: scalars[..<field].reduce(place) { $0 + $1.count }))
    }
    var counts: [Int: Int] = [:]
    for field in texts.indices {
      for gram in grams(field) { counts[gram.feature, default: 0] += step(field, gram.place) }
    }
    var points: [Float] = []
    for field in texts.indices {
      var own = [Float](repeating: 0, count: scalars[field].count)
      for gram in grams(field) {
        let count = min(255, counts[gram.feature] ?? 1)
        let share = Float(step(field, gram.place)) / Float(count)
        let weight =
          model.weights.steps(gram.feature, label) * model.scales[label]
          - model.weights.steps(gram.feature, other) * model.scales[other]
        let point = weight * Float(model.extractor.values[count]) * share / Float(gram.length)
        for place in gram.place..<gram.place + gram.length { own[place] += point }
      }
      points += own
    }
    return points
  }
}
