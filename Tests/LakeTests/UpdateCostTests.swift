import Bytes
import Columns
import Lake
import SQLite
import TestSupport
import Testing

/// An update costs what it touches, whatever lies around it.
@Suite struct UpdateCostTests {
  /// The bytes of each file of the lake.
  private func files(_ lake: Lake) throws -> [String: Int] {
    func walk(_ folder: String) throws -> [String: Int] {
      var found: [String: Int] = [:]
      for name in try FileSystem.list(folder) {
        let path = folder + "/" + name
        if FileSystem.isFolder(path) {
          found.merge(try walk(path)) { $1 }
        } else {
          found[path] = try FileSystem.read(path).count
        }
      }
      return found
    }
    return try walk(lake.folder + "/data")
  }

  @Test func `replacing rows writes the rows and their positions, and touches no other file`()
    throws
  {
    let folder = try TemporaryFolder()
    let lake = try Example.open(folder)
    for round in 0..<4 {
      let commit = lake.begin()
      try commit.append("requests", Example.batch(Int64(round) * 5000..<Int64(round + 1) * 5000))
      try commit.commit(message: "", at: Example.time(round + 1))
    }
    var known = try files(lake)
    let whole = known.values.reduce(0, +)
    #expect(known.count == 8)
    // Ten rows of one day: a re-exported record, a merge taken back.
    var written: [Int] = []
    for (round, count) in [10, 10, 1000].enumerated() {
      let commit = lake.begin()
      let ids = Set((0..<Int64(count)).map { 5000 + $0 * 4 + Int64(round) })
      try lake.retitle(ids, "改\(round)", in: commit)
      try commit.commit(message: "", at: Example.time(10 + round))
      let now = try files(lake)
      for (path, bytes) in known { #expect(now[path] == bytes, "\(path) was touched") }
      let added = now.filter { known[$0.key] == nil }
      #expect(added.count <= 4, "a data file and a delete file for each of two months")
      written.append(added.values.reduce(0, +))
      known = now
    }
    #expect(written[0] * 20 < whole, "\(written[0]) of \(whole) bytes for 10 of 20,000 rows")
    #expect(written[1] < 2 * written[0])
    #expect(written[2] * 5 < whole, "\(written[2]) of \(whole) bytes for 1,000 of 20,000 rows")
    #expect(try lake.rowCount("requests") == 20_000)
  }
}
