/** The shop's style sheet, put into every page. */
export const shopCss = `
:root{--ink:#1d2430;--soft:#5d6778;--line:#e3e7ed;--brand:#3b5bdb;--star:#e8930c;--ground:#fff}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);background:var(--ground)}
a{color:inherit}
h1{font-size:1.9rem;line-height:1.2;margin:.4rem 0 1rem}
h2{font-size:1.25rem;margin:2.4rem 0 1rem}
h2 a{text-decoration:none}
.top{display:flex;flex-wrap:wrap;gap:.6rem 2rem;align-items:center;padding:1rem 1.5rem;border-bottom:1px solid var(--line)}
.top nav{display:flex;flex-wrap:wrap;gap:1.2rem;flex:1}
.top a{text-decoration:none;color:var(--soft)}
.top a:hover{color:var(--ink)}
.top .logo{font-weight:700;font-size:1.3rem;letter-spacing:-.02em;color:var(--ink)}
main{max-width:68rem;margin:0 auto;padding:1.5rem}
.hero{padding:3.5rem 2.5rem;border-radius:1rem;background:linear-gradient(120deg,#eef2ff,#fdf1e3)}
.hero h1{font-size:2.6rem;margin:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:1.5rem;list-style:none;margin:0;padding:0}
.grid li{display:flex;flex-direction:column;gap:.2rem}
.grid a{text-decoration:none}
.grid img{width:100%;height:auto;border-radius:.8rem;display:block;margin-bottom:.5rem}
.stars{color:var(--star);letter-spacing:.08em}
.stars a,.stars small{color:var(--soft);letter-spacing:0}
.price{font-weight:600}
.crumbs{font-size:.85rem;color:var(--soft);margin-bottom:1rem}
.product{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:2.5rem;align-items:start}
.product img{width:100%;height:auto;border-radius:1rem}
.product .price{font-size:1.6rem;margin:.6rem 0 0}
.note,.by,.helpful{color:var(--soft);font-size:.875rem}
.note{margin:0 0 1.2rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem;font-size:.875rem;color:var(--soft)}
dd{margin:0}
.button{display:inline-block;padding:.6rem 1.4rem;border-radius:.5rem;background:var(--brand);color:#fff;text-decoration:none;cursor:pointer}
.histogram{list-style:none;padding:0;max-width:24rem;margin:2rem 0 0;font-size:.875rem}
.histogram li{display:grid;grid-template-columns:2.5rem 1fr 2.5rem;gap:.6rem;align-items:center}
.bar{height:.5rem;border-radius:.25rem;background:var(--line);overflow:hidden}
.bar i{display:block;height:100%;background:var(--star)}
.reviews{max-width:46rem}
.review{border-top:1px solid var(--line);padding:1.3rem 0}
.review h3{margin:.1rem 0;font-size:1.05rem}
.review p{margin:.3rem 0 .6rem}
.badge{margin-left:.5rem;padding:.1rem .5rem;border-radius:1rem;background:#e6f4ea;color:#1e6b37;font-size:.75rem}
.reply{margin:1rem 0 0 1.2rem;padding:.6rem 1rem;border-left:3px solid var(--brand);background:#f5f7ff;border-radius:0 .5rem .5rem 0}
.pages{display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0 2rem}
.pages>*{padding:.3rem .75rem;border:1px solid var(--line);border-radius:.4rem;text-decoration:none}
.pages b{background:var(--ink);color:#fff;border-color:var(--ink)}
footer{border-top:1px solid var(--line);padding:2rem 1.5rem 6rem;color:var(--soft);font-size:.875rem;text-align:center}
.cookies{position:fixed;left:0;right:0;bottom:0;display:flex;gap:1.5rem;justify-content:center;align-items:center;padding:.7rem 1.5rem;background:#1d2430;color:#fff;font-size:.9rem}
.cookies p{margin:0}
#cookies-ok:checked+.cookies{display:none}
@media(max-width:40rem){.product{grid-template-columns:1fr}.hero{padding:2rem 1.5rem}}
`
