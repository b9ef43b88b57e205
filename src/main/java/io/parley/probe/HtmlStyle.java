package io.parley.probe;

/** The style sheet of a report as a page: for a phone first, light and dark. */
final class HtmlStyle {
  static final String SHEET =
      """
      :root { color-scheme: light dark; --back: #fff; --fore: #1c1e21; --dim: #5c6370;
        --line: #d7dae0; --box: #f4f5f7; --good: #176a2f; --bad: #b3261e; --known: #7a5200; }
      @media (prefers-color-scheme: dark) { :root { --back: #16181c; --fore: #e6e8eb;
        --dim: #9aa1ad; --line: #383c44; --box: #1f2228; --good: #6fce8a; --bad: #ff8a80;
        --known: #e8b95b; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: var(--back);
        color: var(--fore); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
      h3 { font-size: 1rem; margin: 0; }
      a { color: inherit; } .dim { color: var(--dim); }
      .good { color: var(--good); } .bad { color: var(--bad); } .known { color: var(--known); }
      .verdict { font-weight: 600; font-size: 1.1rem; }
      table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto; }
      th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; font-weight: normal; }
      td.count { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
      article { border: 1px solid var(--line); border-left: .3rem solid var(--bad);
        border-radius: .4rem; padding: .75rem; margin: 0 0 1rem; }
      article.known { border-left-color: var(--known); color: var(--fore); }
      dl { margin: .5rem 0; } dt { color: var(--dim); font-size: .85rem; }
      dd { margin: 0 0 .4rem; }
      pre { margin: .5rem 0 0; padding: .6rem; background: var(--box); border-radius: .3rem;
        font: .8rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
      details { margin: .5rem 0; } summary { cursor: pointer; padding: .4rem 0; }
      ul { margin: .25rem 0 .5rem; padding-left: 1.2rem; }
      """;

  private HtmlStyle() {}
}
