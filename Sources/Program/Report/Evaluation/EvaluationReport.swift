package import Classification

/// The page of `minsheng evaluate --html`: how far a model can be believed, for those who train it.
package struct EvaluationReport: Sendable {
  /// The figures.
  let evaluation: Evaluation
  /// The model's version.
  let model: String
  /// The name of the file with the labelled rows.
  let input: String
  /// The accuracy that was wanted of answers that are taken; nil where none is known.
  let accuracy: Double?
  /// How often sets for people are to hold the right label.
  let setCoverage: Double
  /// Wrong answers, the surest first, with their masked texts.
  let mistakes: [Quote]
  /// Figures by the values of columns.
  let groups: [Group]

  /// A wrong answer and the text it was given to.
  package struct Quote: Sendable {
    let mistake: Evaluation.Mistake
    let text: String

    /// Makes a quote; the text must be masked.
    package init(_ mistake: Evaluation.Mistake, maskedText: String) {
      self.mistake = mistake
      text = maskedText
    }
  }

  /// Figures by the values of one column.
  package struct Group: Sendable {
    let title: String
    let scores: [Evaluation.GroupScore]

    /// Makes a group; `title` is the column's name.
    package init(title: String, scores: [Evaluation.GroupScore]) {
      self.title = title
      self.scores = scores
    }
  }

  /// Makes a report.
  package init(
    _ evaluation: Evaluation, model: String, input: String, accuracy: Double?,
    setCoverage: Double, mistakes: [Quote], groups: [Group]
  ) {
    self.evaluation = evaluation
    self.model = model
    self.input = input
    self.accuracy = accuracy
    self.setCoverage = setCoverage
    self.mistakes = mistakes
    self.groups = groups
  }

  /// Writes the page, and all its numbers as JSON; the same input gives the same bytes.
  package func render() -> (html: [UInt8], data: [UInt8]) {
    var page = ReportPage()
    page.data.add(fact: "title", "分类模型评测")
    page.data.add(fact: "model", model)
    page.data.add(fact: "input", input)
    page.document(title: "分类模型评测", contents: contents) { page in
      writeFirstScreen(&page)
      page.section("confusion", "哪些类相混") { writeConfusion(&$0) }
      page.section("coverage", "采纳多少，答对多少") { writeCoverage(&$0) }
      page.section("calibration", "把握是否可信") { writeCalibration(&$0) }
      page.section("labels", "各类") { writeLabels(&$0) }
      if !groups.isEmpty { page.section("groups", "分组") { writeGroups(&$0) } }
      page.section("mistakes", "最有把握的错答") { writeMistakes(&$0) }
      page.section("definitions", "指标口径") { writeDefinitions(&$0) }
      page.element("footer") { page in
        page.element("p", "模型 \(model) · 数据 \(input) · 文字已脱敏，本页不得外传")
      }
    }
    return (page.html.bytes, page.data.encoded())
  }

  private var contents: [(id: String, title: String)] {
    [
      ("points", "主要情况"), ("confusion", "哪些类相混"), ("coverage", "采纳多少，答对多少"),
      ("calibration", "把握是否可信"), ("labels", "各类"),
    ] + (groups.isEmpty ? [] : [("groups", "分组")]) + [
      ("mistakes", "最有把握的错答"), ("definitions", "指标口径"),
    ]
  }

  /// A share in tenths of a per cent.
  static func share(_ share: Double) -> FigureValue { .share(Int((share * 1000).rounded())) }

  /// A tally's share; nothing where it has no rows.
  static func share(_ tally: Evaluation.Tally) -> FigureValue {
    tally.rows == 0 ? .none : share(tally.accuracy)
  }

  /// An interval of a share: `93.1–96.8%`.
  static func interval(_ bounds: ClosedRange<Double>?) -> String {
    guard let bounds else { return "—" }
    let tenths = [bounds.lowerBound, bounds.upperBound].map {
      NumberText.tenths(Int(($0 * 1000).rounded()))
    }
    return "\(tenths[0])–\(tenths[1])%"
  }
}
