/// What all report pages have around them: a head that says whose and when, and how the numbers are to be read.
struct Frame {
    let context: ReportContext
    let language: Language
    let title: String
    /// Rules of this page beside those of all pages.
    var rules = ""

    func html(@HTMLElement.Children main: () -> [HTMLElement.Node]) -> String {
        let name = SafeText.short(context.workspace, limit: 60)
        let content = main()
        let body = HTMLElement("body") {
            HTMLElement("header", ["class": "masthead"]) {
                HTMLElement("h1") { title }
                HTMLElement("p") {
                    Inline(language: language, basis: context.basis).name(context.workspace, limit: 60)
                    " · \(context.runDay)"
                }
            }
            HTMLElement("main") { content }
            HTMLElement("footer", ["class": "colophon"]) {
                HTMLElement("p") {
                    Colophon.basis(context, language) + language(" ", "") + Colophon.text(context, language)
                }
            }
        }
        return Page(
            title: "\(title) · \(name) · \(context.runDay)", language: language, body: body, rules: rules
        ).html
    }

    /// A part of the page with a title.
    static func section(
        _ title: String, hint: String? = nil, @HTMLElement.Children _ content: () -> [HTMLElement.Node]
    ) -> HTMLElement {
        let nodes = content()
        return HTMLElement("section") {
            HTMLElement("h2") { title }
            if let hint { HTMLElement("p", ["class": "hint"]) { hint } }
            nodes
        }
    }
}
