#include "report/html/css.hpp"

namespace gameday::report::html {

// Colours are the variables of chart::palette().
const char* const css_ground = R"(
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 -apple-system,BlinkMacSystemFont,
"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
font-size:.875em}
h1,h2,h3,h4,p,ul,dl,figure,pre{margin:0}
h1{font-size:28px;line-height:1.25;letter-spacing:-.01em}
h2{font-size:21px;line-height:1.3;margin:64px 0 10px}
h3{font-size:15px;margin:32px 0 8px}
a{color:var(--arm-main)}
.page{max-width:912px;margin:0 auto;padding:24px 16px 64px}
p,li,.judged,dd{max-width:70ch}
.kicker,.note,.legend,figcaption{font-size:13px;color:var(--muted)}
.kicker{margin-bottom:4px}
.note{margin-top:8px}
.lead{color:var(--muted);margin-bottom:6px}
.muted{color:var(--muted)}
.warning{color:var(--doubt);font-weight:700;margin:6px 0}
.hidden{position:absolute}
.judged{margin:16px 0 12px;padding:2px 0 2px 20px;border-left:6px solid var(--stopped)}
.judged.pass{border-left-color:var(--pass)}
.judged.fail{border-left-color:var(--fail)}
.judged.doubt{border-left:6px double var(--doubt)}
.judged.stopped{border-left-style:dashed}
.word{display:flex;flex-wrap:wrap;align-items:center;gap:6px 12px;margin-bottom:4px}
.ruling{display:inline-flex;align-items:center;gap:6px;font-weight:700;font-size:13px;
letter-spacing:.01em;white-space:nowrap}
.word .ruling{font-size:18px}
.headline th .ruling{display:flex;margin-top:6px}
.word .icon{width:20px;height:20px}
h2 .ruling{margin-left:6px;vertical-align:1px}
.ruling.pass,.icon.pass{color:var(--pass)}
.ruling.fail,.icon.fail{color:var(--fail)}
.ruling.doubt,.icon.doubt{color:var(--doubt)}
.ruling.stopped,.icon.stopped{color:var(--stopped)}
.icon{width:16px;height:16px;flex:none}
.icon+span{min-width:0}
#i-pass .o,#i-doubt .o,#i-aborted .o,#i-incomplete .o{fill:none;stroke:currentColor;
stroke-width:1.7}
.s{fill:currentColor}
.c{fill:none;stroke:var(--bg);stroke-width:2.2}
.tag{font-size:11px;font-weight:700;letter-spacing:.06em;border:1.4px solid var(--ink);
border-radius:4px;padding:1px 7px;white-space:nowrap}
.sentence{font-size:20px;line-height:1.4}
.tally{font-size:14px;color:var(--muted);margin-top:4px}
.rail{border-top:1px solid var(--rule);margin-top:28px;padding-top:14px;font-size:13px}
.rail ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:10px 20px}
.rail li{max-width:100%;margin:0}
.rail a{color:var(--muted);text-decoration:none;display:flex;gap:6px;align-items:center}
.rail a:hover,.rail a:focus{color:var(--ink);text-decoration:underline}
.rail .icon{width:13px;height:13px}
.rail-title{display:none;font-weight:700;margin-bottom:8px}
)";

const char* const css_tables = R"(
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:7px 12px 7px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule);
overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
th{font-weight:400}
thead th{font-weight:700;font-size:13px;border-bottom:1.5px solid var(--ink);vertical-align:bottom;
overflow-wrap:normal}
.n,td.limit,td.observed,td.interval,td.count{text-align:right;overflow-wrap:normal}
tr.group th{font-weight:700;font-size:13px;color:var(--muted);padding-top:20px;
border-bottom:1.5px solid var(--ink)}
tr.fail>*{background:var(--fail-row)}
tr.doubt>*{background:var(--doubt-row)}
tr.fail>:first-child{border-left:4px solid var(--fail);padding-left:8px}
tr.doubt>:first-child{border-left:4px solid var(--doubt);padding-left:8px}
td.interval,span.interval{font-size:12.5px;color:var(--muted)}
span.interval{display:block}
.checks td.verdict{padding-left:14px;white-space:nowrap;text-align:left}
.checks thead th:last-child{padding-left:14px;text-align:left}
.checks th[scope=row]{min-width:112px;overflow-wrap:break-word}
.checks td.check{min-width:152px;overflow-wrap:anywhere}
.checks td.interval{white-space:nowrap}
table.headline{table-layout:fixed;margin-top:8px}
.headline th,.headline td{padding:12px 20px 12px 0}
.headline thead th:first-child{width:19%}
.headline thead th{padding-bottom:7px}
.headline th[scope=row] a{font-weight:700;color:var(--ink);text-underline-offset:3px}
.headline .what{display:block;font-size:12.5px;line-height:1.45;color:var(--muted);margin-top:4px}
.headline .worst{font-weight:700;line-height:1.35;margin-top:6px}
.worst.fail{color:var(--fail)}
.worst.doubt{color:var(--doubt)}
.aside{font-weight:400;font-size:13px;color:var(--muted)}
.more{font-size:13.5px;color:var(--muted);line-height:1.45}
.fig.stack{width:100%;height:10px}
.fig.swatch{display:inline-block;width:20px;height:9px;margin-right:6px}
.legend{max-width:none;display:flex;flex-wrap:wrap;gap:2px 20px}
.legend .item{white-space:nowrap}
.config code{font-size:13px}
.dense th,.dense td{padding-top:3px;padding-bottom:3px}
.dense th:first-child{width:72px}
.hypothesis{margin-bottom:14px}
ul{padding-left:20px}
ul.caveats{font-size:13px;color:var(--muted)}
li{margin:5px 0}
dl{font-size:14px;margin-top:12px}
dl div{display:flex;gap:16px;padding:3px 0}
dt{flex:0 0 110px;color:var(--muted);overflow-wrap:anywhere}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--rule);border-radius:4px;padding:13px 16px;
white-space:pre-wrap;overflow-wrap:anywhere;margin-top:12px}
.command{position:relative}
.command button{position:absolute;top:8px;right:8px;font:600 12px/1 inherit;font-family:inherit;
color:var(--ink);background:var(--bg);border:1px solid var(--rule);border-radius:4px;
padding:6px 10px;cursor:pointer}
.command.copies pre{padding-right:90px}
.slots{display:grid;grid-template-columns:1fr 1fr;gap:20px 34px}
.slot{border:1px dashed var(--muted);border-radius:4px;padding:10px 13px;min-height:108px}
.slot h3{margin:0;font-size:14px}
.slot p{font-size:13px;color:var(--muted)}
.actions{table-layout:fixed}
.actions td{height:39px}
.actions th:first-child{width:50%}
footer{margin-top:64px;border-top:1px solid var(--rule);padding-top:14px;font-size:13px;
color:var(--muted)}
)";

const char* const css_figures = R"(
.chart{margin-top:20px}
figcaption{max-width:70ch;margin-bottom:8px}
figcaption b{color:var(--ink)}
.narrow{display:none}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 5.4545%}
.pair .chart{display:flex;flex-direction:column}
.arm{font-size:14px;margin:2px 0}
.request{border-top:1px solid var(--rule);padding:12px 0 16px;scroll-margin-top:8px}
h4{font-size:14px;display:flex;flex-wrap:wrap;gap:2px 14px;align-items:baseline;margin-bottom:6px}
h4 em{font-style:normal;color:var(--fail)}
h4 code,h4 .due{font-weight:400;color:var(--muted)}
h4 .end{margin-left:auto}
section{scroll-margin-top:24px}
:target{outline:2px solid var(--arm-main);outline-offset:6px;border-radius:2px}
header:target,section:target{outline:none}
.hint{position:fixed;z-index:2;max-width:300px;pointer-events:none;background:var(--ink);
color:var(--bg);font-size:12.5px;line-height:1.4;padding:4px 9px;border-radius:4px;
white-space:pre-line}
@media screen and (min-width:1080px){
.page{max-width:1160px;padding:40px 16px 96px;display:grid;grid-template-columns:192px minmax(0,880px);
column-gap:clamp(32px,100vw - 1104px,56px)}
.rail{grid-column:1;grid-row:1/span 2;border:0;margin:0;padding:0}
.rail>div{position:sticky;top:40px;max-height:calc(100vh - 60px);overflow-y:auto}
.rail-title{display:block}
.rail ul{display:block}
.rail li{margin:7px 0}
.rail .sub{padding-left:12px}
header,main{grid-column:2;min-width:0}
}
@media screen and (max-width:859px){
.wide{display:none}
.narrow{display:block}
.narrow .fig{width:100%;max-width:420px}
}
@media screen and (max-width:759px){
h1{font-size:23px}
h2{font-size:19px}
.sentence{font-size:17.5px}
.pair,.slots{grid-template-columns:minmax(0,1fr)}
table.headline,.headline tbody,.headline tr,.headline th[scope=row],.headline td,
.checks,.checks tbody,.tiles,.tiles tbody{display:block}
.headline thead,.checks thead,.tiles thead{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.headline tr{border-bottom:1px solid var(--rule);padding:12px 0}
.headline th,.headline td{border:0;padding:0}
.headline th[scope=row]{font-size:15px}
.headline td{margin-top:12px}
.headline td::before{content:attr(data-label);display:block;font-size:13px;color:var(--muted);
margin-bottom:2px}
.checks tr.group,.checks tr.group th,.tiles tr.group,.tiles tr.group th{display:block}
.checks tbody tr:not(.group){display:grid;grid-template-columns:1fr auto auto;gap:3px 18px;
grid-template-areas:"arm arm verdict" "check limit limit" "observed interval count";
border-bottom:1px solid var(--rule);padding:8px 0}
.checks tr:not(.group)>*{border:0;padding:0;background:none}
.checks tr:not(.group) th{grid-area:arm;color:var(--muted)}
.checks td.verdict{grid-area:verdict;padding:0;justify-self:end}
.checks td.check{grid-area:check;min-width:0;font-weight:700}
.checks td.limit{grid-area:limit}
.checks td.observed{grid-area:observed;text-align:left}
.checks td.interval{grid-area:interval;justify-self:end}
.checks td.count{grid-area:count}
.checks td.limit::before,.checks td.observed::before,.checks td.count::before{
content:attr(data-label) " ";text-transform:lowercase;color:var(--muted);font-weight:400}
.checks tr.fail,.checks tr.doubt{margin:0 -8px;padding:8px!important;border-left:4px solid}
.checks tr.fail{background:var(--fail-row);border-left-color:var(--fail)}
.checks tr.doubt{background:var(--doubt-row);border-left-color:var(--doubt)}
.tiles tbody tr:not(.group){display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:6px 12px;
border-bottom:1px solid var(--rule);padding:8px 0}
.tiles tr:not(.group)>*{border:0;padding:0;text-align:left}
.tiles tr:not(.group) th{grid-column:1/-1;font-weight:700}
.tiles td::before{content:attr(data-label);display:block;font-size:12px;color:var(--muted)}
.tiles td:empty{display:none}
.actions th:first-child{width:40%}
.word{gap:6px 8px}
.tag{letter-spacing:.03em;padding:1px 6px}
dt{flex-basis:84px}
h4 .end{margin-left:0}
}
)";

// Chromium, and whoever else knows margin boxes, prints the foot; nothing else hangs on them.
const char* const css_print = R"(
@media print{
body{font-size:11pt}
.page{max-width:none;padding:0}
.rail,.command button{display:none}
p,li,.judged,dd,figcaption{max-width:none}
h2,h3,h4,figcaption,.lead,.arm,tr.group{break-after:avoid}
h2{margin-top:36px}
thead{display:table-header-group}
p,tr,figure,article,.slot,.judged,.chart,dl div{break-inside:avoid}
.experiment{break-before:page}
.experiment.idle{break-before:auto}
.experiment:not(.idle) h2{margin-top:0}
#audit{break-before:page}
#audit h2{margin-top:0}
.hypothesis,thead{break-after:avoid}
.experiment .lead{font-size:13px;margin-bottom:2px}
.experiment .chart{margin-top:10px}
.experiment figcaption{margin-bottom:4px}
.arm,.experiment figcaption{font-size:11.5px;line-height:1.35}
.experiment>.chart .fig{width:auto;max-width:87%;max-height:100mm}
.pair .fig{width:80%}
table{font-size:13px}
.checks td.check{min-width:134px}
th,td{padding-top:5px;padding-bottom:5px}
.headline th,.headline td{padding-top:9px;padding-bottom:9px}
tr.group th{padding-top:12px}
footer{margin-top:24px}
.pair{gap:0 34px}
a{color:inherit;text-decoration:none}
tr.fail>*,tr.doubt>*,.fig,.icon,.judged,pre{print-color-adjust:exact;
-webkit-print-color-adjust:exact}
}
)";

}  // namespace gameday::report::html
