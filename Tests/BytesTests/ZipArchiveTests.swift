import Bytes
import TestSupport
import Testing

@Suite struct ZipArchiveTests {
  private static func sample() -> [UInt8] {
    var zip = ZipWriter()
    zip.add("a.txt", Array("路灯不亮".utf8))
    zip.add("文件/空.txt", [])
    zip.add("big.bin", [UInt8](repeating: 7, count: 1 << 20))
    return zip.finish()
  }

  @Test func `members come back as they were`() throws {
    let folder = try TemporaryFolder()
    let bytes = Self.sample()
    try FileSystem.write(folder.file("a.zip"), bytes.span)
    for archive in [
      try ZipArchive(bytes: Self.sample(), path: "a.zip"),
      try ZipArchive(path: folder.file("a.zip")),
    ] {
      #expect(archive.members.map(\.name) == ["a.txt", "文件/空.txt", "big.bin"])
      #expect(try archive.read(archive.members[0], limit: 100) == Array("路灯不亮".utf8))
      #expect(try archive.read(archive.members[1], limit: 100) == [])
      #expect(
        try archive.read(archive.members[2], limit: 1 << 20)
          == [UInt8](repeating: 7, count: 1 << 20))
      #expect(archive["nothing"] == nil)
    }
  }

  @Test func `a member past the limit is refused`() throws {
    let archive = try ZipArchive(bytes: Self.sample(), path: "a.zip")
    let error = #expect(throws: StorageError.self) {
      try archive.read(archive.members[2], limit: (1 << 20) - 1)
    }
    #expect(error?.code == .limitExceeded)
    #expect(error?.location.path == "a.zip")
  }

  @Test func `a bomb is refused whatever the limit`() throws {
    // 200 MiB of zeros pack into 200 KB, more than a thousandfold.
    var zip = ZipWriter()
    zip.add("bomb", [UInt8](repeating: 0, count: 200 << 20), level: 9)
    let bytes = zip.finish()
    let error = #expect(throws: StorageError.self) { try ZipArchive(bytes: bytes, path: "a.zip") }
    #expect(error?.code == .limitExceeded)
    // One that lists a false size is found out when it is read.
    var liar = ZipWriter()
    let zeros = Deflate.compress([UInt8](repeating: 0, count: 8 << 20).span, wrapper: .raw)
    liar.add("bomb", deflated: zeros, size: 100, checksum: 0)
    let archive = try ZipArchive(bytes: liar.finish(), path: "a.zip")
    let fault = #expect(throws: StorageError.self) {
      try archive.read(archive.members[0], limit: 1 << 40)
    }
    #expect(fault?.code == .corrupt)
  }

  @Test(arguments: ["../a.csv", "/a.csv", "a/../../b.csv", "..\\a.csv", "C:\\a.csv", "c:a.csv"])
  func `a name that leads out of its folder is refused`(name: String) throws {
    var zip = ZipWriter()
    zip.add(name, [1])
    let error = #expect(throws: StorageError.self) {
      try ZipArchive(bytes: zip.finish(), path: "a.zip")
    }
    #expect(error?.detail.contains("path") == true)
  }

  @Test func `members that share their bytes are refused`() throws {
    var zip = ZipWriter()
    zip.add("a", Array("路灯不亮".utf8))
    zip.add("b", Array("路灯不亮".utf8))
    var bytes = zip.finish()
    // The second record of the directory points to the first header.
    let record = 46 + 1
    let start = bytes.count - 22 - record
    for place in 42..<46 { bytes[start + place] = 0 }
    let error = #expect(throws: StorageError.self) { try ZipArchive(bytes: bytes, path: "a.zip") }
    #expect(error?.detail.contains("overlap") == true)
  }

  @Test func `the same calls give the same bytes and no time`() {
    #expect(Self.sample() == Self.sample())
    #expect(Array(Self.sample()[10..<14]) == [0, 0, 0x21, 0])
  }

  @Test(arguments: 0..<300)
  func `a broken file never crashes`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var zip = ZipWriter()
    zip.add("a.txt", Array("路灯不亮，已有三天".utf8))
    zip.add("b.txt", (0..<500).map { _ in UInt8.random(in: 0...255, using: &random) })
    var bytes = zip.finish()
    for _ in 0..<Int.random(in: 1..<6, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
    }
    if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<60, using: &random)) }
    do {
      let archive = try ZipArchive(bytes: bytes, path: "a.zip")
      for member in archive.members { _ = try? archive.read(member, limit: 1 << 20) }
    } catch {
      #expect(error.location.path == "a.zip")
    }
  }

  @Test(arguments: [
    // A stored member, an unknown method, a password.
    (UInt8(0), UInt8(0), "", "abc"), (UInt8(12), UInt8(0), "packed by method 12", ""),
    (UInt8(8), UInt8(1), "has a password", ""),
  ])
  func `stored members are read, other methods refused by name`(
    method: UInt8, flags: UInt8, detail: String, content: String
  ) throws {
    let text = Array("abc".utf8)
    var zip = ZipWriter()
    zip.add("a", deflated: text, size: 3, checksum: Deflate.crc32(text.span))
    var bytes = zip.finish()
    // The directory's record follows the header of 30 bytes, the name and the content.
    let record = 30 + 1 + 3
    bytes[record + 8] = flags
    bytes[record + 10] = method
    let archive = try ZipArchive(bytes: bytes, path: "a.zip")
    if detail.isEmpty {
      #expect(try archive.read(archive.members[0], limit: 10) == Array(content.utf8))
    } else {
      let error = #expect(throws: StorageError.self) {
        try archive.read(archive.members[0], limit: 10)
      }
      #expect(error?.detail.contains(detail) == true)
    }
  }
}
