/** The look of the report: light and dark by the reader's setting, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --card: #ffffff; --ink: #1d2430; --soft: #5d6673; --line: #dfe1e5; --accent: #b3261e;
  --s0: #2f6f9f; --s1: #e0922f; --s2: #4b9b77; --s3: #8f6bb3; --s4: #c25b6d; --s5: #7b8794;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --card: #1c2027; --ink: #e6e9ee; --soft: #9aa4b1; --line: #313843; --accent: #ff8a80;
    --s0: #6fb1e0; --s1: #f0b35f; --s2: #74c7a1; --s3: #b99be0; --s4: #e58a9a; --s5: #98a4b3;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 900px; margin: 0 auto; padding: 36px 20px 60px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 22px; margin: 44px 0 12px; padding-top: 16px; border-top: 2px solid var(--ink); }
h3 { font-size: 16px; margin: 0 0 2px; }
p { margin: 0 0 10px; }
.lead, .note { color: var(--soft); }
.note { font-size: 13px; margin-bottom: 8px; }
nav a { color: var(--s0); margin-right: 14px; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px; margin: 16px 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.tile b { display: block; font-size: 23px; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: 13px; }
figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 14px 0; padding: 14px 16px 8px; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--ink); }
svg .label { text-anchor: end; }
svg .tick, svg .unit { fill: var(--soft); text-anchor: middle; font-size: 11px; }
svg .figure { fill: var(--soft); font-variant-numeric: tabular-nums; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .whisker { stroke: var(--soft); stroke-width: 1.5; }
svg .median { stroke: var(--accent); stroke-width: 2; }
svg .reference { stroke: var(--accent); stroke-width: 1.5; stroke-dasharray: 4 3; }
svg .reference-label { fill: var(--accent); text-anchor: end; font-size: 11px; }
.s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); } .s4 { fill: var(--s4); } .s5 { fill: var(--s5); }
.legend { font-size: 13px; margin: 4px 0 6px; }
.key { margin-right: 14px; white-space: nowrap; }
.key::before { content: ""; display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
.k0::before { background: var(--s0); } .k1::before { background: var(--s1); } .k2::before { background: var(--s2); }
.k3::before { background: var(--s3); } .k4::before { background: var(--s4); } .k5::before { background: var(--s5); }
table { border-collapse: collapse; font-size: 13px; width: 100%; }
th, td { text-align: right; padding: 4px 8px; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
th { color: var(--soft); font-weight: 600; }
.scroll { overflow-x: auto; }
details { margin: 10px 0; } summary { cursor: pointer; color: var(--soft); font-size: 13px; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #ccc; color-scheme: light; }
  main { max-width: none; padding: 0; } nav { display: none; } h2 { break-before: page; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
