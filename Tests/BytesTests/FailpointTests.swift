import Foundation
import TestSupport
import Testing

@testable import Bytes

@Suite struct FailpointTests {
  @Test(arguments: [
    ("lake.committed", true), ("lake.committed:3", true), ("*:40", true), ("*=EIO", true),
    ("file.write:2=ENOSPC", true), ("file.write=short", true), ("trace=/tmp/x", true),
    ("lake.comitted", false), ("lake.committed:0", false), ("lake.committed:x", false),
    ("file.sync=short", false), ("file.sync=ELSE", false), ("", false),
  ])
  func `a plan names a failpoint and a mode that exist`(text: String, isPlan: Bool) {
    #expect((FailpointPlan(text) != nil) == isPlan)
  }

  @Test func `names are unique and tell their room`() {
    let names = Failpoint.all.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.contains(".") })
  }

  @Test func `a plan fails from the hit it names on, and nowhere else`() throws {
    let plan = try #require(FailpointPlan("file.sync:2=ENOSPC"))
    try plan.reach(.fileSync, path: "a")
    try plan.reach(.fileWrite, path: "a")
    for _ in 0..<2 {
      #expect {
        try plan.reach(.fileSync, path: "a")
      } throws: { error in
        (error as? StorageError)?.code == .io && "\(error)".contains("No space left on device")
      }
    }
  }

  @Test func `writes that take a part of the bytes are gone on with`() async throws {
    await #expect(processExitsWith: .success) {
      setenv("MINSHENG_FAILPOINT", "file.write=short", 1)
      let folder = try TemporaryFolder()
      let bytes = (0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      try FileSystem.replace(folder.file("replaced"), with: bytes)
      let writer = try FileWriter(creating: folder.file("streamed"))
      for start in stride(from: 0, to: bytes.count, by: 700_000) {
        try writer.append(Array(bytes[start..<min(bytes.count, start + 700_000)]))
      }
      try writer.close()
      try FileSystem.append(folder.file("appended"), bytes.span)
      for name in ["replaced", "streamed", "appended"] {
        guard try FileSystem.read(folder.file(name)) == bytes else { exit(3) }
      }
    }
  }

  @Test(arguments: ["file.create", "file.write", "file.sync", "file.rename"])
  func `a replacement that fails leaves the old file and nothing beside it`(
    point: String
  ) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("kept")
    try FileSystem.replace(path, with: [1, 2, 3])
    await #expect(processExitsWith: .success) { [path = path as String, point = point as String] in
      setenv("MINSHENG_FAILPOINT", point + "=EIO", 1)
      do {
        try FileSystem.replace(path, with: [4])
        exit(3)
      } catch let error as StorageError {
        guard error.code == .io else { exit(4) }
      }
    }
    #expect(try FileSystem.read(path) == [1, 2, 3])
    #expect(try FileSystem.list(folder.path) == ["kept"])
  }

  @Test func `a lock tells who holds it, and goes with its holder`() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lock")
    var lock = try FileLock(path: path)
    #expect(lock != nil)
    #expect(try FileLock(path: path) == nil)
    let holder = try #require(FileLock.holder(of: path))
    #expect(holder.process.hasPrefix("\(getpid()) ("))
    #expect(holder.since > 1_700_000_000_000_000_000)
    lock = nil
    #expect(try FileLock(path: path) != nil)
  }
}
