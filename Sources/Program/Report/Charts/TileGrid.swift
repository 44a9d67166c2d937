internal import Glibc

/// Districts as tiles, laid out roughly as they lie on the map.
struct TileGrid: Sendable {
  /// One district.
  struct Tile: Sendable {
    /// Its name.
    let name: String
    /// Its count.
    let count: Int
    /// Its change in words.
    let note: String
    /// -1 below, 0 within, 1 above the usual.
    let direction: Int
    /// The row of the table with the same numbers.
    let row: Int
    /// Degrees; nil puts it after the others.
    let longitude: Double?
    /// Degrees.
    let latitude: Double?
  }

  /// The chart's message.
  let title: String
  /// The table with the same numbers, and the column of the counts.
  let source: (table: String, column: Int)
  /// The tiles.
  let tiles: [Tile]

  private static let height = 84

  /// Adds the chart to a page.
  func write(to page: inout ReportPage) {
    let cells = positions()
    let columns = (cells.map(\.column).max() ?? 0) + 1
    let rows = (cells.map(\.row).max() ?? 0) + 1
    page.html.open("figure", ["class": "tiles"])
    page.html.element("figcaption", title)
    page.html.open(
      "svg",
      [
        "width": "100%", "height": String(rows * Self.height), "role": "img",
        "aria-labelledby": "tiles-title tiles-desc",
      ])
    page.html.element("title", ["id": "tiles-title"], title)
    page.html.element(
      "desc", ["id": "tiles-desc"],
      tiles.map { "\($0.name)\(NumberText.grouped($0.count))件次，\($0.note)" }.joined(separator: "；"))
    for (tile, cell) in zip(tiles, cells) {
      draw(tile, column: cell.column, of: columns, row: cell.row, to: &page.html)
    }
    page.html.close("svg")
    page.html.close("figure")
  }

  private func draw(
    _ tile: Tile, column: Int, of columns: Int, row: Int, to html: inout HTML
  ) {
    let left = Double(column) / Double(columns)
    let width = 1 / Double(columns)
    let style = tile.direction > 0 ? "tile up" : tile.direction < 0 ? "tile down" : "tile"
    html.open(
      "rect",
      [
        "class": style, "x": NumberText.percent(left + 0.006), "y": String(row * Self.height + 3),
        "width": NumberText.percent(width - 0.012), "height": String(Self.height - 6), "rx": "4",
      ])
    html.close("rect")
    let ink = tile.direction > 0 ? " on-up" : ""
    let centre = NumberText.percent(left + width / 2)
    let top = row * Self.height
    html.element(
      "text",
      ["class": "tile-name" + ink, "x": centre, "y": String(top + 24), "text-anchor": "middle"],
      tile.name)
    html.element(
      "text",
      [
        "class": "tile-count" + ink, "x": centre, "y": String(top + 48), "text-anchor": "middle",
        "data-key": "tables/\(source.table)/\(tile.row)/\(source.column)",
      ], NumberText.grouped(tile.count))
    html.element(
      "text",
      ["class": "tile-note" + ink, "x": centre, "y": String(top + 68), "text-anchor": "middle"],
      tile.note)
  }

  /// A cell for each tile: that of its degrees, or the nearest free one.
  func positions() -> [(column: Int, row: Int)] {
    let columns = max(1, Int(Double(tiles.count).squareRoot().rounded(.up)))
    let rows = columns + 1
    let longitudes = tiles.compactMap(\.longitude)
    let latitudes = tiles.compactMap(\.latitude)
    func cell(_ value: Double, _ all: [Double], _ count: Int) -> Int {
      guard let least = all.min(), let greatest = all.max(), greatest > least else { return 0 }
      return min(count - 1, Int((value - least) / (greatest - least) * Double(count)))
    }
    var taken: Set<[Int]> = []
    var output = [(column: Int, row: Int)](repeating: (0, 0), count: tiles.count)
    let order = tiles.indices.sorted {
      (tiles[$0].longitude == nil ? 1 : 0, $0) < (tiles[$1].longitude == nil ? 1 : 0, $1)
    }
    for index in order {
      var wish = (column: columns - 1, row: rows - 1)
      if let longitude = tiles[index].longitude, let latitude = tiles[index].latitude {
        wish = (
          cell(longitude, longitudes, columns), rows - 1 - cell(latitude, latitudes, rows)
        )
      }
      let free = (0...rows).flatMap { row in (0..<columns).map { (column: $0, row: row) } }
        .filter { !taken.contains([$0.column, $0.row]) }
      let best =
        free.min {
          let left = abs($0.column - wish.column) + abs($0.row - wish.row)
          let right = abs($1.column - wish.column) + abs($1.row - wish.row)
          return (left, $0.row, $0.column) < (right, $1.row, $1.column)
        } ?? wish
      taken.insert([best.column, best.row])
      output[index] = best
    }
    return output
  }
}
