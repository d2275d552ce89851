import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** What to do while nothing is listened to yet. */
export function firstSteps(): Html {
  return html`<section class="first-steps card">
  <h2>Nothing is listened to yet</h2>
  <p>To see it work, start the demo: four small sites on this machine, about 700 mentions, one true rating drop.</p>
  <pre><code>npm run demo</code></pre>
  <p>To listen to your own sites:</p>
  <ol>
    <li>Copy <code>config/sources.example.yaml</code> to <code>config/sources.yaml</code> and write your sites into it.</li>
    <li>Check and apply it: <pre><code>npx earshot sources apply config/sources.yaml</code></pre></li>
    <li>Start: <pre><code>npm start</code></pre></li>
  </ol>
</section>`
}
