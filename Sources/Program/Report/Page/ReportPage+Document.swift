internal import Bytes

extension ReportPage {
  /// Adds a whole document: head, table of contents, what `body` writes, and the script that sorts
  /// tables.
  ///
  /// - Parameters:
  ///   - title: What stands in the window's title.
  ///   - contents: The anchors and headings of the sections.
  ///   - body: Writes the content of `main`.
  mutating func document(
    title: String, contents: [(id: String, title: String)], _ body: (inout ReportPage) -> Void
  ) {
    html.markup("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n")
    head(title)
    element("body") { page in
      page.element("a", ["class": "skip", "href": "#main"], "跳到正文")
      page.tableOfContents(contents)
      page.element("main", ["id": "main"], body)
      page.html.open("script")
      page.html.resource(PackageResources.report_js)
      page.html.close("script")
    }
    html.markup("\n</html>\n")
  }

  private mutating func head(_ title: String) {
    let script = Base64.encode(SHA256.hash(PackageResources.report_js))
    let style = Base64.encode(SHA256.hash(PackageResources.report_css))
    element("head") { page in
      page.html.open("meta", ["charset": "utf-8"])
      page.html.open(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content":
            "default-src 'none'; img-src data:; style-src 'sha256-\(style)'; script-src 'sha256-\(script)'",
        ])
      page.html.open(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      page.html.open("meta", ["name": "robots", "content": "noindex"])
      page.html.open("link", ["rel": "icon", "href": "data:,"])
      page.element("title", title)
      page.html.open("style")
      page.html.resource(PackageResources.report_css)
      page.html.close("style")
    }
    html.markup("\n")
  }

  private mutating func tableOfContents(_ contents: [(id: String, title: String)]) {
    element("nav", ["aria-label": "目录"]) { page in
      page.element("p", "目录")
      page.element("ol") { page in
        for section in contents {
          page.element("li") { $0.element("a", ["href": "#" + section.id], section.title) }
        }
      }
    }
    html.markup("\n")
  }
}
