import Bytes
import Columns
import Testing
import Vault

@Suite struct RequestIDTests {
  @Test func `an id is the day, then 48 bits of the hash`() {
    let day = CivilTime.days(year: 2026, month: 11, day: 22)
    let id = RequestID.make(receivedOn: day, platform: "hotline", sourceRecordID: "GD001")
    let digest = SHA256.hash("hotline\u{0}GD001")
    #expect(id >> 48 == Int64(day - CivilTime.days(year: 2000, month: 1, day: 1)))
    #expect(id & 0xffff_ffff_ffff == digest[..<6].reduce(Int64(0)) { $0 << 8 | Int64($1) })
  }

  @Test(arguments: [("a", "bc"), ("ab", "c"), ("", "abc")])
  func `the platform's end is part of the hash`(platform: String, record: String) {
    let id = RequestID.make(receivedOn: 20_000, platform: platform, sourceRecordID: record)
    let other = RequestID.make(receivedOn: 20_000, platform: "abc", sourceRecordID: "")
    #expect(id != other)
  }

  @Test func `a clash goes on to the next value of its day`() {
    #expect(RequestID.next(after: 9 << 48 | 10) == 9 << 48 | 11)
    #expect(RequestID.next(after: 9 << 48 | 0xffff_ffff_ffff) == 9 << 48)
  }
}
