public import Complaints

/// Masks cleaned texts once more, outside intake: when a rule was mended and old rows follow.
///
/// Give it the cleaned text (`Mask.restore` makes it of the masked one and its spans) and what the
/// vault knows about the row's person; the outcome is what intake would store today.
public struct TextMasker: Sendable {
  var masker: Masker

  /// Makes a masker; a city's places that look like names of persons stay.
  public init(city: CityConfiguration?) {
    masker = Masker(lexicon: MaskLexicon(gazetteer: city?.gazetteer))
  }

  /// Masks one text of a row.
  ///
  /// - Parameters:
  ///   - text: The cleaned text.
  ///   - column: The column it stands in; names are looked for in texts that people write.
  ///   - name: The name of the row's person, as the vault holds it.
  ///   - phone: The phones, divided by blanks.
  ///   - idNumber: The number of the identity document.
  ///   - address: The home address.
  /// - Returns: The masked text, and what was taken out by ascending offset in the cleaned text.
  public mutating func mask(
    _ text: [UInt8], column: String, name: String? = nil, phone: String? = nil,
    idNumber: String? = nil, address: String? = nil
  ) -> (masked: [UInt8], spans: [(offset: Int, bytes: [UInt8])]) {
    let own = Self.own(name: name, phone: phone, idNumber: idNumber, address: address)
    masker.scan(text.span, own: own, findsNames: Target(name: column)?.namesPersons ?? true)
    var masked: [UInt8] = []
    masker.append(text.span, to: &masked)
    return (masked, masker.ranges.map { ($0.start, Array(text[$0.start..<$0.end])) })
  }

  /// Cleans and masks a text that did not come through intake, so that it may be shown.
  ///
  /// - Parameters:
  ///   - text: The text as a file has it, in UTF-8.
  ///   - column: The column of intake that it is most like.
  public mutating func masked(uncleaned text: [UInt8], column: String) -> [UInt8] {
    var cleaned: [UInt8] = []
    TextCleaner.append(text.span, to: &cleaned, style: [.prose, .html])
    return mask(cleaned, column: column).masked
  }

  /// What is looked for of a row's person.
  static func own(name: String?, phone: String?, idNumber: String?, address: String?) -> OwnData {
    var own = OwnData()
    if let name { own.add(name: Array(name.utf8).span) }
    if let phone { own.add(numbers: Array(phone.utf8).span, as: .phone) }
    if let idNumber {
      own.add(number: Array(idNumber.utf8).span, as: .idNumber)
      if idNumber.utf8.count >= 6 { own.add(text: Array(idNumber.utf8).span, as: .idNumber) }
    }
    if let address { own.add(address: Array(address.utf8).span) }
    return own
  }
}
