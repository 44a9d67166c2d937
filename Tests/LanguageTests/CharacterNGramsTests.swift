import Language
import Testing

@Suite struct CharacterNGramsTests {
  private func keys(_ text: String, _ lengths: ClosedRange<Int>, salt: UInt64 = 0) -> [UInt64] {
    var keys: [UInt64] = []
    let scalars = text.unicodeScalars.map { $0.value }
    CharacterNGrams(lengths).appendKeys(of: scalars.span, salt: salt, to: &keys)
    return keys
  }

  @Test(arguments: [("", 0), ("路", 1), ("路灯", 3), ("路灯坏了", 9)])
  func `every n-gram has a key`(text: String, count: Int) {
    #expect(keys(text, 1...3).count == count)
  }

  @Test func `different n-grams have different keys, of all lengths`() {
    let text = "路灯坏了请来修一修谢谢您"
    let all = keys(text, 1...5)
    let scalars = Array(text)
    var distinct: Set<String> = []
    for length in 1...5 {
      for start in 0...(scalars.count - length) {
        distinct.insert(String(scalars[start..<start + length]))
      }
    }
    #expect(Set(all).count == distinct.count)
  }

  @Test func `a salt sets fields apart`() {
    #expect(Set(keys("路灯", 1...2)).isDisjoint(with: keys("路灯", 1...2, salt: 1)))
  }
}
