/// Which characters are the same for us: the part of NFKC and case folding that complaints need.
enum CharacterFolding {
  /// What a character folds to that leaves no trace.
  static let dropped: UInt32 = .max

  /// The folded character; `dropped` for invisible and invalid ones, a blank for white space.
  @inline(__always)
  static func fold(_ scalar: UInt32) -> UInt32 {
    if scalar &- 0x4E00 < 0x5200 { return scalar }
    if scalar < 0x80 {
      if scalar &- 0x41 < 26 { return scalar | 0x20 }
      return scalar > 0x20 && scalar != 0x7F ? scalar : foldControl(scalar)
    }
    if scalar &- 0xFF01 < 0x5E { return fold(ascii: scalar &- 0xFEE0) }
    return foldRare(scalar)
  }

  @inline(__always)
  private static func fold(ascii scalar: UInt32) -> UInt32 {
    scalar &- 0x41 < 26 ? scalar | 0x20 : scalar
  }

  private static func foldControl(_ scalar: UInt32) -> UInt32 {
    scalar == 0x20 || scalar &- 0x09 < 5 ? 0x20 : dropped
  }

  @inline(never)
  private static func foldRare(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: 0x20
    case 0x80...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
      0xFEFF, 0xFFF0...0xFFFF, 0xD800...0xDFFF, 0xE0000...0xE0FFF:
      dropped
    case 0xE000...0xF8FF: dropped  // private use, ours included: it never comes from a text
    case 0xB2, 0xB3: scalar - 0x80  // ² ³
    case 0xB9: 0x31
    case 0xC0...0xD6, 0xD8...0xDE: scalar + 0x20
    case 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F: scalar + 0x20
    case 0x2460...0x2468: scalar - 0x2460 + 0x31  // ① to ⑨
    case 0x2488...0x2490: scalar - 0x2488 + 0x31  // ⒈ to ⒐
    case 0x2160...0x216F: scalar + 0x10  // Ⅰ and so on
    case 0x24B6...0x24CF: scalar - 0x24B6 + 0x61  // Ⓐ to Ⓩ
    case 0x24D0...0x24E9: scalar - 0x24D0 + 0x61
    case 0x2E80...0x2FD5: foldRadical(scalar)
    case 0xFF5F...0xFF64: scalar  // half-width brackets stay as they are
    default: scalar
    }
  }

  /// The radicals that text recognition and old fonts put in place of the common character.
  private static func foldRadical(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x2F00: 0x4E00  // 一
    case 0x2F08: 0x4EBA  // 人
    case 0x2F1D: 0x53E3  // 口
    case 0x2F24: 0x5927  // 大
    case 0x2F29: 0x5C0F  // 小
    case 0x2F2F: 0x5DE5  // 工
    case 0x2F46: 0x65E0  // 无
    case 0x2F47: 0x65E5  // 日
    case 0x2F49: 0x6708  // 月
    case 0x2F54: 0x6C34  // 水
    case 0x2F55: 0x706B  // 火
    case 0x2F63: 0x751F  // 生
    case 0x2F64: 0x7528  // 用
    case 0x2FA1: 0x9053  // 道
    case 0x2FA8: 0x957F  // 长
    case 0x2FA6: 0x91D1  // 金
    case 0x2FBC: 0x9AD8  // 高
    default: scalar
    }
  }

  /// Whether a folded character is a letter, an ideograph or a digit.
  @inline(__always)
  static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    if scalar &- 0x4E00 < 0x5200 { return true }
    if scalar < 0x80 { return scalar &- 0x30 < 10 || scalar &- 0x61 < 26 }
    return isRareLetter(scalar)
  }

  @inline(never)
  private static func isRareLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF, 0x370...0x3FF, 0x400...0x52F,
      0x2170...0x217F, 0x3005, 0x3007, 0x3040...0x30FA, 0x30FC...0x31BF, 0x3400...0x4DBF,
      0xA000...0xA48F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF66...0xFF9D, 0x20000...0x323AF,
      0x2E80...0x2FD5, 0x600...0x6FF, 0xE00...0xEFF, 0xF00...0xFBC, 0x1800...0x18AF:
      true
    default: false
    }
  }
}
