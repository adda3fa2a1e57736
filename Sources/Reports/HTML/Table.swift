/// A table that stays readable on a phone: its rows become blocks with the column's title before each value, or it scrolls.
struct Table {
    /// A column's title and whether its cells are numbers.
    struct Column {
        let title: String
        let isNumber: Bool

        static func text(_ title: String) -> Column { Column(title: title, isNumber: false) }
        static func number(_ title: String) -> Column { Column(title: title, isNumber: true) }
    }

    /// What becomes of the table on a narrow screen.
    enum Narrow {
        case stacks, scrolls
    }

    /// A row: its head, the other cells and its class.
    struct Row {
        let head: [HTMLElement.Node]
        let cells: [[HTMLElement.Node]]
        let headClass: String?
        let isSum: Bool

        init(
            headClass: String? = nil, isSum: Bool = false, _ cells: [[HTMLElement.Node]],
            @HTMLElement.Children head: () -> [HTMLElement.Node]
        ) {
            self.head = head()
            self.cells = cells
            self.headClass = headClass
            self.isSum = isSum
        }
    }

    let columns: [Column]
    var caption: String?
    var narrow = Narrow.stacks
    var cssClass: String?
    let rows: [Row]

    /// A cell's content.
    static func cell(@HTMLElement.Children _ content: () -> [HTMLElement.Node]) -> [HTMLElement.Node] {
        content()
    }

    /// The table in a frame of its own.
    var card: HTMLElement { HTMLElement("div", ["class": "card"]) { element } }

    var element: HTMLElement {
        guard narrow == .scrolls else { return table }
        let label = caption ?? columns.map(\.title).joined(separator: ", ")
        return HTMLElement(
            "div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": label]
        ) { table }
    }

    private var table: HTMLElement {
        let classes = [narrow == .stacks ? "stack" : nil, cssClass].compactMap(\.self).joined(separator: " ")
        return HTMLElement("table", ["class": classes.isEmpty ? nil : classes]) {
            if let caption { HTMLElement("caption") { caption } }
            HTMLElement("thead") {
                HTMLElement("tr") {
                    for column in columns {
                        HTMLElement("th", ["scope": "col", "class": column.isNumber ? "n" : nil]) {
                            column.title
                        }
                    }
                }
            }
            HTMLElement("tbody") { rows.map(element) }
        }
    }

    private func element(_ row: Row) -> HTMLElement {
        HTMLElement("tr", ["class": row.isSum ? "sum" : nil]) {
            HTMLElement("th", ["scope": "row", "class": row.headClass]) { row.head }
            zip(columns.dropFirst(), row.cells).map { column, cell in
                HTMLElement(
                    "td",
                    [
                        "class": column.isNumber ? "n" : nil,
                        "data-label": narrow == .stacks && !cell.isEmpty && !column.title.isEmpty
                            ? column.title : nil,
                    ]
                ) { cell.isEmpty ? cell : [.element(HTMLElement("span") { cell })] }
            }
        }
    }
}
