/// Brings text to the form in which it is compared: Unicode scalars of one case and one width.
///
/// Full-width ASCII becomes ASCII, letters become lower case, runs of white space become one blank,
/// invisible characters disappear, and a mask token such as `〔电话〕` becomes one neutral symbol,
/// so that what was masked out never counts as a word. A bracketed year, as in `〔2016〕154号`, is
/// no mask. Bytes that are not UTF-8 are skipped.
public struct TextNormalizer: Sendable {
  /// What stands for a mask token: a private-use scalar, kept in every mode.
  public static let maskSymbol: UInt32 = 0xE000

  /// Whether everything but letters, digits and the mask symbol is dropped.
  public let keepsOnlyLettersAndDigits: Bool
  /// Whether each ASCII digit becomes `0`, so that numbers of one length are the same.
  public let foldsDigits: Bool

  /// Makes a normaliser.
  public init(keepsOnlyLettersAndDigits: Bool = false, foldsDigits: Bool = false) {
    self.keepsOnlyLettersAndDigits = keepsOnlyLettersAndDigits
    self.foldsDigits = foldsDigits
  }

  /// Appends the normalised scalars of a text.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - scalars: Receives the scalars; existing elements are kept, so that one buffer serves many
  ///     texts.
  /// - Complexity: O(*n*) in the bytes of `text`. Allocates only when `scalars` grows.
  public func append(_ text: Span<UInt8>, to scalars: inout [UInt32]) {
    var reader = ScalarReader()
    scan(text, reader: &reader) { scalar, _ in scalars.append(scalar) }
  }

  /// Appends the normalised scalars of a text, and where each of them came from.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - scalars: Receives the scalars.
  ///   - offsets: Receives for each scalar the byte offset in `text` of the character it stands for.
  /// - Complexity: O(*n*) in the bytes of `text`.
  public func append(
    _ text: Span<UInt8>, to scalars: inout [UInt32], offsets: inout [Int32]
  ) {
    precondition(text.count <= Int(Int32.max), "text longer than Int32.max bytes")
    var reader = ScalarReader()
    scan(text, reader: &reader) { scalar, offset in
      scalars.append(scalar)
      offsets.append(Int32(truncatingIfNeeded: offset))
    }
  }

  /// The normalised scalars of a string, for cold paths and tests.
  public func scalars(of text: String) -> [UInt32] {
    var scalars: [UInt32] = []
    append(Array(text.utf8).span, to: &scalars)
    return scalars
  }

  /// The normalised form of a string, for cold paths and tests.
  public func normalized(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for value in scalars(of: text) {
      if let scalar = Unicode.Scalar(value) { output.append(scalar) }
    }
    return String(output)
  }

  /// Whether a normalised scalar is a letter, an ideograph or a digit.
  public static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    CharacterFolding.isLetterOrDigit(scalar)
  }

  @inline(__always)
  private func scan(
    _ text: Span<UInt8>, reader: inout ScalarReader, _ emit: (UInt32, Int) -> Void
  ) {
    let digitMask: UInt32 = foldsDigits ? 0 : 0xF
    var pendingBlank = -1
    var hasText = false
    while reader.offset < text.count {
      let start = reader.offset
      var scalar = reader.next(in: text)
      if scalar == 0x3014, let end = MaskToken.end(in: text, after: reader.offset) {
        reader.offset = end
        scalar = TextNormalizer.maskSymbol
      } else {
        scalar = CharacterFolding.fold(scalar)
        if scalar == CharacterFolding.dropped { continue }
        if keepsOnlyLettersAndDigits {
          if !CharacterFolding.isLetterOrDigit(scalar) { continue }
        } else if scalar == 0x20 {
          pendingBlank = start
          continue
        }
        if scalar &- 0x30 < 10 { scalar = 0x30 | (scalar & digitMask) }
      }
      if pendingBlank >= 0 {
        if hasText { emit(0x20, pendingBlank) }
        pendingBlank = -1
      }
      emit(scalar, start)
      hasText = true
    }
  }
}
