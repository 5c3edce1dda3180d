/** The index's look: for the screen and for paper, with no file beside it. */
export const pageStyle = `
:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;font:15px/1.7 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1d2129;background:#f2f3f5}
main{max-width:1080px;margin:0 auto;padding:32px 40px 64px;background:#fff}h1{font-size:26px;line-height:1.4;margin:0 0 8px}h2{font-size:19px;margin:40px 0 12px;padding-bottom:6px;border-bottom:2px solid #1f4e79}
h3{font-size:16px;margin:24px 0 8px}h4.title{font-size:20px;text-align:center;margin:8px 0}h5{font-size:15px;margin:14px 0 4px}a{color:#1f4e79}
nav ul{columns:2;padding-left:20px;margin:8px 0}dl{margin:0}dl>div{display:grid;grid-template-columns:minmax(7em,14em) 1fr;gap:0 16px;padding:5px 0;border-bottom:1px solid #e5e6eb}dl>.wide{display:block}.wide>dd{padding:2px 0 4px 20px}dt{color:#4e5969}dd{margin:0;white-space:pre-line;overflow-wrap:anywhere;min-width:0}
table{width:100%;border-collapse:collapse;margin:6px 0}caption{text-align:left;font-weight:600;padding:4px 0}caption:empty{display:none}th,td{border:1px solid #d0d3d9;padding:5px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f2f3f5;font-weight:600}td{white-space:pre-line}
.small,.note{color:#4e5969;font-size:13px}.note{overflow-wrap:anywhere}.warn{border:1px solid #d46b08;background:#fff7e8;padding:8px 12px}.mono{font-family:ui-monospace,Consolas,monospace;font-size:12px;overflow-wrap:anywhere}
.paper{border:1px solid #c9cdd4;padding:24px 32px;margin:8px 0 20px}.para{text-indent:2em;white-space:pre-line}.middle{text-align:center}.sign{text-align:right}
.step{border-left:3px solid #c9cdd4;padding:2px 0 10px 16px;margin:0}.step h3{margin:6px 0 2px}
@media print{body{background:#fff}main{max-width:none;padding:0}nav{display:none}.paper,.step,tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
`;
