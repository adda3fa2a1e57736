/// How pages look: on a desk, on a phone, in the dark and on paper.
///
/// Colours have AA contrast and never speak alone.
enum Stylesheet {
    static let text = colours + layout + findings + tables + charts + phone + paper

    private static let colours = """
        :root { color-scheme: light dark; --page: #f5f6f8; --card: #ffffff; --ink: #1a202b; --soft: #565f6e;
          --rule: #dde1e8; --accent: #2450c8; --band: #cfdbf8; --up: #b3261e; --down: #0b6a5c; --amber: #7d5200;
          --amberback: #fdf0d0; --bar: #7f8ba0; --shade: #eef0f4; }
        @media (prefers-color-scheme: dark) { :root { --page: #0e1217; --card: #161b22; --ink: #e7ebf1;
          --soft: #a5afbd; --rule: #2d3541; --accent: #8fb2ff; --band: #27375f; --up: #ff9d92; --down: #6fd8c2;
          --amber: #f3c96f; --amberback: #382c0f; --bar: #8592a8; --shade: #1e252f; } }

        """

    private static let layout = """
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system,
          "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
          "Noto Sans CJK SC", "Noto Sans SC", sans-serif; font-variant-numeric: tabular-nums;
          overflow-wrap: break-word; }
        main, .masthead, .colophon { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
        .masthead { padding-top: 2rem; }
        .masthead p { margin: 0; color: var(--soft); font-size: .9375rem; }
        h1 { font-size: 1rem; font-weight: 650; margin: 0; letter-spacing: .01em; }
        h2 { font-size: 1.1875rem; line-height: 1.3; margin: 2.75rem 0 .875rem; font-weight: 650; }
        h3 { font-size: 1rem; line-height: 1.35; margin: 1.5rem 0 .5rem; font-weight: 650; }
        h2 + .hint { margin-top: -.625rem; }
        p { margin: 0 0 .75rem; }
        .lede { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -.01em;
          margin: 1.25rem 0 .625rem; text-wrap: balance; }
        .story { font-size: 1.0625rem; max-width: 46rem; margin: 0 0 .5rem; }
        .hint { color: var(--soft); font-size: .875rem; max-width: 46rem; }
        .card { background: var(--card); border: 1px solid var(--rule); border-radius: .625rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); margin: 1.25rem 0 0;
          overflow: hidden; gap: 1px; background: var(--rule); }
        .tile { padding: .875rem 1.125rem 1rem; background: var(--card); }
        .tile dt { color: var(--soft); font-size: .8125rem; }
        .tile dd { margin: 0; } .tile .big { font-size: 1.125rem; line-height: 1.4; font-weight: 650;
          letter-spacing: -.01em; overflow-wrap: anywhere; }
        .tile .big .m { white-space: normal; }
        .tile .sub { font-size: .8125rem; color: var(--soft); }
        .up { color: var(--up); } .down { color: var(--down); } .soft { color: var(--soft); }
        .num, .m { white-space: nowrap; }
        .chip { display: inline-block; font-size: .75rem; line-height: 1.5; padding: 0 .5rem; border-radius: 1rem;
          border: 1px solid var(--rule); color: var(--soft); white-space: nowrap; }
        .chip.amber { color: var(--amber); background: var(--amberback); border-color: transparent; }
        .chip.strong { color: var(--card); background: var(--ink); border-color: transparent; }
        .chip.hot { color: var(--up); border-color: currentColor; font-weight: 600; }
        .warning { border: 2px solid var(--up); color: var(--up); font-weight: 650; padding: .5rem 1rem;
          border-radius: .5rem; margin: 1.25rem 0; }
        .colophon { color: var(--soft); font-size: .8125rem; padding-top: 2rem; padding-bottom: 3rem; }
        .colophon p { border-top: 1px solid var(--rule); padding-top: 1rem; max-width: none; }
        a { color: var(--accent); }
        bdi { overflow-wrap: anywhere; }

        """

    private static let findings = """
        .finding { padding: 1.125rem 1.25rem 1.25rem; margin: 0 0 1rem; border-left: .3125rem solid var(--bar);
          display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: .75rem 2.5rem; }
        .finding.up { border-left-color: var(--up); } .finding.down { border-left-color: var(--down); }
        .finding, .finding.up, .finding.down { color: var(--ink); }
        .finding .kind { margin: 0 0 .375rem; display: flex; flex-wrap: wrap; gap: .375rem; align-items: center;
          font-size: .875rem; font-weight: 600; }
        .finding h3 { margin: 0; font-size: 1.125rem; }
        .finding .impact { font-size: 1.75rem; line-height: 1.3; font-weight: 650; margin: .25rem 0 .5rem;
          overflow-wrap: anywhere; }
        .finding .impact .m, .story .m { white-space: normal; overflow-wrap: anywhere; }
        .facts { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .125rem 1rem; margin: 0;
          font-size: .875rem; }
        .facts dt { color: var(--soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
        .causes { font-size: .875rem; align-self: start; }
        .causes svg { display: block; width: 100%; height: .875rem; }
        .causes td, .causes th { padding: .3125rem .5rem; }
        .causes td:nth-child(2) { width: 34%; } .causes tbody th { min-width: 5.5rem; }
        .card > .scroll > .causes { margin: .375rem; width: calc(100% - .75rem); }

        """

    private static let tables = """
        .scroll { overflow-x: auto; }
        .scroll:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        table { border-collapse: collapse; width: 100%; font-size: .9063rem; }
        .card > .scroll > table, .card > table { margin: .25rem 0; }
        caption { text-align: left; color: var(--soft); font-size: .8125rem; padding: .625rem .875rem .25rem; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .875rem; border-top: 1px solid var(--rule); }
        thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: .8125rem; vertical-align: bottom; }
        tbody th { font-weight: 500; min-width: 6.5rem; }
        td.n, th.n { text-align: right; }
        td.n { white-space: nowrap; }
        tr.sum > * { font-weight: 650; border-top: 2px solid var(--bar); }
        .range { font-size: .875rem; } .range td, .range th { padding-left: .5rem; padding-right: .5rem; }
        .range th:first-child { padding-left: .875rem; } .range td:nth-child(2) { width: 18%; }
        .range svg { display: block; width: 100%; min-width: 7rem; height: 1.25rem; }
        .range tbody th.deep1 { padding-left: 1.75rem; } .range tbody th.deep2 { padding-left: 2.75rem; }
        .range tbody th.deep3 { padding-left: 3.75rem; } .day { white-space: nowrap; }
        details { margin: .5rem 0 0; font-size: .875rem; }
        summary { cursor: pointer; color: var(--soft); padding: .25rem 0; }

        """

    private static let charts = """
        figure { margin: 0; padding: 1rem 1.125rem; }
        figcaption { font-weight: 600; font-size: .9375rem; }
        figcaption .hint { font-weight: 400; display: block; }
        svg { display: block; }
        .plot { width: 100%; height: auto; margin-top: .5rem; }
        .plot text { font-size: 12px; fill: var(--soft); font-family: inherit; }
        .narrow { display: none; }
        .grid { stroke: var(--rule); stroke-width: 1; } .axis { stroke: var(--bar); stroke-width: 1; }
        .band { fill: var(--band); } .line { fill: none; stroke: var(--accent); stroke-width: 2;
          stroke-linejoin: round; stroke-linecap: round; }
        .open { stroke-dasharray: 2 4; } .guess { fill: none; stroke: var(--soft); stroke-width: 1.5;
          stroke-dasharray: 6 4; }
        .dot { fill: var(--accent); stroke: var(--card); stroke-width: 1.5; }
        .ring { fill: var(--card); stroke: var(--accent); stroke-width: 1.75; }
        .markup { fill: var(--up); } .markdown { fill: var(--down); }
        .hover { fill: transparent; } .hover:hover { fill: var(--ink); fill-opacity: .07; }
        .barup { fill: var(--up); } .bardown { fill: var(--down); } .bar0 { fill: var(--bar); }
        .barsum { fill: var(--ink); } .mean { fill: var(--accent); } .limit { stroke: var(--ink); stroke-width: 2; }
        .missed { fill: var(--card); stroke: var(--up); stroke-width: 1.5; stroke-dasharray: 3 2; }
        .cross { stroke: var(--up); stroke-width: 2; fill: none; }
        .legend { display: flex; flex-wrap: wrap; gap: .125rem 1.125rem; margin: .375rem 0 0; padding: 0;
          list-style: none; font-size: .8125rem; color: var(--soft); }
        .legend li { display: flex; align-items: center; gap: .4375rem; }
        .key { width: 1.375rem; height: 0; border-top: 2px solid var(--accent); flex: none; }
        .key.guess { border-top: 2px dashed var(--soft); } .key.band { height: .75rem; border: 0;
          background: var(--band); } .key.open { border-top-style: dotted; }
        .key.bar0 { height: .625rem; border: 0; background: var(--bar); }
        .key.mean { width: 0; height: .875rem; border: 0; border-left: 3px solid var(--accent); }
        .key.limit { width: 0; height: .875rem; border: 0; border-left: 2px solid var(--ink); }
        .key.missed { height: .625rem; border: 1.5px dashed var(--up); }
        .glyph { font-style: normal; line-height: 1; }
        .vendors { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem;
          margin-top: .75rem; }
        .vendor { padding: .75rem 1rem; }
        .vendor h4 { margin: 0; font-size: .9063rem; font-weight: 600; }
        .vendor p { margin: 0; font-size: .875rem; }
        .vendor svg { width: 100%; height: 3rem; margin-top: .375rem; }
        .vendor .line { vector-effect: non-scaling-stroke; stroke-width: 1.75; }
        .vendor .guess { vector-effect: non-scaling-stroke; }

        """

    private static let phone = """
        @media screen and (max-width: 47rem) {
          main, .masthead, .colophon { padding-left: 1rem; padding-right: 1rem; }
          .masthead { padding-top: 1.25rem; }
          .lede { font-size: 1.4375rem; }
          .tiles { grid-template-columns: 1fr 1fr; }
          .tile { padding: .75rem .875rem; } .tile .big { font-size: 1rem; }
          .tile:last-child:nth-child(odd) { grid-column: 1 / -1; }
          .finding { grid-template-columns: minmax(0, 1fr); padding: 1rem; }
          .finding .impact { font-size: 1.5rem; }
          .causes td, .causes th { padding-left: .25rem; padding-right: .25rem; }
          .wide { display: none; } .narrow { display: block; }
          figure { padding: .875rem .75rem; }
          .stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .stack, .stack caption, .stack tbody, .stack tr, .stack td, .stack th { display: block; }
          .stack td:nth-child(n) { width: auto; }
          .stack tr { padding: .625rem .875rem; border-top: 1px solid var(--rule); }
          .stack tr:first-child { border-top: 0; }
          .stack td, .stack tbody th { padding: .0625rem 0; border: 0; }
          .stack tbody th { font-weight: 650; padding-bottom: .1875rem; }
          .stack td:empty { display: none; }
          .stack td[data-label] { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .75rem;
            white-space: normal; text-align: left; }
          .stack td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .8125rem;
            line-height: 1.65; }
          .stack tbody th:first-child { padding-left: 0; }
          .vendors { grid-template-columns: 1fr 1fr; gap: .5rem; } .vendor { padding: .625rem .75rem; }
          .stack tbody th.deep1 { padding-left: .875rem; } .stack tbody th.deep2 { padding-left: 1.75rem; }
          .stack tbody th.deep3 { padding-left: 2.625rem; }
        }

        """

    private static let paper = """
        @page { size: A4; margin: 14mm 13mm; }
        @media print {
          :root { --page: #fff; --card: #fff; --ink: #111; --soft: #4b5260; --rule: #c9ced6; --accent: #2450c8;
            --band: #d5dff8; --up: #b3261e; --down: #0b6a5c; --amber: #7d5200; --amberback: #fdf0d0;
            --bar: #7f8ba0; --shade: #eef0f4; }
          html { font-size: 12px; } body { font-size: 12px; print-color-adjust: exact;
            -webkit-print-color-adjust: exact; }
          main, .masthead, .colophon { max-width: none; padding-left: 0; padding-right: 0; }
          .masthead { padding-top: 0; } .colophon { padding-bottom: 0; }
          .tiles { grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); }
          .range { font-size: 10px; } .range td, .range th { padding-left: .25rem; padding-right: .25rem; }
          .range svg { min-width: 5rem; }
          .finding, figure, .vendor, .tiles, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          details, .hover { display: none; }
          .scroll { overflow: visible; } thead { display: table-header-group; }
        }

        """
}
