public import Bytes
public import Columns

extension ParquetReader {
  /// Reads a column of texts as numbers into its dictionary, without making the texts of rows.
  ///
  /// Pages that are not encoded by the dictionary, as behind one that grew too large, are read as
  /// texts and numbered here.
  ///
  /// - Throws: As `read`.
  public func readCodes(rowGroup: Int, column: Int) throws(StorageError) -> CodedColumn {
    precondition(columns[column].field.type == .string, "codes are of texts")
    do throws(StorageError) {
      let codes = try named(columns[column].field.name) { () throws(StorageError) in
        try dictionaryCodes(footer.metadata.rowGroups[rowGroup], tableColumns[column])
      }
      if let codes { return codes }
    } catch {
      throw error.at(path: file.path)
    }
    guard case .string(let texts) = try read(rowGroup: rowGroup, columns: [column])[0] else {
      preconditionFailure("a text column of another kind")
    }
    return CodedColumn(texts)
  }

  /// The codes of a column all of whose pages are encoded by its dictionary; nil for any other.
  private func dictionaryCodes(_ group: RowGroupMetadata, _ column: TableColumn)
    throws(StorageError) -> CodedColumn?
  {
    let leaf = column.leaf
    if leaf.maximumRepetition > 0 { return nil }
    let found = try source(
      group, column.column.field.name, leaf, RowSelection([0..<group.rowCount]))
    guard case .text(let bytes, let offsets)? = found.dictionary,
      found.pages.pages.allSatisfy({
        [.rleDictionary, .plainDictionary].contains($0.page.header.encoding)
      })
    else { return nil }
    let dictionary = StringColumn(bytes: bytes, offsets: offsets)
    let none = UInt32(dictionary.count)
    var codes: [UInt32] = []
    codes.reserveCapacity(group.rowCount)
    for page in found.pages.pages {
      let decoded = try DecodedPage(
        page.page, of: found.pages, leaf: leaf, dictionary: found.dictionary)
      let indexes: [UInt32]
      switch decoded.values {
      case .indexes(let values): indexes = values
      case .text(_, let offsets) where offsets.count == 1: indexes = []
      default: return nil
      }
      if indexes.count == decoded.entryCount {
        codes.append(contentsOf: indexes)
        continue
      }
      var next = 0
      for level in decoded.definition {
        if level == leaf.maximumDefinition {
          codes.append(indexes[next])
          next &+= 1
        } else {
          codes.append(none)
        }
      }
    }
    // Writers are free to enter a text twice.
    guard codes.count == group.rowCount, Self.isDistinct(dictionary) else { return nil }
    return CodedColumn(codes: codes, dictionary: dictionary)
  }

  private static func isDistinct(_ dictionary: StringColumn) -> Bool {
    CodedColumn(dictionary).dictionary.count == dictionary.count
  }
}
