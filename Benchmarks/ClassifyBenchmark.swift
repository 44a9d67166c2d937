internal import Bytes
internal import Classification
internal import Columns
internal import Glibc
internal import Language
internal import Tabular

/// Training and prediction of the text classifier, part by part, in CPU seconds.
///
/// A CSV with two text columns and a label is read; times are the best of several, rates are rows
/// for each CPU second of all threads.
struct ClassifyBenchmark {
  private let options: BenchmarkOptions
  private let model: String
  private let repeats: Int
  private let texts: [String]

  init(_ options: BenchmarkOptions) throws {
    self.options = options
    if let threadCount = try options.count("--threads") { try Cores.limit(to: threadCount) }
    model = try options.required("--model")
    repeats = try options.count("--repeat") ?? 5
    texts = (options["--text"] ?? "title,text").split(separator: ",").map { String($0) }
  }

  /// Trains on `--input`, writes the model, and sees on `--test` what rounding its weights changes.
  func train() throws {
    var columns = texts + [options["--label"] ?? "label"]
    if let group = options["--group"] { columns.append(group) }
    let table = try read(options.required("--input"), columns)
    let data = TrainingData(
      texts: Array(table[..<texts.count]), labels: table[texts.count],
      groups: options["--group"] == nil ? nil : table[texts.count + 1])
    let watch = Stopwatch()
    let (trained, card) = try ModelTraining.train(data)
    let (wall, cpu) = (watch.wall, watch.cpu)
    var usage = rusage()
    getrusage(__rusage_who_t(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
    try FileSystem.replace(model, with: trained.encoded().span)
    let test = try read(options.required("--test"), texts)
    let rounded = trained.predict(test)
    let (exact, seconds) = best { trained.predict(test, precision: .exact) }
    let same = (0..<exact.count).count { exact.label($0) == rounded.label($0) }
    guard same * 1000 >= exact.count * 999 else {
      throw BenchmarkFault("rounded weights change \(exact.count - same) of \(exact.count) answers")
    }
    print(
      """
      {"benchmark": "classify-train", "version": "\(trained.version)", "rows": \(card.rows), \
      "labels": \(card.labels.count), "features": \(card.features), "wall_s": \(wall), \
      "cpu_s": \(cpu), "peak_mib": \(usage.ru_maxrss / 1024), \
      "held_out_accuracy": \(card.heldOutAccuracy), "test_rows": \(exact.count), \
      "agreement": \(Double(same) / Double(exact.count)), \
      "exact_rows_s": \(Double(exact.count) / seconds)}
      """)
  }

  /// Loads the model and classifies the rows of `--test`.
  func classify() throws {
    let table = try read(options.required("--test"), texts + [options["--label"] ?? "label"])
    let columns = Array(table[..<texts.count])
    let rows = columns[0].count
    let (loaded, loading) = try best { try LinearModel(mapping: MappedFile(path: model)) }
    let (scalars, normalizing) = best { normalize(columns) }
    let (keys, cutting) = best { cut(scalars) }
    let (predictions, predicting) = best { loaded.predict(columns) }
    let expected = scalars.reduce(0) { sum, text in
      sum + (1...3).reduce(0) { $0 + max(0, text.count - $1 + 1) }
    }
    guard keys == expected else { throw BenchmarkFault("\(keys) n-grams for \(expected)") }
    let right = (0..<rows).count {
      loaded.labels[predictions.label($0)] == table[texts.count].text($0)
    }
    let bytes = try FileSystem.size(model)
    print(
      """
      {"benchmark": "classify", "version": "\(loaded.version)", "rows": \(rows), \
      "mean_characters": \(Double(scalars.reduce(0) { $0 + $1.count }) / Double(rows)), \
      "labels": \(loaded.labels.count), "features": \(loaded.featureCount), \
      "model_mb": \(Double(bytes) / 1e6), "load_ms": \(loading * 1e3), \
      "normalized_texts_s": \(Double(rows) / normalizing), \
      "n_gram_texts_s": \(Double(rows) / cutting), \
      "predicted_rows_s": \(Double(rows) / predicting), "top1": \(Double(right) / Double(rows))}
      """)
  }

  /// The normalised letters and digits of every cell.
  private func normalize(_ columns: [StringColumn]) -> [[UInt32]] {
    let normalizer = TextNormalizer(keepsOnlyLettersAndDigits: true)
    var output: [[UInt32]] = []
    output.reserveCapacity(columns.count * columns[0].count)
    var scalars: [UInt32] = []
    for column in columns {
      for row in 0..<column.count {
        scalars.removeAll(keepingCapacity: true)
        normalizer.append(column.bytes.span.extracting(column.range(row)), to: &scalars)
        output.append(scalars)
      }
    }
    return output
  }

  /// How many n-grams of one to three characters the texts have.
  private func cut(_ texts: [[UInt32]]) -> Int {
    let nGrams = CharacterNGrams(1...3)
    var keys: [UInt64] = []
    var count = 0
    for text in texts {
      keys.removeAll(keepingCapacity: true)
      nGrams.appendKeys(of: text.span, to: &keys)
      count += keys.count
    }
    return count
  }

  /// What work gives, and its CPU seconds at their least.
  private func best<Result>(_ work: () throws -> Result) rethrows -> (Result, Double) {
    var result = try work()
    var seconds = Double.infinity
    for _ in 0..<repeats {
      let watch = Stopwatch()
      result = try work()
      seconds = min(seconds, watch.cpu)
    }
    return (result, seconds)
  }

  private func read(_ path: String, _ names: [String]) throws -> [StringColumn] {
    var columns = names.map { _ in StringColumn() }
    var positions: [Int]?
    try TabularSource.open(path: path).readRows { rows in
      var first = 0
      if positions == nil, rows.rowCount > 0 {
        let header = rows.texts(row: 0)
        positions = try names.map { name in
          guard let position = header.firstIndex(of: name) else {
            throw BenchmarkFault("\(path): no column \(name)")
          }
          return position
        }
        first = 1
      }
      guard let positions, first < rows.rowCount else { return }
      for row in first..<rows.rowCount {
        for (index, position) in positions.enumerated() {
          columns[index].append(
            utf8: rows.cells.bytes.span.extracting(rows.cell(row: row, column: position)))
        }
      }
    }
    guard let count = columns.first?.count, count > 0 else {
      throw BenchmarkFault("\(path): no rows")
    }
    return columns
  }
}
