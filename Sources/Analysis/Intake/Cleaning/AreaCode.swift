/// Area codes of Chinese landlines, by which a number is known that lost its leading zero.
enum AreaCode {
  /// Whether digits are an area code and a local number without the zero in front.
  ///
  /// 010 and 02x have eight local digits, the others seven or eight. Service numbers such as
  /// `4001234567` and mobile numbers are none.
  static func hasLostZero(_ digits: ArraySlice<UInt8>) -> Bool {
    guard digits.count == 10 || digits.count == 11, let first = digits.first else { return false }
    let code = digits.prefix(3).map { Int($0 &- 0x30) }
    // A local number starts with no zero, and with one only for services.
    switch first {
    case 0x31: return digits.count == 10 && code[1] == 0 && code[2] >= 2
    case 0x32: return digits.count == 10 && code[1] != 6 && code[2] >= 2
    case 0x33...0x39:
      return known[code[0] * 100 + code[1] * 10 + code[2]]
        && digits[digits.startIndex + 3] >= 0x32
    default: return false
    }
  }

  private static let known: [Bool] = {
    var known = [Bool](repeating: false, count: 1_000)
    let ranges: [ClosedRange<Int>] = [
      310...319, 335...335, 349...359, 370...379, 391...398, 411...421, 427...427, 429...429,
      431...439, 451...459, 464...464, 467...479, 482...483, 510...527, 530...539, 543...543,
      546...546, 550...566, 570...580, 591...599, 631...635, 660...660, 662...663, 668...668,
      691...692, 701...701, 710...719, 722...722, 724...724, 728...728, 730...739, 743...746,
      750...760, 762...763, 766...766, 768...779, 790...799, 812...813, 816...818, 825...827,
      830...840, 851...859, 870...879, 883...883, 886...888, 891...898, 901...909, 911...917,
      919...919, 930...939, 941...941, 943...943, 951...955, 970...979, 990...999,
    ]
    for range in ranges {
      for code in range { known[code] = true }
    }
    return known
  }()
}
