import Bytes
import Glibc
import TestSupport
import Testing

@Suite struct FileSystemTests {
  // As the program does it; all modes are stated, so tests that run beside these do not mind.
  init() { umask(0) }

  @Test(arguments: [0o700, 0o750, 0o755] as [UInt32])
  func `a new folder has the mode of the nearest one around it`(mode: UInt32) throws {
    let temporary = try TemporaryFolder()
    let around = temporary.file("around")
    try FileSystem.makeFolder(around)
    try FileSystem.setPermissions(around, mode)
    try FileSystem.makeFolderAsAround(around + "/daily/2026-07-01")
    for folder in [around, around + "/daily", around + "/daily/2026-07-01"] {
      #expect(try FileSystem.permissions(folder) == mode, "\(folder)")
    }
  }

  @Test func `a set group id is handed down to new folders`() throws {
    let temporary = try TemporaryFolder()
    let around = temporary.file("around")
    try FileSystem.makeFolder(around)
    #expect(chmod(around, 0o2750) == 0)
    try FileSystem.makeFolder(around + "/inner", mode: 0o750)
    var status = stat()
    #expect(stat(around + "/inner", &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o2750)
  }
}
