/** The forum's style sheet, put into every page. */
export const forumCss = `
body{margin:0;font:15px/1.5 "Segoe UI",system-ui,sans-serif;color:#141c2b;background:#e9edf3}
a{color:#1d5a96;text-decoration:none}
.p-header{padding:.9rem 1.5rem;background:#1b3554}
.p-header a{color:#fff;font-size:1.3rem;font-weight:600}
.p-body{max-width:66rem;margin:0 auto;padding:1rem 1.5rem}
.p-title-value{font-size:1.4rem;font-weight:400;margin:.4rem 0}
.label{padding:.1rem .5rem;border-radius:.2rem;background:#d5e4f4;font-size:.8rem}
.node,.structItem,.message{margin:0 0 .6rem;background:#fff;border:1px solid #d3dae4;border-radius:.3rem}
.node,.structItem{padding:.6rem 1rem}
.node-title,.node-description{margin:0}
.structItem-minor,.message-attribution,.userTitle{color:#63718a;font-size:.82rem}
.message-inner{display:grid;grid-template-columns:10rem 1fr}
.message-cell{padding:.8rem 1rem;min-width:0}
.message-cell--user{background:#f5f7fa;text-align:center}
.message-name,.userTitle{margin:0}
.userBanner{display:inline-block;padding:.1rem .6rem;border-radius:.2rem;background:#1b3554;color:#fff;font-size:.78rem}
.message-attribution{display:flex;justify-content:space-between;border-bottom:1px solid #e3e8ef}
.message-attribution ul{list-style:none;margin:0;padding:0 0 .3rem}
.bbWrapper{padding:.6rem 0}
.bbCodeBlock{margin:0 0 .6rem;border-left:3px solid #f2930d;background:#f5f7fa}
.bbCodeBlock-title,.bbCodeBlock-content{padding:.3rem .7rem}
.bbCodeBlock-title{font-size:.85rem}
.message-signature{border-top:1px solid #e3e8ef;color:#63718a;font-size:.82rem}
.pageNav-main{display:inline-flex;gap:.3rem;list-style:none;margin:.5rem 0;padding:0}
.pageNav-page--current{font-weight:700}
.p-footer{padding:1.5rem;color:#63718a;font-size:.82rem;text-align:center}
@media(max-width:40rem){.message-inner{grid-template-columns:1fr}}
`
