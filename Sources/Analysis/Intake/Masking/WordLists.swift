/// Words by their first character, flat in memory: looked up for every character that starts one.
struct WordLists: Sendable {
  /// For each scalar from `HanTable.base` on the number of its list, 0 for none.
  private var slots = [UInt8](repeating: 0, count: 0x8000)
  /// Where each list starts in `ends` and `tags`; list 0 is empty.
  private var starts: [Int32] = [0, 0]
  private var bytes: [UInt8] = []
  private var ends: [Int32] = [0]
  private var tags: [UInt8] = []

  /// Makes lists of words and their tags; those of one first character keep their order.
  init(_ words: [(text: String, tag: UInt8)]) {
    var lists: [(first: UInt32, words: [(text: String, tag: UInt8)])] = []
    for word in words {
      guard let first = word.text.unicodeScalars.first?.value else { continue }
      if let index = lists.firstIndex(where: { $0.first == first }) {
        lists[index].words.append(word)
      } else {
        lists.append((first, [word]))
      }
    }
    precondition(lists.count < 255, "a byte numbers the lists")
    for (index, list) in lists.enumerated() {
      precondition(list.first &- HanTable.base < 0x8000, "words start with a Chinese character")
      slots[Int(list.first &- HanTable.base)] = UInt8(index + 1)
      for word in list.words {
        bytes += Array(word.text.utf8)
        ends.append(Int32(bytes.count))
        tags.append(word.tag)
      }
      starts.append(Int32(tags.count))
    }
  }

  /// The numbers of the words that start with a character.
  func words(startingWith scalar: UInt32) -> Range<Int> {
    guard scalar &- HanTable.base < 0x8000 else { return 0..<0 }
    let list = Int(slots[Int(scalar &- HanTable.base)])
    return Int(starts[list])..<Int(starts[list &+ 1])
  }

  /// A word's tag.
  func tag(_ word: Int) -> UInt8 { tags[word] }
  /// A word's length in bytes.
  func byteCount(_ word: Int) -> Int { Int(ends[word &+ 1] &- ends[word]) }

  /// Whether a word stands at an offset of a text.
  func has(_ word: Int, at offset: Int, in text: Span<UInt8>) -> Bool {
    let start = Int(ends[word])
    let count = Int(ends[word &+ 1]) &- start
    guard offset &+ count <= text.count else { return false }
    // The first character is known to be there.
    var index = 3
    while index < count {
      if text[offset &+ index] != bytes[start &+ index] { return false }
      index &+= 1
    }
    return true
  }
}
