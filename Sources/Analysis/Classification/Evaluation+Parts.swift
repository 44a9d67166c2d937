extension Evaluation {
  /// How many rows, and how many of them right.
  public struct Tally: Equatable, Sendable {
    /// How many rows.
    public let rows: Int
    /// How many of them are right.
    public let right: Int
    /// The share of right ones; zero without rows.
    public var accuracy: Double { rows == 0 ? 0 : Double(right) / Double(rows) }
    /// Wilson's interval of that share, at nineteen in twenty; nil without rows.
    public var interval: ClosedRange<Double>? { BinomialTest.interval(right, of: rows) }

    init(rows: Int, right: Int) {
      self.rows = rows
      self.right = right
    }

    init(_ outcomes: [Outcome]) {
      self.init(rows: outcomes.count, right: outcomes.count { $0.isRight })
    }
  }

  /// The accuracy of the surest answers.
  public struct CoveragePoint: Equatable, Sendable {
    /// The confidence of the least sure answer taken.
    public let threshold: Double
    /// The share of rows taken.
    public let coverage: Double
    /// The share of right answers among them.
    public let accuracy: Double
  }

  /// Answers of like confidence.
  public struct Bin: Equatable, Sendable {
    /// The lowest confidence, included, and the highest, left out but for the last bin.
    public let bounds: ClosedRange<Double>
    /// How many answers.
    public let rows: Int
    /// How many of them are right.
    public let right: Int
    /// The sum of their confidences.
    public let confidenceSum: Double
    /// How many answers, and how many of them right.
    public var tally: Tally { Tally(rows: rows, right: right) }
  }

  /// A label that was answered where one was right.
  public struct Confusion: Equatable, Sendable {
    /// The right label.
    public let truth: String
    /// The label answered.
    public let answer: String
    /// How many rows.
    public let rows: Int
  }

  /// How well one label is found.
  public struct LabelScore: Equatable, Sendable {
    /// The label.
    public let label: String
    /// How many rows have it.
    public let rows: Int
    /// How many answers named it.
    public let answers: Int
    /// How many answers named it rightly.
    public let right: Int
    /// The answers of it that are taken.
    public let taken: Tally
    /// The share of right answers among those that named it.
    public var precision: Tally { Tally(rows: answers, right: right) }
    /// The share of its rows that were found.
    public var recall: Tally { Tally(rows: rows, right: right) }
    /// The harmonic mean of precision and recall.
    public var f1: Double { rows + answers == 0 ? 0 : 2 * Double(right) / Double(rows + answers) }
    /// The interval of F1 at nineteen in twenty; nil where the label never occurs.
    ///
    /// F1 is 2*j* / (1 + *j*) of the share *j* of right ones among the rows that have or were given
    /// the label; so the interval is Wilson's of *j*, carried over.
    public var f1Interval: ClosedRange<Double>? {
      BinomialTest.interval(right, of: rows + answers - right).map {
        2 * $0.lowerBound / (1 + $0.lowerBound)...2 * $0.upperBound / (1 + $0.upperBound)
      }
    }
  }

  /// A wrong answer.
  public struct Mistake: Equatable, Sendable {
    /// The row in the input, from 0.
    public let row: Int
    /// The right label.
    public let truth: String
    /// The label answered.
    public let answer: String
    /// How sure it was.
    public let confidence: Double
  }

  /// How often the sets for people hold the right label.
  public struct SetScore: Equatable, Sendable {
    /// Sets of answers that are taken, and how many hold the right label.
    public let taken: Tally
    /// The same of answers that go to people.
    public let others: Tally
    /// How many labels the sets of answers that go to people have together.
    public let otherLabels: Int
    /// The mean number of labels in such a set; zero without one.
    public var otherSize: Double {
      others.rows == 0 ? 0 : Double(otherLabels) / Double(others.rows)
    }
  }

  /// Figures of the rows that share a value of some column.
  public struct GroupScore: Equatable, Sendable {
    /// The value.
    public let value: String
    /// All its rows.
    public let all: Tally
    /// Those whose answers are taken.
    public let taken: Tally
  }
}
