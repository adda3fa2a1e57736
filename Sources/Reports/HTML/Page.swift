/// A page that needs nothing but itself.
public struct Page {
    public let title: String
    public let language: Language
    public let body: HTMLElement
    /// Rules of this page beside those of all pages.
    let rules: String

    public init(title: String, language: Language, body: HTMLElement) {
        self.init(title: title, language: language, body: body, rules: "")
    }

    init(title: String, language: Language, body: HTMLElement, rules: String) {
        self.title = title
        self.language = language
        self.body = body
        self.rules = rules
    }

    /// The whole document.
    ///
    /// Its security policy lets no script run and nothing be loaded, whatever a bill holds.
    public var html: String {
        let head = HTMLElement("head") {
            HTMLElement("meta", ["charset": "utf-8"])
            HTMLElement(
                "meta",
                [
                    "http-equiv": "Content-Security-Policy",
                    "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
                ])
            HTMLElement("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            HTMLElement("meta", ["name": "color-scheme", "content": "light dark"])
            HTMLElement("meta", ["name": "referrer", "content": "no-referrer"])
            HTMLElement("link", ["rel": "icon", "href": "data:,"])
            HTMLElement("title") { title }
        }
        let opening = "<!doctype html>\n<html lang=\"\(language.rawValue)\">\n"
        let style = "<style>\n\(Stylesheet.text)\(rules)</style>\n"
        return opening + head.markup + "\n" + style + body.markup + "\n</html>\n"
    }
}
