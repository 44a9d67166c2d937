import Bytes
import Columns
import Tabular
import TestSupport

@testable import Generator

/// Cities made once for several tests.
final class GeneratedCity: Sendable {
  let path: String
  let options: GenerationOptions
  let summary: GenerationSummary

  /// The city in `SampleData`, made anew.
  static let sample = Result {
    try GeneratedCity(GenerationOptions(rows: 2400, seed: 20_260_601, days: 12, folds: .a))
  }
  /// A city of the other fold.
  static let other = Result {
    try GeneratedCity(GenerationOptions(rows: 3000, seed: 5, days: 10, folds: .b))
  }

  init(_ options: GenerationOptions) throws {
    self.options = options
    folder = try TemporaryFolder()
    path = folder.path
    summary = try CityGenerator(options).write(to: path)
  }

  // SAFETY: set once, and only kept so that the files live as long as the city does.
  nonisolated(unsafe) private let folder: TemporaryFolder

  /// The rows of a table of the truth, without its header.
  func truth(_ name: String) throws -> [[String: String]] {
    try Self.rows(path + "/truth/" + name)
  }

  /// The rows of a file by the names of its columns, the first row being the header.
  static func rows(_ path: String) throws -> [[String: String]] {
    let cells = try cells(path)
    guard let header = cells.first else { return [] }
    return cells.dropFirst().map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }

  /// The cells of a file.
  static func cells(_ path: String) throws -> [[String]] {
    var rows: [[String]] = []
    try TabularSource.open(path: path).readRows { block in
      for row in 0..<block.rowCount { rows.append(block.texts(row: row)) }
    }
    return rows
  }

  /// All files below a folder, by their paths in it, in order.
  static func files(_ folder: String) throws -> [String] {
    var found: [String] = []
    for name in try FileSystem.list(folder).sorted() {
      let path = folder + "/" + name
      if FileSystem.isFolder(path) {
        found += try files(path).map { name + "/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found
  }

  /// The root of the repository.
  static let repository: String = {
    var parts = #filePath.split(separator: "/").map(String.init)
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
  }()
}
