/// A chart in its frame: a drawing for wide and one for narrow screens, its legend and its numbers as a table.
struct Chart {
    let caption: String
    var hint: String?
    let wide: HTMLElement
    let narrow: HTMLElement
    /// Class of the key, or the sign itself, and what it means.
    let legend: [(key: Key, text: String)]
    let table: Table
    let language: Language

    /// How a thing is drawn.
    enum Key {
        case swatch(String)
        case sign(String, String)
    }

    var figure: HTMLElement {
        HTMLElement("figure", ["class": "card"]) {
            HTMLElement("figcaption") {
                caption
                if let hint { HTMLElement("span", ["class": "hint"]) { hint } }
            }
            HTMLElement("div", ["class": "wide"]) { wide }
            HTMLElement("div", ["class": "narrow"]) { narrow }
            HTMLElement("ul", ["class": "legend"]) {
                legend.map { item in
                    HTMLElement("li") {
                        switch item.key {
                        case .swatch(let name):
                            HTMLElement("span", ["class": "key \(name)", "aria-hidden": "true"])
                        case .sign(let sign, let name):
                            HTMLElement("span", ["class": "glyph \(name)", "aria-hidden": "true"]) { sign }
                        }
                        HTMLElement("span") { item.text }
                    }
                }
            }
            HTMLElement("details") {
                HTMLElement("summary") { language("The numbers as a table", "以表格查看数据") }
                table.element
            }
        }
    }
}
