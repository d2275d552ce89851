/** The blog's style sheet, put into every page. */
export const blogCss = `
body{margin:0;font:18px/1.65 Georgia,"Times New Roman",serif;color:#25221d;background:#fdfbf7}
.top,main,footer{max-width:42rem;margin:0 auto;padding:1.5rem}
.top{border-bottom:3px double #cfc6b4}
.top p{margin:0;color:#746b5c;font-size:.9rem}
.logo{font-size:1.7rem;font-weight:700;color:inherit;text-decoration:none}
a{color:#8a3b12}
h1{line-height:1.2;margin:.5rem 0}
h2{line-height:1.25}
.teaser h2{margin-bottom:.2rem}
.teaser h2 a{color:inherit;text-decoration:none}
.teaser{border-bottom:1px solid #e6dfd1;padding-bottom:.6rem}
.by{margin:.2rem 0;color:#746b5c;font-size:.85rem;font-family:system-ui,sans-serif}
.comments{list-style:none;padding:0}
.comment{padding:.8rem 0;border-top:1px solid #e6dfd1}
.comment p{margin:.2rem 0}
.badge{padding:0 .5rem;border-radius:1rem;background:#25221d;color:#fff;font-size:.72rem}
.pages{display:flex;gap:1rem;margin:2rem 0;font-family:system-ui,sans-serif;font-size:.9rem}
footer{border-top:1px solid #e6dfd1;color:#746b5c;font-size:.85rem}
`
