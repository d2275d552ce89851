/**
 * How we speak to the operator's mail server, whoever asks. A password goes over TLS only, unless SMTP_URL
 * says otherwise; what stands there wins.
 * @param url SMTP_URL, without its sender
 * @param silenceMs a server that says nothing for so long, at any step, is hung
 */
export function transportOptions(url: string, silenceMs: number) {
  return {
    url,
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    dnsTimeout: silenceMs,
    requireTLS: new URL(url).username !== '',
  }
}
