/** The marketplace's style sheet, at `/style.css`: its pages allow no style of their own. */
export const marketplaceCss = `
body{margin:0;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#10241c;background:#f4f7f5}
a{color:#0b6b4b}
.top{display:flex;flex-wrap:wrap;gap:.6rem 1.5rem;align-items:baseline;padding:.8rem 1.5rem;background:#0b6b4b}
.top a{color:#d7efe4;text-decoration:none}
.top .logo{font-weight:800;font-size:1.4rem;color:#fff}
main{max-width:64rem;margin:1.5rem auto;padding:1.5rem;background:#fff;border-radius:.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:.3rem 0 .8rem}
h2{font-size:1.15rem;margin:2rem 0 .8rem}
.crumbs,.by,dl{color:#5a6d64;font-size:.85rem}
.item{display:grid;grid-template-columns:14rem 1fr;gap:2rem}
.item img{width:100%;height:auto;border-radius:.5rem}
.price{font-size:1.5rem;font-weight:700;margin:.3rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dd{margin:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1.2rem;list-style:none;padding:0}
.grid img{width:100%;height:auto;border-radius:.5rem}
.grid a{text-decoration:none}
.stars{color:#c77700;letter-spacing:.08em}
.rating strong{font-size:1.4rem}
.review{border-top:1px solid #dfe7e3;padding:1rem 0;max-width:46rem}
.review h3{margin:.1rem 0;font-size:1rem}
.review p{margin:.3rem 0}
.badge{margin-left:.5rem;padding:.1rem .5rem;border-radius:1rem;background:#e2f3ea;color:#0b6b4b;font-size:.75rem}
.reply{margin:.8rem 0 0 1.2rem;padding:.5rem 1rem;border-left:3px solid #0b6b4b;background:#f4f7f5}
.button{padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#0b6b4b;color:#fff;font:inherit;cursor:pointer}
footer{padding:1.5rem;color:#5a6d64;font-size:.85rem;text-align:center}
@media(max-width:40rem){.item{grid-template-columns:1fr}}
`
