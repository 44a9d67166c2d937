/// What a cell looks like, whatever its column is called: a set, since `20180705` is a date, a whole
/// number and perhaps a code all at once.
///
/// What a column holds is told by its shares: ids that are all possible times are times by chance.
package struct ValueShape: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Nothing, or blanks.
  package static let empty = ValueShape(rawValue: 1)
  /// A word for nothing: 无, 不详, —.
  package static let null = ValueShape(rawValue: 1 << 1)
  /// A time between 1990 and 2099 in one of the forms that mappings name.
  package static let time = ValueShape(rawValue: 1 << 2)
  /// A mobile number, or a landline with area code or dash.
  package static let phone = ValueShape(rawValue: 1 << 3)
  /// An identity number with a possible birthday and, if new, the right check digit.
  package static let idNumber = ValueShape(rawValue: 1 << 4)
  /// Digits only.
  package static let integer = ValueShape(rawValue: 1 << 5)
  /// Digits with a point between them.
  package static let decimal = ValueShape(rawValue: 1 << 6)
  /// A number that a spreadsheet rounded: `1.38E+10`.
  package static let rounded = ValueShape(rawValue: 1 << 7)
  /// An id as systems make them: letters, digits and signs without blanks, at least four of them
  /// digits, five to forty characters; also `泰信〔2018〕123号`.
  package static let recordID = ValueShape(rawValue: 1 << 8)
  /// A code of a list: letters and digits only, at most twelve.
  package static let code = ValueShape(rawValue: 1 << 9)
  /// A division by its name's end (区, 街道, 镇) or its code.
  package static let division = ValueShape(rawValue: 1 << 10)
  /// Two to four Chinese characters that start with a surname, or a surname and a form of address.
  package static let name = ValueShape(rawValue: 1 << 11)
  /// A body or firm by its name's end: 局, 中心, 公司.
  package static let unit = ValueShape(rawValue: 1 << 12)
  /// An e-mail address.
  package static let email = ValueShape(rawValue: 1 << 13)
  /// A licence plate.
  package static let plate = ValueShape(rawValue: 1 << 14)
  /// Yes or no: 是, 否, 1, 0, true, Y.
  package static let flag = ValueShape(rawValue: 1 << 15)
  /// Words of at most twelve characters, with a letter or Chinese character.
  package static let word = ValueShape(rawValue: 1 << 16)
  /// Words of at most forty characters on one line, with a letter or Chinese character.
  package static let shortText = ValueShape(rawValue: 1 << 17)
  /// Longer words, or words on several lines.
  package static let longText = ValueShape(rawValue: 1 << 18)
  /// Text with tags of HTML.
  package static let html = ValueShape(rawValue: 1 << 19)
  /// A decimal between 73 and 136, as longitudes of the country are.
  package static let longitude = ValueShape(rawValue: 1 << 20)
  /// A decimal between 3 and 54, as latitudes of the country are.
  package static let latitude = ValueShape(rawValue: 1 << 21)

  /// How many shapes there are.
  static let count = 22
}
